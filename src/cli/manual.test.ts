/**
 * The examples in `docs/command.md` and `docs/rulesets.md`, run in a world of fixed time and randomness. Run with
 * `UPDATE_VECTORS=1` to write their output anew after a change that is meant.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sampleMonth } from '$lib/records/sample';
import { hangzhou2020 } from '$lib/score/builtin';
import { NOW, seededRandom } from '../../tests/fixtures/attest';
import { runIn } from './fake-io';

const docs = (name: string) => new URL(`../../docs/${name}`, import.meta.url);
const BLOCK = /```console\n(.*?)```/gs;
const COMMAND = /^\$ (.*)$/gm;

const files: Record<string, string> = {
	'records.json': JSON.stringify(sampleMonth('2026-11-20')),
	'own.json': JSON.stringify({
		...hangzhou2020,
		baseline: { ...hangzhou2020.baseline, milli: 0.5 },
	}),
};
files['export.xml'] = `<HealthData locale="en">
 <ExportDate value="2026-11-20 21:00:00 +0100"/>
 <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Phone" unit="count" startDate="2026-11-19 10:00:00 +0100" endDate="2026-11-19 10:10:00 +0100" value="812"/>
 <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Watch" unit="count" startDate="2026-11-20 10:00:00 +0100" endDate="2026-11-20 10:10:00 +0100" value="934"/>
 <Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Scale" unit="kg" startDate="2026-11-20 07:00:00 +0100" endDate="2026-11-20 07:00:00 +0100" value="70.5"/>
 <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" unit="count/min" startDate="2026-11-20 07:00:00 +0100" endDate="2026-11-20 07:00:00 +0100" value="62"/>
</HealthData>
`;
files['my.json'] = readFileSync(docs('examples/a-quiet-week.json'), 'utf8');
files['steps.csv'] = 'day,steps\n2026-11-18,5120\n2026-11-19,8064\n';
const random = seededRandom('manual');

/** What a shell would show; knows no more of shells than the manual uses. */
async function shell(command: string): Promise<string> {
	const [, line = '', , from, , to] = /^(.*?)( < (\S+))?( > (\S+))?$/.exec(command) ?? [];
	const words = Array.from(line.matchAll(/'([^']*)'|\S+/g), ([word, quoted]) => quoted ?? word);
	const [program, ...args] = words;
	if (program === 'cat') return files[args[0] ?? ''] ?? '';
	const stdin = from === undefined ? {} : { stdin: files[from] ?? '' };
	const world = { files, now: NOW, random, written: files, ...stdin };
	const { out, err } = await runIn(world, ...args);
	if (to === undefined) return out + err;
	files[to] = out;
	return err;
}

async function rerun(block: string): Promise<string> {
	let text = '';
	for (const [line, command = ''] of block.matchAll(COMMAND)) {
		text += `${line}\n${await shell(command)}`;
	}
	return text;
}

it.each([
	['command.md', 8],
	['rulesets.md', 2],
])('%s shows what the command prints', async (name, commands) => {
	const manual = readFileSync(docs(name), 'utf8');
	let actual = manual;
	for (const [, block = ''] of manual.matchAll(BLOCK)) {
		const shown = await rerun(block);
		actual = actual.replace(block, () => shown);
	}
	if (process.env.UPDATE_VECTORS === '1') writeFileSync(docs(name), actual);
	expect(readFileSync(docs(name), 'utf8')).toBe(actual);
	expect(actual.match(COMMAND)?.length).toBeGreaterThanOrEqual(commands);
});
