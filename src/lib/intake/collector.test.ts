import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageKey } from '$lib/records/age';
import { addDays } from '$lib/records/day';
import type { Drink } from '$lib/records/drinks';
import { emptyRecords, parseRecords, type HealthRecords } from '$lib/records/records';
import { Collector } from './collector';
import { MAX_CLINICAL } from './limits';
import type { RecordSink } from './record-sink';

const TODAY = '2026-11-20';
const HOUR = 3_600_000;

/** What comes of it; `parseRecords` must take it, always. */
function collect(...tellers: readonly ((sink: RecordSink) => void)[]) {
	const collector = new Collector(TODAY);
	for (const [at, tell] of tellers.entries()) tell(collector.sink(`file ${String(at)}`));
	const collected = collector.collect();
	expect(parseRecords(collected.records)).toEqual({ ok: true, value: collected.records });
	return collected;
}

const watch = { source: 'Watch' };

/** Any code units, halves of characters and control characters among them. */
const anyText = fc
	.array(fc.nat({ max: 0xffff }), { maxLength: 300 })
	.map((units) => String.fromCharCode(...units));

describe('totals of days', () => {
	it('sums within a stream, and takes the larger across streams, groups and totals', () => {
		const { records } = collect(
			(sink) => {
				sink.addToDay('steps', TODAY, 100.4, watch);
				sink.addToDay('steps', TODAY, 100.2, watch);
				sink.addToDay('steps', TODAY, 150, { ...watch, stream: 'summary' });
				sink.addToDay('steps', TODAY, 7, { source: 'Phone' });
				sink.addToDay('activity', TODAY, 0.1, watch);
				sink.addToDay('activity', TODAY, 0.2, watch);
			},
			(sink) => {
				sink.addToDay('steps', TODAY, 180, watch);
				sink.setDay('activity', TODAY, 30.1234, watch);
				sink.setDay('activity', TODAY, 12, watch);
			},
		);
		expect(records.days).toEqual([
			{ kind: 'steps', day: TODAY, value: 7, source: 'Phone' },
			// 200.6, rounded once.
			{ kind: 'steps', day: TODAY, value: 201, source: 'Watch' },
			{ kind: 'activity', day: TODAY, value: 30.123, source: 'Watch' },
		]);
	});

	it('passes over a total that nobody can have, not the others of the day', () => {
		const { records, skipped } = collect((sink) => {
			for (let at = 0; at < 3; at++) sink.addToDay('steps', TODAY, 100_000, watch);
			sink.addToDay('steps', TODAY, 9000, { ...watch, stream: 'b' });
			for (let at = 0; at < 3; at++) sink.addToDay('activity', TODAY, 700, watch);
			sink.addToDay('steps', TODAY, 1e300, watch);
			sink.addToDay('steps', TODAY, -1, watch);
			sink.addToDay('steps', TODAY, NaN, watch);
		});
		expect(records.days).toEqual([{ kind: 'steps', day: TODAY, value: 9000, source: 'Watch' }]);
		expect(skipped).toEqual([
			{ reason: 'bad-number', count: 1, what: [{ name: 'steps', count: 1 }] },
			{
				reason: 'implausible',
				count: 3,
				what: [
					{ name: 'activity', count: 1 },
					{ name: 'steps', count: 2 },
				],
			},
		]);
	});

	it('keeps to days that can be', () => {
		const { records, skipped } = collect((sink) => {
			for (const day of ['1989-12-31', '1990-01-01', '2026-11-21', '2026-11-22', '2026-02-29']) {
				sink.addToDay('steps', day, 5, watch);
			}
			sink.setDay('steps', 'yesterday', 5, watch);
			sink.addObservation({ kind: 'weight', day: '1985-03-01', value: 70 });
			sink.addObservation({ kind: 'weight', day: '2200-01-01', value: 70 });
			sink.addCheckup({ day: '2026-12-01' });
			sink.addCondition({ code: 'diabetes', since: '1950-01-01', until: '2030-01-01' });
		});
		expect(records.days.map(({ day }) => day)).toEqual(['1990-01-01', '2026-11-21']);
		expect(records.observations).toHaveLength(1);
		expect(records.checkups).toHaveLength(0);
		expect(records.conditions).toHaveLength(1);
		expect(skipped).toEqual([
			{
				reason: 'bad-date',
				count: 4,
				what: [
					{ name: 'steps', count: 3 },
					{ name: 'weight', count: 1 },
				],
			},
			{
				reason: 'in-the-future',
				count: 2,
				what: [
					{ name: 'checkup', count: 1 },
					{ name: 'steps', count: 1 },
				],
			},
		]);
	});
});

describe('sleep', () => {
	const end = Date.parse('2026-11-20T07:00:00Z');
	const sleep = (hours: number, before = 0) => ({
		startMs: end - (before + hours) * HOUR,
		endMs: end - before * HOUR,
		...{ offsetMinutes: 0, staged: true },
	});

	it('is the union of one source, in hours, or what the source says, if that is more', () => {
		const { records } = collect(
			(sink) => {
				sink.addSleep(sleep(4), watch);
				sink.addSleep(sleep(4, 2), watch);
			},
			(sink) => sink.addSleep(sleep(4), watch),
			(sink) => {
				sink.addSleep(sleep(1 / 3), { source: 'Ring' });
				sink.setDay('sleep', TODAY, 5, { source: 'Ring' });
			},
		);
		expect(records.days).toEqual([
			{ kind: 'sleep', day: TODAY, value: 5, source: 'Ring' },
			{ kind: 'sleep', day: TODAY, value: 6, source: 'Watch' },
		]);
	});

	it('refuses what is no sleep', () => {
		const { records, skipped } = collect((sink) => {
			sink.addSleep(sleep(25), watch);
			sink.addSleep(sleep(0), watch);
			sink.addSleep(sleep(-1), watch);
			sink.addSleep({ ...sleep(1), startMs: NaN }, watch);
			sink.addSleep({ ...sleep(1), offsetMinutes: 9000 }, watch);
			sink.addSleep(sleep(0.05), { source: 'Ring' });
		});
		expect(records.days).toEqual([]);
		expect(skipped).toEqual([
			{ reason: 'bad-date', count: 3, what: [{ name: 'sleep', count: 3 }] },
			{ reason: 'bad-number', count: 1, what: [{ name: 'sleep', count: 1 }] },
			{ reason: 'implausible', count: 1, what: [{ name: 'sleep', count: 1 }] },
			{ reason: 'too-short', count: 1, what: [{ name: 'sleep', count: 1 }] },
		]);
	});
});

describe('clinical records', () => {
	const weight = { kind: 'weight', day: TODAY, value: 70.5 } as const;

	it('are said once, and a checked signature counts for more', () => {
		const { records, skipped } = collect((sink) => {
			sink.addObservation({ ...weight, source: 'A', signature: 'not-checked' });
			sink.addObservation({ ...weight, value: 70.5000001, source: 'A' });
			sink.addObservation({ ...weight, source: 'A', signature: 'known-key' });
			sink.addObservation({ ...weight, source: 'A', signature: 'not-checked' });
			sink.addObservation({ ...weight, source: 'manual' });
			sink.addCheckup({ day: TODAY });
			sink.addCheckup({ day: TODAY });
		});
		expect(records.observations).toEqual([
			{ ...weight, source: 'A', signature: 'known-key' },
			{ ...weight, source: 'manual (import)' },
		]);
		expect(records.checkups).toEqual([{ day: TODAY }]);
		expect(skipped).toEqual([
			{
				reason: 'told-twice',
				count: 4,
				what: [
					{ name: 'checkup', count: 1 },
					{ name: 'weight', count: 3 },
				],
			},
		]);
	});

	it('must be plausible', () => {
		const { records, skipped } = collect((sink) => {
			sink.addObservation({ kind: 'glucose', day: TODAY, value: 99 });
			sink.addObservation({ kind: 'bp', day: TODAY, systolic: 80, diastolic: 120 });
			sink.addObservation({ kind: 'bp', day: TODAY, systolic: 120, diastolic: NaN });
			sink.addCondition({ code: '\u0000', since: TODAY, until: null });
			sink.addCondition({ code: 'x', since: TODAY, until: '2020-01-01' });
		});
		expect(records).toEqual(emptyRecords());
		expect(skipped.map(({ reason, count }) => [reason, count])).toEqual([
			['bad-number', 1],
			['implausible', 3],
			['no-value', 1],
		]);
	});

	it('are thinned to one a day where there are more than a records file takes', () => {
		const { records, skipped } = collect((sink) => {
			sink.addObservation({ ...weight, day: '2001-01-01' });
			for (let at = 0; at <= MAX_CLINICAL; at++) {
				const day = addDays(TODAY, -(at % 1000));
				sink.addObservation({ kind: 'glucose', day, value: 2 + (at % 5003) / 100 });
			}
		});
		expect(records.observations).toHaveLength(1001);
		expect(records.observations[0]).toEqual({ ...weight, day: '2001-01-01' });
		expect(skipped.map(({ reason }) => reason)).toContain('told-twice');
	});
});

describe('own records', () => {
	const drinks: Drink[] = [{ ml: 500, abv: 5 }];
	const own: HealthRecords = {
		...emptyRecords(),
		days: [
			{ kind: 'steps', day: '1980-01-01', value: 5, source: 'manual' },
			{ kind: 'steps', day: TODAY, value: 900, source: 'Watch' },
			{ kind: 'alcohol', day: TODAY, value: 19.725, source: 'manual', drinks },
		],
		observations: [{ kind: 'weight', day: '2199-01-01', value: 70, signature: 'known-key' }],
		prefer: { steps: 'Watch' },
	};

	it('are kept as they are, unless a device tells more of a day by now', () => {
		expect(collect((sink) => sink.addRecords(own)).records).toEqual(own);
		const { records } = collect(
			(sink) => sink.addToDay('steps', TODAY, 1000, watch),
			(sink) => sink.addRecords(own),
		);
		expect(records.days[1]).toEqual({ ...own.days[1], value: 1000 });
	});
});

describe('files of different ages', () => {
	const HOURS = { offsetMinutes: 0, staged: true };
	const night = (day: string, hours: number) => ({
		startMs: Date.parse(`${day}T07:00:00Z`) - hours * HOUR,
		endMs: Date.parse(`${day}T07:00:00Z`),
		...HOURS,
	});
	const [BEFORE, BOTH] = ['2026-11-18', '2026-11-19'];
	const tell =
		(takenAt: number | null, days: readonly string[], value: number) => (sink: RecordSink) => {
			for (const day of days) {
				sink.addToDay('steps', day, value, watch);
				sink.setDay('activity', day, value / 100, watch);
				sink.addSleep(night(day, value / 1000), watch);
			}
			sink.addCondition({ code: 'asthma', since: '2020-01-01', until: days[0] ?? null });
			// A file can say so at its end.
			if (takenAt !== null) sink.takenAt(takenAt);
		};
	const agesOf = ({ records, ages }: ReturnType<typeof collect>) =>
		records.days.map((entry) => [entry.kind, entry.day, entry.value, ages.get(ageKey(entry))]);

	it('tell of a day what the newest says, and the rest by their own age', () => {
		const old = tell(1, [BEFORE, BOTH], 8000);
		const fresh = tell(2, [BOTH, TODAY], 5000);
		for (const order of [
			[old, fresh],
			[fresh, old],
		]) {
			const collected = collect(...order);
			expect(collected.takenAt).toBe(2);
			expect(agesOf(collected)).toEqual([
				['steps', BEFORE, 8000, 1],
				['activity', BEFORE, 80, 1],
				['sleep', BEFORE, 8, 1],
				['steps', BOTH, 5000, undefined],
				['activity', BOTH, 50, undefined],
				['sleep', BOTH, 5, undefined],
				['steps', TODAY, 5000, undefined],
				['activity', TODAY, 50, undefined],
				['sleep', TODAY, 5, undefined],
			]);
			const { conditions } = collected.records;
			expect(conditions.map((one) => [one.until, collected.ages.get(ageKey(one))])).toEqual([
				[BEFORE, 1],
				[BOTH, undefined],
			]);
		}
	});

	it('may not say it: then the larger counts, and is of no age', () => {
		const collected = collect(
			tell(null, [BOTH], 7000),
			tell(1, [BOTH], 8000),
			tell(2, [BOTH], 5000),
		);
		expect(agesOf(collected).map(([, , value, age]) => [value, age])).toEqual([
			[7000, null],
			[70, null],
			[7, null],
		]);
	});

	it('are, in one archive, of one age for what has no days', () => {
		const collector = new Collector(TODAY);
		const condition = { code: 'asthma', since: '2020-01-01', until: null };
		collector.sink('a resource', 'archive').addCondition(condition);
		collector.sink('an export', 'archive').takenAt(1);
		collector.sink('another', 'another archive').takenAt(2);
		const { ages } = collector.collect();
		expect(ages).toEqual(new Map([[ageKey(condition), 1]]));
	});

	it('were perhaps not read whole: what was counts before that', () => {
		const collector = new Collector(TODAY);
		const cut = collector.sink('cut');
		tell(2, [BOTH, TODAY], 9000)(cut);
		cut.endInPart();
		tell(1, [BOTH], 5000)(collector.sink('whole'));
		expect(agesOf(collector.collect())).toEqual([
			['steps', BOTH, 5000, 1],
			['activity', BOTH, 50, 1],
			['sleep', BOTH, 5, 1],
			['steps', TODAY, 9000, 'in-part'],
			['activity', TODAY, 90, 'in-part'],
			['sleep', TODAY, 9, 'in-part'],
		]);
	});
});

it('takes no file for newer than the days that it may tell', () => {
	const takenAt = (...all: readonly number[]) =>
		collect((sink) => {
			for (const ms of all) sink.takenAt(ms);
		}).takenAt;
	const tomorrow = Date.UTC(2026, 10, 21, 23, 59);
	expect(takenAt(tomorrow)).toBe(tomorrow);
	expect(takenAt(5, Date.UTC(2026, 10, 23), Date.UTC(2199, 0), Infinity)).toBe(5);
	expect(takenAt(Date.UTC(2050, 0))).toBeNull();
});

it('tells no more than twenty names of a reason, on one line each', () => {
	const { skipped, takenAt } = collect((sink) => {
		for (let at = 0; at < 50; at++) sink.skip('unknown-unit', `unit\n${String(at)}`, 2);
		sink.skip('broken');
		sink.takenAt(5);
		sink.takenAt(NaN);
		sink.takenAt(3);
	});
	expect(skipped[1]).toMatchObject({ reason: 'unknown-unit', count: 100 });
	expect(skipped[1]?.what).toHaveLength(20);
	expect(skipped[1]?.what[0]).toEqual({ name: 'unit 0', count: 2 });
	expect(takenAt).toBe(5);
});

it('gives what a records file takes, whatever readers say', () => {
	const number = fc.oneof(fc.double(), fc.integer({ min: -5, max: 200 }));
	const day = fc.oneof(fc.constantFrom(TODAY, '1900-01-01', '2199-12-31', ''), fc.string());
	const source = fc.oneof(fc.constantFrom('manual', 'Watch'), anyText);
	const told = fc.array(fc.tuple(number, day, source, number));
	fc.assert(
		fc.property(told, (all) => {
			collect((sink) => {
				for (const [value, on, from, other] of all) {
					sink.addToDay('activity', on, value, { source: from });
					sink.setDay('steps', on, value, { source: from });
					sink.addSleep(
						{ startMs: value, endMs: other, offsetMinutes: value, staged: other > 5 },
						{ source: from },
					);
					sink.addObservation({ kind: 'weight', day: on, value, source: from });
					sink.addObservation({ kind: 'bp', day: on, systolic: value, diastolic: other });
					sink.addCondition({ code: from, since: on, until: TODAY });
					sink.addCheckup({ day: on, source: from });
				}
			});
		}),
	);
});
