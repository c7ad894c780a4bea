import { canonicalJson } from '$lib/codec/canonical-json';
import { ok, type Result } from '$lib/codec/result';
import type { JsonValue } from '$lib/codec/strict-json';
import { inputOfBytes } from '$lib/intake/bytes-input';
import type { CsvMapping } from '$lib/intake/csv-mapping';
import type { Input } from '$lib/intake/input';
import type { Imported, ImportFailure, ImportReport, Skipped } from '$lib/intake/report';
import { cardKeysOf } from '$lib/intake/shc-keys';
import { dayInZone, isTimeZone } from '$lib/records/day';
import { parseArguments } from './arguments';
import { badInput, usage, type Command, type Failure } from './command';
import { inputName, readInput, readJson, reasonOf, STDIN } from './input';
import { importTables } from './import-tables';
import type { Io } from './io';
import { parseMapping } from './mapping-file';
import { describeRecordProblems } from './problems';

const HELP = `Usage: tessera import FILE... [--password TEXT] [--zone NAME] [--keys FILE] [--csv FILE]
                             [--json]

Reads what other programs export, as the app does: Apple Health, Health Connect, Fitbit, Garmin,
Samsung Health, Mi Fitness, Huawei Health, FHIR, SMART Health Cards, tables, and own exports; also
in zip archives. Of a folder all files are read, and - is standard input. Prints what was found,
what was skipped, and why.

  --password TEXT  opens archives that ask for one
  --zone NAME      home zone, such as Europe/Zurich, for times without one; else this machine's
  --keys FILE      a JSON Web Key Set; a health card that matches one of its keys is marked
  --csv FILE       which column of a table is what; without it a guess is told. Tables with other
                   columns are left out, and told so
  --json           one line of JSON: records (tessera.records/1), report; score reads it
`;

/** Reading the files of other programs, outside of the app. */
export const importCommand: Command = {
	help: HELP,
	async run(args, io) {
		const given = parseArguments(args, {
			password: { type: 'string' },
			zone: { type: 'string' },
			keys: { type: 'string' },
			csv: { type: 'string' },
			json: { type: 'boolean' },
		});
		if (!given.ok) return given;
		const { operands, values } = given.value;
		const { password, zone = io.zone(), json = false } = values;
		if (operands.length === 0) return usage('FILE: expected one or more');
		if (!isTimeZone(zone)) return usage('--zone: expected a name such as Europe/Zurich');

		const files = [...operands, values.keys, values.csv];
		if (files.filter((file) => file === STDIN).length > 1) return usage('-: expected once');

		const keySet = values.keys === undefined ? ok(undefined) : await readKeySet(io, values.keys);
		if (!keySet.ok) return keySet;
		const csv = values.csv === undefined ? ok(undefined) : await readMapping(io, values.csv);
		if (!csv.ok) return csv;
		const inputs = await openAll(io, operands);
		if (!inputs.ok) return inputs;
		const options = {
			zone,
			today: dayInZone(io.now(), zone),
			...(password === undefined ? {} : { passwords: [password] }),
			...(keySet.value === undefined ? {} : { keySet: keySet.value }),
		};
		const imported = await importTables(inputs.value, options, csv.value);
		if (!imported.ok) return badInput(describe(imported.error));
		return ok({ text: (json ? toJson : toText)(imported.value), status: 0 });
	},
};

async function openAll(
	io: Pick<Io, 'inputsAt' | 'readFile' | 'readStdin'>,
	paths: readonly string[],
): Promise<Result<readonly Input[], Failure>> {
	const inputs: Input[] = [];
	for (const path of paths) {
		if (path === STDIN) {
			// In memory: what it brings is read more than once, and is not for a disk.
			const read = await readInput(io, path);
			if (!read.ok) return read;
			inputs.push(inputOfBytes(read.value, inputName(path)));
			continue;
		}
		try {
			inputs.push(...(await io.inputsAt(path)));
		} catch (error) {
			return badInput(`${path}: cannot be read${reasonOf(error)}`);
		}
	}
	return ok(inputs);
}

/** A key set of which no key can have signed a card marks nothing: a mistake. */
async function readKeySet(io: Io, path: string): Promise<Result<JsonValue, Failure>> {
	const json = await readJson(io, path);
	if (!json.ok || cardKeysOf(json.value).size > 0) return json;
	return badInput('--keys: expected a key set with an ES256 key');
}

async function readMapping(io: Io, path: string): Promise<Result<CsvMapping, Failure>> {
	const json = await readJson(io, path);
	if (!json.ok) return json;
	const mapping = parseMapping(json.value);
	return mapping === null
		? badInput(`${path}: expected delimiter, hasHeader, dateOrder, decimal, fields, units, source`)
		: ok(mapping);
}

function describe(failure: ImportFailure): string {
	switch (failure.code) {
		case 'cancelled':
			return 'import: cancelled';
		case 'password-needed':
			return `${failure.path}: ${failure.wasWrong ? 'another password' : '--password'} expected`;
		case 'mapping-needed':
			if (failure.wasWrong) return `${failure.preview.path}: no row has a date as --csv says`;
			return (
				`${failure.preview.path}: expected --csv FILE, which says what its columns are; ` +
				`a guess: ${JSON.stringify(failure.preview.guess)}`
			);
		case 'backup':
			return `${failure.path}: an encrypted backup is restored in the app, not imported`;
		case 'own-export-refused':
			return `${failure.path}: ${describeRecordProblems(failure.problems)}`;
		case 'nothing-found':
			return `nothing found${describeFiles(failure.report)}${describeSkipped(failure.report)}`;
	}
}

const TOLD_FILES = 3;

function describeFiles({ files }: ImportReport): string {
	const told = files
		.slice(0, TOLD_FILES)
		.map(({ path, end }) => `${path}: ${end === 'whole' ? 'nothing that counts' : end}`);
	const more = files.length - told.length;
	if (more > 0) told.push(`and ${String(more)} more`);
	return told.length === 0 ? '' : `; ${told.join('; ')}`;
}

/** As in the report: names of kinds and units, and never a value. */
function describeSkipped({ skipped }: ImportReport): string {
	const told = skipped.map(({ reason, count, what }) => {
		const names = what.length === 0 ? '' : ` (${namesOf(what)})`;
		return `${reason} ${String(count)}${names}`;
	});
	return told.length === 0 ? '' : `; skipped: ${told.join('; ')}`;
}

/** Others read this: the members stay. In canonical order, so that the same files give the same text. */
function toJson({ records, report }: Imported): string {
	return `{"records":${canonicalJson(records)},"report":${canonicalJson(report)}}\n`;
}

function toText({ report }: Imported): string {
	const { files, otherMembers, kinds, skipped } = report;
	const rows = [
		...files.map(({ reader, end, path }) => ['file', reader ?? '-', end, path]),
		...(otherMembers === 0 ? [] : [['other', String(otherMembers), 'not read', '']]),
		...kinds.map(({ kind, count, first, last, sources }) => [
			...['found', kind, String(count)],
			`${first} to ${last}${sources.length === 0 ? '' : `  ${sources.map(sourceText).join(', ')}`}`,
		]),
		...skipped.map(({ reason, count, what }) => [
			...['skipped', reason, String(count), namesOf(what)],
		]),
	];
	const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
	const lines = rows.map((row) =>
		row
			.map((cell, at) => cell.replace(/\p{Cc}/gu, '?').padEnd(widths[at] ?? 0))
			.join('  ')
			.trimEnd(),
	);
	return `${lines.join('\n')}\n`;
}

const namesOf = (what: Skipped['what']): string => what.map(sourceText).join(', ');

function sourceText({ name, count }: { readonly name: string; readonly count: number }): string {
	return `${name} (${String(count)})`;
}
