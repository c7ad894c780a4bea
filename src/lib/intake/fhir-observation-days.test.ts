import { describe, expect, it } from 'vitest';
import {
	coded,
	observation,
	quantity,
	readResources as read,
	type Json,
} from '../../../tests/fixtures/intake/fhir-resources';

describe('the day of a reading', () => {
	const dayOf = (changes: Json) =>
		read(observation({ effectiveDateTime: undefined, ...changes })).observations.map(
			({ day }) => day,
		);

	it('is told in several ways', () => {
		expect(dayOf({ effectiveDateTime: '2024-03-02T09:00:00+08:00' })).toEqual(['2024-03-02']);
		expect(dayOf({ effectiveInstant: '2024-03-02T09:00:00+08:00' })).toEqual(['2024-03-02']);
		const period = { start: '2024-03-02', end: '2024-03-04' };
		expect(dayOf({ effectivePeriod: period })).toEqual(['2024-03-04']);
		expect(dayOf({ effectivePeriod: { start: '2024-03-02' } })).toEqual(['2024-03-02']);
		expect(dayOf({ issued: '2024-03-05T01:00:00+08:00' })).toEqual(['2024-03-05']);
	});

	it.each([
		{ effectiveDateTime: '2024' },
		{ effectiveDateTime: '2024-03', issued: '2024-03-05T01:00:00Z' },
		{ effectiveTiming: { event: ['2024-03-01'] }, issued: '2024-03-05T01:00:00Z' },
		{},
	])('is not made up: %j', (changes) => {
		const sink = read(observation({ effectiveDateTime: undefined, ...changes }));
		expect(sink.observations).toEqual([]);
		expect(sink.skipped).toEqual({ 'bad-date weight': 1 });
	});
});

describe('the total of a day', () => {
	const totals = (code: string, value: number, unit: string, changes: Json) =>
		read(
			observation({
				code: coded(code),
				valueQuantity: quantity(value, unit),
				effectiveDateTime: undefined,
				...changes,
			}),
		);
	const steps = (changes: Json) => totals('55423-8', 8000, '{steps}', changes);
	const sleep = (changes: Json) => totals('93832-4', 435, 'min', changes);

	it('is of the day that is said', () => {
		expect(steps({ effectiveDateTime: '2024-03-01' }).dayTotals).toEqual([
			'steps 2024-03-01 8000 FHIR',
		]);
		expect(sleep({ effectiveDateTime: '2024-03-01' }).dayTotals).toEqual([
			'sleep 2024-03-01 7.25 FHIR',
		]);
	});

	it('is of a calendar day, though that ends on the next one', () => {
		const effectivePeriod = {
			start: '2024-03-01T00:00:00+08:00',
			end: '2024-03-02T00:00:00+08:00',
		};
		expect(steps({ effectivePeriod }).dayTotals).toEqual(['steps 2024-03-01 8000 FHIR']);
		expect(sleep({ effectivePeriod }).dayTotals).toEqual(['sleep 2024-03-01 7.25 FHIR']);
		const day = { start: '2024-03-01', end: '2024-03-01' };
		expect(steps({ effectivePeriod: day }).dayTotals).toEqual(['steps 2024-03-01 8000 FHIR']);
	});

	it('is summed up from what is told of its parts, each once', () => {
		const part = (from: number, to: number, value: number) => {
			const at = (hour: number) => `2024-03-01T${String(hour).padStart(2, '0')}:00:00+08:00`;
			return observation({
				code: coded('55423-8'),
				valueQuantity: quantity(value, '{steps}'),
				effectiveDateTime: undefined,
				effectivePeriod: { start: at(from), end: at(to) },
			});
		};
		const parts = read(part(9, 10, 700), part(8, 9, 500), part(8, 9, 500));
		expect(parts.dayTotals).toEqual(['steps 2024-03-01 1200 FHIR']);
		expect(parts.skipped).toEqual({ 'told-twice steps': 1 });
		const countingOn = read(part(0, 9, 500), part(0, 20, 4000), part(0, 10, 700));
		expect(countingOn.dayTotals).toEqual(['steps 2024-03-01 4000 FHIR']);
		const withTotal = read(part(0, 23, 1300), part(9, 10, 700));
		expect(withTotal.dayTotals).toEqual([
			'steps 2024-03-01 1300 FHIR',
			'steps 2024-03-01 700 FHIR',
		]);
	});

	it('of sleep is of the day of waking', () => {
		const night = (start: string, end: string) =>
			sleep({ effectivePeriod: { start: `${start}:00+08:00`, end: `${end}:00+08:00` } }).dayTotals;
		expect(night('2024-03-01T23:00', '2024-03-02T07:00')).toEqual(['sleep 2024-03-02 7.25 FHIR']);
		expect(night('2024-03-02T10:00', '2024-03-02T18:00')).toEqual(['sleep 2024-03-02 7.25 FHIR']);
		expect(night('2024-03-02T10:00', '2024-03-02T18:01')).toEqual(['sleep 2024-03-03 7.25 FHIR']);
	});

	it.each([
		{ effectivePeriod: { start: '2024-03-01', end: '2024-03-07' } },
		{ effectivePeriod: { start: '2024-03-01T00:00:00Z', end: '2024-03-08T00:00:00Z' } },
		{ effectivePeriod: { start: '2024-03-02T00:00:00Z', end: '2024-03-01T00:00:00Z' } },
		{ issued: '2024-03-08T00:00:00Z' },
		{ effectiveDateTime: '2024-03' },
	])('is of none: %j', (changes) => {
		expect(steps(changes).dayTotals).toEqual([]);
		expect(steps(changes).skipped).toEqual({ 'bad-date steps': 1 });
	});
});
