import { describe, expect, it } from 'vitest';
import { WrittenDown } from '../../../tests/fixtures/intake/fhir-sink';
import { parseFhirTime } from './fhir-dates';
import { FhirDocument } from './fhir-document';

const SNOMED = 'http://snomed.info/sct';
type Json = Record<string, unknown>;

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const condition = (changes: Json = {}): Json => ({
	resourceType: 'Condition',
	code: coded(SNOMED, '38341003'),
	clinicalStatus: coded('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
	onsetDateTime: '2019-05-07',
	...changes,
});

function read(resource: unknown, issued: string | null = null): WrittenDown {
	const sink = new WrittenDown();
	const document = new FhirDocument(sink, {
		zone: 'UTC',
		signature: null,
		issued: parseFhirTime(issued, 'UTC'),
	});
	document.add(JSON.parse(JSON.stringify(resource)));
	document.finish();
	return sink;
}

const HYPERTENSION = { code: 'hypertension', since: '2019-05-07', until: null, source: 'FHIR' };

describe('which condition', () => {
	const codes: readonly [string, string, string][] = [
		[SNOMED, '38341003', 'hypertension'],
		[SNOMED, '59621000', 'hypertension'],
		[SNOMED, '44054006', 'diabetes'],
		[SNOMED, '46635009', 'diabetes'],
		[SNOMED, '73211009', 'diabetes'],
		['http://hl7.org/fhir/sid/icd-10', 'I10', 'hypertension'],
		['http://hl7.org/fhir/sid/icd-10-cm', 'I10', 'hypertension'],
		['http://hl7.org/fhir/sid/icd-10-de', 'I10.90', 'hypertension'],
		['http://hl7.org/fhir/sid/icd-10', 'E10', 'diabetes'],
		['http://hl7.org/fhir/sid/icd-10-cm', 'E11.9', 'diabetes'],
		['urn:oid:2.16.840.1.113883.6.90', 'e11.65', 'diabetes'],
		['http://id.who.int/icd/release/10/2019', 'E14', 'diabetes'],
	];
	it.each(codes)('%s %s', (system, code, expected) => {
		expect(read(condition({ code: coded(system, code) })).conditions).toEqual([
			{ ...HYPERTENSION, code: expected },
		]);
	});

	it.each([
		[SNOMED, '55822004'],
		[SNOMED, 'I10'],
		['http://hl7.org/fhir/sid/icd-10', 'I11.0'],
		['http://hl7.org/fhir/sid/icd-10', 'E15'],
		['http://hl7.org/fhir/sid/icd-10', '38341003'],
		['http://hl7.org/fhir/sid/icd-10-pcs', 'I10'],
		['http://hl7.org/fhir/sid/icd-9-cm', 'E10'],
	])('not %s %s, nor is it named', (system, code) => {
		const sink = read(condition({ code: coded(system, code) }));
		expect(sink.conditions).toEqual([]);
		expect(sink.skipped).toEqual({ 'not-used Condition': 1 });
	});

	it('by any of its codings', () => {
		const coding = [
			{ code: 'x' },
			...coded(SNOMED, '1').coding,
			...coded(SNOMED, '44054006').coding,
		];
		expect(read(condition({ code: { coding } })).conditions).toMatchObject([{ code: 'diabetes' }]);
	});
});

describe('whether it is one', () => {
	it.each(['confirmed', undefined])('verification %s: yes', (status) => {
		const verificationStatus = status === undefined ? undefined : coded('x', status);
		expect(read(condition({ verificationStatus })).conditions).toEqual([HYPERTENSION]);
	});

	it('also where the status is a mere code, as in older versions', () => {
		expect(read(condition({ verificationStatus: 'confirmed' })).conditions).toEqual([HYPERTENSION]);
		expect(read(condition({ verificationStatus: 'refuted' })).conditions).toEqual([]);
	});

	it.each(['refuted', 'entered-in-error', 'provisional', 'differential', 'unconfirmed'])(
		'verification %s: no',
		(status) => {
			const sink = read(condition({ verificationStatus: coded('x', status) }));
			expect(sink.conditions).toEqual([]);
			expect(sink.skipped).toEqual({ 'not-valid hypertension': 1 });
		},
	);

	it('not with a modifier', () => {
		expect(read(condition({ modifierExtension: [{}] })).skipped).toEqual({
			'not-valid hypertension': 1,
		});
	});
});

describe('since when', () => {
	const since = (changes: Json, issued: string | null = null) =>
		read(condition({ onsetDateTime: undefined, ...changes }), issued).conditions.map(
			(found) => found.since,
		);

	it('is the first day of what is said', () => {
		expect(since({ onsetDateTime: '2019' })).toEqual(['2019-01-01']);
		expect(since({ onsetDateTime: '2019-05' })).toEqual(['2019-05-01']);
		expect(since({ onsetDateTime: '2019-05-07T23:00:00-08:00' })).toEqual(['2019-05-07']);
		expect(since({ onsetPeriod: { start: '2018-02-03', end: '2019' } })).toEqual(['2018-02-03']);
		expect(since({ onsetPeriod: { end: '2019-04-05' } })).toEqual(['2019-04-05']);
	});

	it('is else when it was written down, or when the document was', () => {
		const onsetAge = { value: 40, code: 'a' };
		expect(since({ onsetAge, recordedDate: '2020-02-02' }, '2021-01-01')).toEqual(['2020-02-02']);
		expect(since({ assertedDate: '2020-02-02' })).toEqual(['2020-02-02']);
		expect(since({ onsetString: 'as a child' }, '2021-01-01')).toEqual(['2021-01-01']);
		expect(since({ meta: { lastUpdated: '2022-01-01T01:00:00+08:00' } })).toEqual(['2022-01-01']);
	});

	it('is not made up', () => {
		const sink = read(condition({ onsetDateTime: 'long ago' }));
		expect(sink.conditions).toEqual([]);
		expect(sink.skipped).toEqual({ 'bad-date hypertension': 1 });
	});
});

describe('until when', () => {
	const over = { clinicalStatus: coded('x', 'resolved') };
	const until = (changes: Json) => read(condition(changes)).conditions.map((found) => found.until);

	it('is the first day of what is said, whatever the status', () => {
		expect(until({ ...over, abatementDateTime: '2020-06-07' })).toEqual(['2020-06-07']);
		expect(until({ abatementDateTime: '2020-06-07' })).toEqual(['2020-06-07']);
		expect(until({ ...over, abatementDateTime: '2020-06' })).toEqual(['2020-06-01']);
		expect(until({ ...over, abatementPeriod: { start: '2020-01-02', end: '2021' } })).toEqual([
			'2020-01-02',
		]);
	});

	it('does not come before the onset for being coarse', () => {
		expect(until({ ...over, abatementDateTime: '2019' })).toEqual(['2019-05-07']);
		expect(until({ ...over, abatementDateTime: '2019-05' })).toEqual(['2019-05-07']);
	});

	it.each([
		over,
		{ clinicalStatus: coded('x', 'remission') },
		{ clinicalStatus: 'inactive' },
		{ abatementString: 'in spring' },
		{ abatementBoolean: true },
		{ ...over, abatementDateTime: 'in spring' },
	])('must be said of one that is over: %j', (changes) => {
		const sink = read(condition(changes));
		expect(sink.conditions).toEqual([]);
		expect(sink.skipped).toEqual({ 'bad-date hypertension': 1 });
	});

	it.each(['active', 'recurrence', 'relapse'])('is open while it is %s', (status) => {
		expect(until({ clinicalStatus: coded('x', status), abatementBoolean: false })).toEqual([null]);
	});
});
