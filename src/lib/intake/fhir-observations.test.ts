import { describe, expect, it } from 'vitest';
import {
	coded,
	observation,
	quantity,
	readResources as read,
	type Json,
} from '../../../tests/fixtures/intake/fhir-resources';
import { WrittenDown } from '../../../tests/fixtures/intake/fhir-sink';
import { FhirDocument } from './fhir-document';

const pressure = (parts: readonly [string, number][], changes: Json = {}) =>
	observation({
		code: coded('85354-9'),
		valueQuantity: undefined,
		component: parts.map(([code, value]) => ({
			code: coded(code),
			valueQuantity: quantity(value, 'mm[Hg]'),
		})),
		...changes,
	});
const lone = (code: string, value: number, changes: Json = {}) =>
	observation({ code: coded(code), valueQuantity: quantity(value, 'mm[Hg]'), ...changes });

const WEIGHT = { kind: 'weight', day: '2024-03-01', value: 70, source: 'FHIR' };
const BP = { kind: 'bp', day: '2024-03-01', systolic: 120, diastolic: 80, source: 'FHIR' };

describe('what is measured', () => {
	it.each([
		['29463-7', 70, 'kg', 'weight', 70],
		['8302-2', 1.75, 'm', 'height', 175],
		['8280-0', 90, 'cm', 'waist', 90],
		['39156-5', 22.5, 'kg/m2', 'bmi', 22.5],
		['2339-0', 90.08, 'mg/dL', 'glucose', 5],
		['41653-7', 90.08, 'mg/dL', 'glucose', 5],
		['1558-6', 90.08, 'mg/dL', 'glucose-fasting', 5],
		['4548-4', 5.6, '%', 'hba1c', 5.6],
		['2093-3', 193.35, 'mg/dL', 'cholesterol-total', 5],
		['2085-9', 1.4, 'mmol/L', 'hdl', 1.4],
		['18262-6', 3.2, 'mmol/L', 'ldl', 3.2],
	])('%s', (code, value, unit, kind, expected) => {
		const sink = read(observation({ code: coded(code), valueQuantity: quantity(value, unit) }));
		expect(sink.observations).toEqual([
			{ kind, day: '2024-03-01', value: expected, source: 'FHIR' },
		]);
		expect(sink.skipped).toEqual({});
	});

	it('is found in any coding, of LOINC only', () => {
		const other = { system: 'http://acme.example', code: '8302-2' };
		const code = { coding: [other, null, 7, ...coded('29463-7').coding] };
		expect(read(observation({ code })).observations).toEqual([WEIGHT]);
		expect(read(observation({ code: { coding: [other] } })).skipped).toEqual({
			'not-used Observation': 1,
		});
	});

	it('is fasting if a coding says so, and nothing if codings differ', () => {
		const glucose = (...codes: readonly string[]) =>
			read(observation({ code: coded(...codes), valueQuantity: quantity(5, 'mmol/L') }));
		expect(glucose('2339-0', '1558-6').observations).toMatchObject([{ kind: 'glucose-fasting' }]);
		expect(glucose('2339-0', '4548-4').skipped).toEqual({ 'broken Observation': 1 });
	});

	it('may be a component of anything', () => {
		const sink = read(
			observation({
				code: coded('24331-1'),
				valueQuantity: undefined,
				component: [
					{ code: coded('2093-3'), valueQuantity: quantity(5, 'mmol/L') },
					{ code: coded('2571-8'), valueQuantity: quantity(1, 'mmol/L') },
					{ code: coded('2085-9'), valueQuantity: quantity(1.5, 'mmol/L') },
				],
			}),
		);
		expect(sink.observations).toMatchObject([{ kind: 'cholesterol-total' }, { kind: 'hdl' }]);
	});

	it('is no smoking, and no other code is told by its name', () => {
		expect(
			read(observation({ code: coded('72166-2') }), observation({ code: {} })).skipped,
		).toEqual({ smoking: 1, 'not-used Observation': 1 });
	});
});

describe('a value', () => {
	const skips = (valueQuantity: unknown, changes: Json = {}) =>
		read(observation({ valueQuantity, ...changes })).skipped;

	it('needs a unit that is named for the kind', () => {
		expect(skips({ value: 70 })).toEqual({ 'unknown-unit weight': 1 });
		expect(skips(quantity(154, '[stone_av]'))).toEqual({ 'unknown-unit [stone_av]': 1 });
		expect(skips({ value: 70, unit: 'kg of Ann' })).toEqual({ 'unknown-unit weight': 1 });
		expect(skips({ value: 70, unit: 'lbs', code: 'lb' })).toEqual({ 'unknown-unit lb': 1 });
	});

	it('may have its unit as a text, if that is UCUM', () => {
		expect(read(observation({ valueQuantity: { value: 70, unit: 'kg' } })).observations).toEqual([
			WEIGHT,
		]);
		const foreign = { value: 70, unit: 'kg', system: 'http://acme.example', code: 'g' };
		expect(read(observation({ valueQuantity: foreign })).observations).toEqual([WEIGHT]);
	});

	it('is none where it is absent, or only a bound', () => {
		const expected = { 'no-value weight': 1 };
		expect(skips({ ...quantity(70, 'kg'), comparator: '<' })).toEqual(expected);
		expect(skips({ ...quantity(70, 'kg'), comparator: '>=' })).toEqual(expected);
		expect(skips(quantity(70, 'kg'), { dataAbsentReason: { text: 'error' } })).toEqual(expected);
		expect(skips(undefined)).toEqual(expected);
		expect(skips(undefined, { valueString: '70 kg' })).toEqual(expected);
		expect(skips({ unit: 'kg' })).toEqual(expected);
		expect(skips('70 kg')).toEqual(expected);
	});

	it('is a number', () => {
		expect(skips(quantity('70', 'kg'))).toEqual({ 'bad-number weight': 1 });
		const huge = JSON.parse('{"value":1e999,"code":"kg"}') as unknown;
		const sink = new WrittenDown();
		const document = new FhirDocument(sink, { zone: 'UTC', signature: null, issued: null });
		document.add(observation({ valueQuantity: huge }));
		document.add(observation({ code: coded('8302-2'), valueQuantity: quantity(1e308, 'm') }));
		document.finish();
		expect(sink.skipped).toEqual({ 'bad-number weight': 1, 'bad-number height': 1 });
	});
});

describe('what counts', () => {
	it.each(['final', 'amended', 'corrected'])('status %s does', (status) => {
		expect(read(observation({ status })).observations).toEqual([WEIGHT]);
	});

	it.each([
		['entered-in-error', { status: 'entered-in-error' }],
		['cancelled', { status: 'cancelled' }],
		['unknown', { status: 'unknown' }],
		['preliminary', { status: 'preliminary' }],
		['registered', { status: 'registered' }],
		['no status', { status: undefined }],
		['a modifier', { modifierExtension: [{ url: 'http://acme.example/not-really' }] }],
		['of another than the patient', { focus: [{ reference: 'RelatedPerson/2' }] }],
	])('%s does not', (_, changes: Json) => {
		const sink = read(observation(changes));
		expect(sink.observations).toEqual([]);
		expect(sink.skipped).toEqual({ 'not-valid weight': 1 });
	});
});

describe('a blood pressure', () => {
	it('has its components in either order, under either code', () => {
		const upperFirst = pressure([
			['8480-6', 120],
			['8462-4', 80],
		]);
		const lowerFirst = pressure(
			[
				['8462-4', 80],
				['8480-6', 120],
			],
			{ code: coded('55284-4') },
		);
		expect(read(upperFirst, lowerFirst).observations).toEqual([BP, BP]);
	});

	it('is skipped once, whatever is missing', () => {
		const skips = (resource: unknown) => read(resource).skipped;
		expect(skips(pressure([['8480-6', 120]]))).toEqual({ 'no-value bp': 1 });
		expect(skips(pressure([]))).toEqual({ 'no-value bp': 1 });
		expect(skips(pressure([], { hasMember: [{ reference: 'Observation/2' }] }))).toEqual({
			'told-twice bp': 1,
		});
		const three: [string, number][] = [
			['8480-6', 120],
			['8480-6', 130],
			['8462-4', 80],
		];
		expect(skips(pressure(three))).toEqual({ 'broken bp': 1 });
		const whole = pressure([['8480-6', 120]]);
		const absent = { code: coded('8462-4'), dataAbsentReason: { text: 'unknown' } };
		expect(skips({ ...whole, component: [...(whole['component'] as Json[]), absent] })).toEqual({
			'no-value diastolic': 1,
		});
		expect(skips(pressure(three.slice(1), { effectiveDateTime: '2024' }))).toEqual({
			'bad-date bp': 1,
		});
	});

	it('is paired from two observations of the same time and patient', () => {
		const at = { effectiveDateTime: '2024-03-01T09:00:00+08:00' };
		const sink = read(lone('8462-4', 80, at), observation(), lone('8480-6', 120, at));
		expect(sink.observations).toEqual([WEIGHT, BP]);
		expect(sink.skipped).toEqual({});
	});

	it('is not guessed from what may not belong together', () => {
		const later = { effectiveDateTime: '2024-03-01T09:01:00+08:00' };
		expect(read(lone('8480-6', 120), lone('8462-4', 80, later)).skipped).toEqual({
			'no-value systolic': 1,
			'no-value diastolic': 1,
		});
		const sink = read(lone('8480-6', 120), lone('8480-6', 150), lone('8462-4', 80));
		expect(sink.observations).toEqual([]);
		expect(sink.skipped).toEqual({ 'no-value systolic': 2, 'no-value diastolic': 1 });
	});

	it('may be told twice', () => {
		const sink = read(lone('8480-6', 120), lone('8480-6', 120), lone('8462-4', 80));
		expect(sink.observations).toEqual([BP]);
		expect(sink.skipped).toEqual({ 'told-twice systolic': 1 });
		const many = [1, 2, 3, 4].map((more) => lone('8480-6', 120 + more));
		expect(read(...many).skipped).toEqual({ 'no-value systolic': 4 });
	});
});
