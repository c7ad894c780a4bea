import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { records } from '../../../tests/arbitraries/records';
import { dayEntryKey } from './check';
import { statementOf } from './edit';
import type { Signature } from './kinds';
import { mergeRecords } from './merge';
import { emptyRecords, parseRecords, type DayEntry, type HealthRecords } from './records';

const withDays = (...days: DayEntry[]): HealthRecords => ({ ...emptyRecords(), days });
const steps: DayEntry = { kind: 'steps', day: '2026-11-20', value: 8123, source: 'watch' };

describe('mergeRecords', () => {
	it('adds, replaces and counts', () => {
		const next = { ...steps, day: '2026-11-21' };
		const more = { ...steps, value: 9000 };
		expect(mergeRecords(withDays(steps), withDays(more, next))).toEqual({
			merged: withDays(more, next),
			added: 1,
			replaced: 1,
			same: 0,
			kept: 0,
		});
	});

	it('leaves what the rules keep, and tells of every record what became of it', () => {
		const told: unknown[] = [];
		const more = { ...steps, value: 9000 };
		const condition = { code: 'asthma', since: '2020-01-01', until: null };
		const ended = { ...condition, until: '2026-01-01' };
		const present = { ...withDays(steps), conditions: [condition] };
		const merge = mergeRecords(
			present,
			{ ...withDays(more), conditions: [ended] },
			{ mayReplace: () => false, onMet: (...meeting) => told.push(meeting) },
		);
		expect(merge).toMatchObject({ merged: present, kept: 2, replaced: 0 });
		expect(told).toEqual([
			['kept', more, steps],
			['kept', ended, condition],
		]);
	});

	it.each([
		[undefined, 'known-key', 'known-key', 'replaced'],
		['not-checked', 'known-key', 'known-key', 'replaced'],
		['known-key', 'not-checked', 'known-key', 'same'],
		['known-key', undefined, 'known-key', 'same'],
		[undefined, 'not-checked', undefined, 'same'],
		['not-checked', undefined, 'not-checked', 'same'],
	] as const)('of the signatures %s and %s keeps %s', (before, incoming, after, outcome) => {
		const signed = (signature: Signature | undefined): HealthRecords => {
			const by = signature === undefined ? {} : { signature };
			return {
				...emptyRecords(),
				observations: [{ kind: 'hba1c', day: '2026-01-01', value: 5.5, ...by }],
				conditions: [{ code: 'asthma', since: '2020-01-01', until: null, ...by }],
				checkups: [{ day: '2026-01-01', ...by }],
			};
		};
		const merge = mergeRecords(signed(before), signed(incoming));
		expect(merge).toMatchObject({ added: 0, [outcome]: 3 });
		expect(merge.merged).toEqual(signed(after));
	});

	it('replaces a condition that has ended meanwhile', () => {
		const condition = { code: 'hypertension', since: '2020-01-01', until: null };
		const ended = { ...condition, until: '2026-01-01' };
		const { merged, replaced } = mergeRecords(
			{ ...emptyRecords(), conditions: [condition] },
			{ ...emptyRecords(), conditions: [ended] },
		);
		expect(merged.conditions).toEqual([ended]);
		expect(replaced).toBe(1);
	});

	it('does not give up the glasses for the same value without them', () => {
		const bare: DayEntry = {
			kind: 'alcohol',
			day: '2026-11-20',
			value: 20.514,
			source: 'manual',
		};
		const evening: DayEntry = { ...bare, drinks: [{ ml: 50, abv: 52 }] };
		expect(mergeRecords(withDays(evening), withDays(bare))).toMatchObject({
			merged: withDays(evening),
			same: 1,
		});
		expect(mergeRecords(withDays(bare), withDays(evening))).toMatchObject({
			merged: withDays(evening),
			replaced: 1,
		});
	});

	it('keeps the present choice of source, and fills a gap', () => {
		const { merged } = mergeRecords(
			{ ...emptyRecords(), prefer: { steps: 'watch' } },
			{ ...emptyRecords(), prefer: { steps: 'phone', sleep: 'ring' } },
		);
		expect(merged.prefer).toEqual({ steps: 'watch', sleep: 'ring' });
	});

	it('the same file twice changes nothing', () => {
		fc.assert(
			fc.property(records, records, (present, incoming) => {
				const once = mergeRecords(present, incoming).merged;
				const twice = mergeRecords(once, incoming);
				expect(twice.merged).toEqual(once);
				expect([twice.added, twice.replaced]).toEqual([0, 0]);
			}),
			{ numRuns: 40 },
		);
	});

	it('into nothing it gives the file back, each clinical record once', () => {
		fc.assert(
			fc.property(records, (incoming) => {
				const { merged, replaced } = mergeRecords(emptyRecords(), incoming);
				expect(merged.days).toEqual(incoming.days);
				expect(merged.conditions).toEqual(incoming.conditions);
				const statements = new Set(incoming.observations.map(statementOf));
				expect(merged.observations.map(statementOf)).toEqual([...statements]);
				// The same twice in one file, the second time with a better signature.
				const given = incoming.observations.length + incoming.checkups.length;
				const left = merged.observations.length + merged.checkups.length;
				expect(replaced).toBeLessThanOrEqual(given - left);
				expect(parseRecords(merged).ok).toBe(true);
			}),
			{ numRuns: 40 },
		);
	});

	it('loses nothing, and counts every incoming record once', () => {
		fc.assert(
			fc.property(records, records, (present, incoming) => {
				const { merged, added, replaced, same } = mergeRecords(present, incoming);
				const keys = new Set(merged.days.map(dayEntryKey));
				for (const entry of [...present.days, ...incoming.days]) {
					expect(keys.has(dayEntryKey(entry))).toBe(true);
				}
				expect(keys.size).toBe(merged.days.length);
				const clinical = new Set([...merged.observations, ...merged.checkups].map(statementOf));
				for (const side of [present, incoming]) {
					for (const record of [...side.observations, ...side.checkups]) {
						expect(clinical.has(statementOf(record))).toBe(true);
					}
				}
				const total = (['days', 'observations', 'conditions', 'checkups'] as const).reduce(
					(sum, list) => sum + incoming[list].length,
					0,
				);
				expect(added + replaced + same).toBe(total);
			}),
			{ numRuns: 40 },
		);
	});
});
