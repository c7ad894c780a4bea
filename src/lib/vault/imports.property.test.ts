/** Imports, undos and changes by hand, drawn, against a model of layers. */
import 'fake-indexeddb/auto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { first, freshName, openVault, valueOf } from '../../../tests/fixtures/vault';
import { canonicalJson } from '../codec/canonical-json';
import { dayEntryKey } from '../records/check';
import {
	addRecord,
	conditionKey,
	isBetterSigned,
	removeRecord,
	replaceRecord,
	statementOf,
	type ClinicalRecord,
} from '../records/edit';
import {
	emptyRecords,
	type Condition,
	type DayEntry,
	type HealthRecords,
	type Observation,
} from '../records/records';
import { listed } from './batch-history';
import type { Vault } from './vault';

type Anything = DayEntry | ClinicalRecord;

interface File {
	readonly sha256: string;
	readonly takenAt: number | null;
	readonly records: HealthRecords;
}

interface Layer {
	readonly id: string;
	readonly value: Anything;
	readonly takenAt: number | null;
	/** It found what it says. */
	isSame: boolean;
}

const keyOf = (record: Anything): string => {
	if ('source' in record && 'value' in record && record.kind === 'steps')
		return dayEntryKey(record);
	return 'code' in record ? conditionKey(record) : statementOf(record);
};

/** What hands made of each place, and on it what imports did, one on the other. */
class Model {
	readonly #hands = new Map<string, Anything>();
	readonly #layers = new Map<string, Layer[]>();
	#batches: { readonly id: string; readonly sha256: string }[] = [];

	#layersAt(key: string): Layer[] {
		const layers = this.#layers.get(key) ?? [];
		this.#layers.set(key, layers);
		return layers;
	}

	#at(key: string): Anything | undefined {
		return this.#layersAt(key).at(-1)?.value ?? this.#hands.get(key);
	}

	byHand(key: string, value: Anything | null): void {
		this.#layers.delete(key);
		if (value === null) this.#hands.delete(key);
		else this.#hands.set(key, value);
		this.#dropEmpty();
	}

	add(id: string, { sha256, takenAt, records }: File): void {
		let isNew = false;
		const onto: [string, Layer][] = [];
		for (const incoming of listed(records)) {
			const key = keyOf(incoming);
			const present = this.#at(key);
			if (present === undefined) {
				isNew = true;
				onto.push([key, { id, value: incoming, takenAt, isSame: false }]);
			} else if (this.#saysSame(present, incoming)) {
				const [there, coming] = [present, incoming] as ClinicalRecord[];
				if (there === undefined || coming === undefined) continue;
				if (isBetterSigned(coming, there)) {
					isNew = true;
					onto.push([key, { id, value: incoming, takenAt, isSame: false }]);
				} else if (!isBetterSigned(there, coming)) {
					onto.push([key, { id, value: present, takenAt, isSame: true }]);
				}
			} else if (this.#mayReplace(key, present, incoming, takenAt)) {
				isNew = true;
				onto.push([key, { id, value: incoming, takenAt, isSame: false }]);
			}
		}
		if (!isNew && this.#batches.some((batch) => batch.sha256 === sha256)) return;
		for (const [key, layer] of onto) this.#layersAt(key).push(layer);
		this.#batches.push({ id, sha256 });
		this.#dropEmpty();
	}

	#saysSame(a: Anything, b: Anything): boolean {
		return statementOf(a) === statementOf(b);
	}

	#mayReplace(key: string, present: Anything, incoming: Anything, takenAt: number | null) {
		if ('code' in present && present.source === undefined && incoming.source !== undefined)
			return false;
		let latest = -Infinity;
		for (const layer of [...this.#layersAt(key)].reverse()) {
			latest = Math.max(latest, layer.takenAt ?? -Infinity);
			if (!layer.isSame) break;
		}
		return takenAt === null || takenAt >= latest;
	}

	undo(id: string): void {
		for (const layers of this.#layers.values()) {
			const at = layers.findIndex((layer) => layer.id === id);
			if (at === -1) continue;
			const above = layers[at + 1];
			if (above !== undefined && layers[at]?.isSame === false) above.isSame = false;
			layers.splice(at, 1);
		}
		this.#batches = this.#batches.filter((batch) => batch.id !== id);
	}

	#dropEmpty(): void {
		const ids = new Set([...this.#layers.values()].flat().map(({ id }) => id));
		this.#batches = this.#batches.filter(({ id }) => ids.has(id));
	}

	get ids(): string[] {
		return this.#batches.map(({ id }) => id);
	}

	get records(): string[] {
		const keys = new Set([...this.#hands.keys(), ...this.#layers.keys()]);
		return [...keys]
			.flatMap((key) => this.#at(key) ?? [])
			.map(canonicalJson)
			.sort();
	}

	get hands(): string[] {
		return [...this.#hands.values()].map(canonicalJson).sort();
	}
}

// ── Little of everything, so that it meets ─────────────────────────────────────────────────────

const entry = fc.record({
	kind: fc.constant('steps' as const),
	day: fc.constantFrom('2026-10-31', '2026-11-01', '2026-11-02'),
	value: fc.integer({ min: 1, max: 3 }),
	source: fc.constantFrom('manual', 'watch'),
});
const observation: fc.Arbitrary<Observation> = fc.constantFrom(
	...(['2026-01-01', '2026-01-02'] as const).flatMap((day): Observation[] =>
		([undefined, 'not-checked', 'known-key'] as const).map((signature) => ({
			...{ kind: 'hba1c', day, value: 5.5, source: 'clinic' },
			...(signature === undefined ? {} : { signature }),
		})),
	),
);
const condition: fc.Arbitrary<Condition> = fc
	.record({
		until: fc.constantFrom(null, '2026-01-01'),
		by: fc.constantFrom({}, { source: 'clinic' }),
		signed: fc.constantFrom({}, { signature: 'known-key' as const }),
	})
	.map(({ until, by, signed }) => ({
		...{ code: 'asthma', since: '2020-01-01', until },
		...by,
		...signed,
	}));

const file = fc
	.record({
		takenAt: fc.constantFrom(null, 1, 2, 3),
		days: fc.uniqueArray(entry, { selector: dayEntryKey }),
		observations: fc.uniqueArray(observation, { selector: statementOf }),
		conditions: fc.array(condition, { maxLength: 1 }),
		checkups: fc.constantFrom([], [{ day: '2026-01-01', source: 'clinic' }]),
	})
	.map(({ takenAt, ...lists }) => ({ takenAt, records: { ...emptyRecords(), ...lists } }));

const NO_FILE = { records: emptyRecords(), takenAt: null };

type Act =
	| { readonly act: 'import'; readonly which: number }
	| { readonly act: 'undo'; readonly which: number }
	| { readonly act: 'set-day' | 'remove-day'; readonly entry: DayEntry }
	| { readonly act: 'add' | 'remove' | 'change'; readonly observation: Observation }
	| { readonly act: 'set-condition'; readonly condition: Condition }
	| { readonly act: 'remove-condition' };

const which = fc.nat({ max: 3 });
const act: fc.Arbitrary<Act> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ act: fc.constant('import' as const), which }) },
	{ weight: 3, arbitrary: fc.record({ act: fc.constant('undo' as const), which }) },
	fc.record({ act: fc.constantFrom('set-day' as const, 'remove-day' as const), entry }),
	fc.record({
		act: fc.constantFrom('add' as const, 'remove' as const, 'change' as const),
		observation,
	}),
	fc.record({ act: fc.constant('set-condition' as const), condition }),
	fc.constant({ act: 'remove-condition' as const }),
);

const recordsOf = async (vault: Vault): Promise<HealthRecords> =>
	(await vault.readAll()).records.reveal();

async function doByHand(
	vault: Vault,
	model: Model,
	what: Exclude<Act, { act: 'import' | 'undo' }>,
): Promise<void> {
	const { observations, conditions } = await recordsOf(vault);
	const writeClinical = async (next: Observation[]) => {
		valueOf(await vault.editClinical((present) => ({ ...present, observations: next })));
		for (const key of new Set([...observations, ...next].map(statementOf))) {
			const [before, after] = [observations, next].map((list) =>
				list.find((one) => statementOf(one) === key),
			);
			if (canonicalJson([before ?? null]) !== canonicalJson([after ?? null]))
				model.byHand(key, after ?? null);
		}
	};
	switch (what.act) {
		case 'set-day':
			valueOf(await vault.setDay(what.entry));
			model.byHand(dayEntryKey(what.entry), what.entry);
			break;
		case 'remove-day': {
			const { kind, day, source } = what.entry;
			valueOf(await vault.removeDay(kind, day, source));
			model.byHand(dayEntryKey(what.entry), null);
			break;
		}
		case 'add':
			await writeClinical(addRecord(observations, what.observation));
			break;
		case 'remove':
			await writeClinical(removeRecord(observations, what.observation));
			break;
		case 'change':
			await writeClinical(
				replaceRecord(observations, what.observation, { ...what.observation, day: '2026-01-02' }),
			);
			break;
		case 'set-condition':
		case 'remove-condition': {
			const next = what.act === 'set-condition' ? [what.condition] : [];
			if (canonicalJson([...conditions]) === canonicalJson(next)) break;
			valueOf(await vault.editConditions(() => ({ conditions: next })));
			model.byHand(
				conditionKey({ code: 'asthma', since: '2020-01-01', until: null }),
				next[0] ?? null,
			);
			break;
		}
	}
}

describe('imports, undos and changes by hand', () => {
	it('leave what a pile of layers would, and without the imports what hands alone made', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(file, { minLength: 4, maxLength: 4 }),
				fc.array(act, { minLength: 4, maxLength: 14 }),
				fc.infiniteStream(fc.nat()),
				async (files, acts, order) => {
					const vault = await openVault(freshName());
					const model = new Model();
					const ids = async () => (await first(vault.watchBatches())).map(({ id }) => id).reverse();
					const check = async () => {
						expect(
							listed(await recordsOf(vault))
								.map(canonicalJson)
								.sort(),
						).toEqual(model.records);
						expect(await ids()).toEqual(model.ids);
					};
					const undo = async (id: string) => {
						const shown = (await first(vault.watchBatches())).find((batch) => batch.id === id);
						const sum = (of: 'added' | 'replaced') =>
							(shown?.parts ?? []).reduce((all, part) => all + part[of], 0);
						expect(valueOf(await vault.undoBatch(id))).toEqual({
							removed: sum('added'),
							restored: sum('replaced'),
						});
						model.undo(id);
						await check();
					};
					for (const [at, what] of acts.entries()) {
						if (what.act === 'import') {
							const { records, takenAt } = files[what.which] ?? NO_FILE;
							const [id, sha256] = [`batch-${String(at)}`, `file-${String(what.which)}`];
							const batch = { id, importedOn: '2026-11-20', takenAt, readers: [], skipped: [] };
							valueOf(
								await vault.importBatch(records, { ...batch, files: [{ name: 'f', sha256 }] }),
							);
							model.add(id, { sha256, takenAt, records });
						} else if (what.act === 'undo') {
							const all = await ids();
							const id = all[what.which % Math.max(1, all.length)];
							if (id !== undefined) await undo(id);
						} else await doByHand(vault, model, what);
						await check();
					}
					for (let left = await ids(); left.length > 0; left = await ids())
						await undo(left[(order.next().value ?? 0) % left.length] ?? '');
					expect(model.records).toEqual(model.hands);
					vault.close();
				},
			),
			{ numRuns: 25 },
		);
	}, 60_000);
});
