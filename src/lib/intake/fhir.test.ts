import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { WrittenDown } from '../../../tests/fixtures/intake/fhir-sink';
import { inputOfBytes } from './bytes-input';
import { fhir } from './fhir';
import { HEAD_BYTES, type Input } from './input';

const CONTEXT = { zone: 'Asia/Shanghai', today: '2026-11-22' };

const fixture = (name: string): Uint8Array =>
	readFileSync(new URL(`../../../tests/fixtures/intake/${name}`, import.meta.url));

async function read(content: Uint8Array | string, path = 'a.json') {
	const bytes = typeof content === 'string' ? utf8ToBytes(content) : content;
	const sink = new WrittenDown();
	const end = await fhir.read(inputOfBytes(bytes, path), sink, CONTEXT);
	return { end, sink };
}

const headOf = (text: string) => ({
	path: 'a.json',
	size: text.length,
	bytes: utf8ToBytes(text).subarray(0, HEAD_BYTES),
	text: text.slice(0, HEAD_BYTES),
});

const weight = (changes: object = {}) => ({
	resourceType: 'Observation',
	id: 'w',
	status: 'final',
	code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
	subject: { reference: 'Patient/a' },
	effectiveDateTime: '2024-03-01',
	valueQuantity: { value: 70, code: 'kg', system: 'http://unitsofmeasure.org' },
	...changes,
});
const bundle = (...resources: readonly unknown[]) => ({
	resourceType: 'Bundle',
	type: 'searchset',
	entry: resources.map((resource) => ({ resource })),
});
const patient = (id: string) => ({ resourceType: 'Patient', id });
const WEIGHT = { kind: 'weight', day: '2024-03-01', value: 70, source: 'FHIR' };

describe('recognise', () => {
	it.each([
		'{"resourceType":"Bundle"}',
		' \n{ "id": "x", "resourceType" : "Observation" }',
		'[{"resourceType":"Observation"}]',
		'{"resourceType":"Patient"}\n{"resourceType":"Patient"}',
	])('%j', (text) => {
		expect(fhir.recognise(headOf(text))).toBe(true);
	});

	it.each([
		'',
		'{}',
		'{"schema":"tessera.records/1"}',
		'{"resourceType":7}',
		'{"resourceType":"bundle of sticks"}',
		'<Bundle xmlns="http://hl7.org/fhir"/>',
		'resourceType,Bundle\n"resourceType":"Bundle"',
	])('not %j', (text) => {
		expect(fhir.recognise(headOf(text))).toBe(false);
	});
});

describe('a report that holds its results', () => {
	const report = (changes: object, ...contained: readonly unknown[]) => ({
		resourceType: 'DiagnosticReport',
		status: 'final',
		subject: { reference: 'Patient/a' },
		contained,
		...changes,
	});
	const inside = (changes: object = {}) => weight({ id: 'r1', subject: undefined, ...changes });
	const readReport = async (...resources: readonly unknown[]) =>
		(await read(JSON.stringify(bundle(patient('a'), ...resources)))).sink;

	it.each(['final', 'partial', 'appended'])('gives them: %s', async (status) => {
		const sink = await readReport(report({ status }, inside(), { resourceType: 'Specimen' }));
		expect(sink.observations).toEqual([WEIGHT]);
	});

	it.each([
		['cancelled', report({ status: 'cancelled' }, inside())],
		['entered in error', report({ status: 'entered-in-error' }, inside())],
		['with a modifier', report({ modifierExtension: [{}] }, inside())],
		['a result that is preliminary', report({}, inside({ status: 'preliminary' }))],
		['a result without a day of its own', report({}, inside({ effectiveDateTime: undefined }))],
	])('but not of one that is %s', async (_, resource) => {
		expect((await readReport(resource)).observations).toEqual([]);
	});

	it('nothing of one that is about somebody else', async () => {
		const sink = await readReport(
			weight(),
			report({ subject: { reference: 'Patient/b' } }, inside()),
		);
		expect(sink.observations).toEqual([]);
	});
});

describe('a document', () => {
	it('is read, with organisations and devices as sources and never a person', async () => {
		const { end, sink } = await read(fixture('fhir-summary.json'));
		expect(end).toBe('whole');
		expect(sink.observations).toEqual([
			{ kind: 'hba1c', day: '2024-04-30', value: 6.4, source: 'Laboratory North' },
			{ kind: 'weight', day: '2024-05-01', value: 69.989, source: 'Scale A' },
			{ kind: 'bp', day: '2024-05-01', systolic: 124, diastolic: 78, source: 'East Clinic' },
		]);
		// Without an onset, it is known to hold when the document was written.
		expect(sink.conditions).toEqual([
			{ code: 'diabetes', since: '2024-05-06', until: null, source: 'East Clinic' },
		]);
		expect(sink.checkups).toEqual([]);
		expect(sink.skipped).toEqual({
			'not-used Composition': 1,
			'not-used Patient': 1,
			'not-used Practitioner': 1,
			'not-used Organization': 2,
			'not-used Observation': 1,
			'not-used AllergyIntolerance': 1,
			'not-valid height': 1,
			'bad-date hdl': 1,
		});
		expect(sink.taken).toEqual([Date.UTC(2024, 4, 6, 1, 30)]);
		expect(JSON.stringify(sink)).not.toMatch(/Ann|Citizen|Doctor/);
	});

	it('may begin with a mark, or be in UTF-16', async () => {
		const text = JSON.stringify(bundle(weight()));
		expect((await read(`\uFEFF${text}`)).sink.observations).toEqual([WEIGHT]);
		const utf16 = Uint16Array.from(`\uFEFF${text}`, (character) => character.charCodeAt(0));
		expect((await read(new Uint8Array(utf16.buffer))).sink.observations).toEqual([WEIGHT]);
	});
});

describe('a single resource', () => {
	it('is read as Apple keeps it, in an older version of FHIR too', async () => {
		const { end, sink } = await read(fixture('fhir-clinical-record.json'));
		expect(end).toBe('whole');
		expect(sink.conditions).toEqual([
			{ code: 'hypertension', since: '2017-03-01', until: null, source: 'FHIR' },
		]);
		expect(sink.skipped).toEqual({});
	});

	it('may be one of an array', async () => {
		const text = JSON.stringify(
			[weight(), weight({ effectiveDateTime: '2024-03-02' })],
			null,
			'\t',
		);
		const { end, sink } = await read(text);
		expect(end).toBe('whole');
		expect(sink.observations).toHaveLength(2);
		const lines = `[\n${JSON.stringify(weight())},\n${JSON.stringify(weight())}\n]`;
		expect((await read(lines)).sink.observations).toHaveLength(2);
	});
});

describe('NDJSON', () => {
	it('is read line by line, without the broken ones', async () => {
		const { end, sink } = await read(fixture('fhir-lines.ndjson'), 'fhir-lines.ndjson');
		expect(end).toBe('whole');
		expect(sink.dayTotals).toEqual([
			'steps 2024-05-01 8123 Watch B',
			'sleep 2024-05-02 7.1 Watch B',
		]);
		expect(sink.observations).toEqual([
			{ kind: 'bp', day: '2024-05-02', systolic: 118, diastolic: 76, source: 'FHIR' },
		]);
		expect(sink.checkups).toEqual([{ day: '2024-05-03', source: 'East Clinic' }]);
		expect(sink.skipped).toEqual({ broken: 2 });
	});

	it('is known by its first line, or else by its name', async () => {
		const line = JSON.stringify(weight());
		expect((await read(`${line}\r\n\r\n${line}\r\n`)).sink.observations).toHaveLength(2);
		const broken = `{"resourceType":}\n${line}\n`;
		expect((await read(broken, 'Observation.NDJSON')).sink.observations).toEqual([WEIGHT]);
		expect((await read(broken)).end).toBe('malformed');
	});

	it('that ends in the middle of a line says so', async () => {
		const line = JSON.stringify(weight());
		const { end, sink } = await read(`${line}\n${line.slice(0, 50)}`);
		expect(end).toBe('truncated');
		expect(sink.observations).toEqual([WEIGHT]);
	});

	it('keeps what was read where its bytes end too early', async () => {
		const bytes = utf8ToBytes(`${JSON.stringify(weight())}\n`);
		const input: Input = {
			...inputOfBytes(bytes, 'x.ndjson'),
			// eslint-disable-next-line @typescript-eslint/require-await
			async *stream() {
				yield bytes;
				throw new Error('cancelled');
			},
		};
		const sink = new WrittenDown();
		await expect(fhir.read(input, sink, CONTEXT)).rejects.toThrow('cancelled');
		expect(sink.observations).toEqual([WEIGHT]);
	});
});

describe('Bundles', () => {
	it('in a Bundle are read, and not those in them', async () => {
		const second = weight({ effectiveDateTime: '2024-03-02' });
		const text = JSON.stringify(bundle(weight(), bundle(second, bundle(weight()))));
		const { sink } = await read(text);
		expect(sink.observations.map(({ day }) => day)).toEqual(['2024-03-01', '2024-03-02']);
		expect(sink.skipped).toEqual({ 'not-used Bundle': 1 });
	});

	it('of a history count the newest version only, and none of what was deleted', async () => {
		const history = {
			resourceType: 'Bundle',
			type: 'history',
			entry: [
				{ request: { method: 'DELETE', url: 'Observation/x' } },
				{ resource: weight({ id: 'x' }), request: { method: 'POST', url: 'Observation' } },
				{ resource: weight(), request: { method: 'PUT', url: 'Observation/w' } },
				{ resource: weight({ effectiveDateTime: '2023-01-01' }) },
			],
		};
		const { sink } = await read(JSON.stringify(history));
		expect(sink.observations).toEqual([WEIGHT]);
		expect(sink.skipped).toEqual({ 'told-twice Observation': 2 });
	});

	it('with entries of any kind are survived', async () => {
		const entry = [null, 7, 'x', [], {}, { resource: null }, { resource: [] }, { resource: {} }];
		const { end, sink } = await read(JSON.stringify({ resourceType: 'Bundle', entry }));
		expect(end).toBe('whole');
		expect(sink.skipped).toEqual({ broken: 3 });
	});
});

describe('whose records', () => {
	const other = { subject: { reference: 'Patient/b' } };
	const count = async (...resources: readonly unknown[]) => {
		const { sink } = await read(JSON.stringify(bundle(...resources)));
		return [sink.observations.length, sink.skipped['several-people'] ?? 0];
	};

	it('are those of one patient, however that one is referred to', async () => {
		expect(await count(patient('a'), weight(), weight())).toEqual([2, 0]);
		expect(await count(patient('a'), patient('a'), weight())).toEqual([1, 0]);
		expect(await count(patient('z'), weight())).toEqual([1, 0]);
		expect(await count(weight(), weight({ subject: undefined }))).toEqual([2, 0]);
		const versioned = { subject: { reference: 'https://fhir.example/Patient/a/_history/3' } };
		expect(await count(weight(), weight(versioned))).toEqual([2, 0]);
	});

	it('of several are not taken, for one of them is somebody else', async () => {
		expect(await count(patient('a'), patient('b'), weight())).toEqual([0, 1]);
		expect(await count(weight(), weight(other))).toEqual([0, 2]);
		expect(await count(patient('a'), weight(), weight(other))).toEqual([0, 2]);
		const condition = {
			resourceType: 'Condition',
			subject: other.subject,
			code: { coding: [{ system: 'http://snomed.info/sct', code: '38341003' }] },
			onsetDateTime: '2020',
		};
		expect(await count(weight(), condition)).toEqual([0, 2]);
	});
});

describe('what is no FHIR', () => {
	it.each([
		['{"resourceType":"Bundle","entry":[{"resource"', 'truncated'],
		['{"resourceType":"Bundle"}}', 'malformed'],
		['{"resourceType":"Bun\u0000dle"}', 'malformed'],
		['{"a":{"resourceType":"Bundle"}}', 'unknown-layout'],
		['[]', 'unknown-layout'],
		['7', 'unknown-layout'],
		['', 'malformed'],
	])('%j ends as %s', async (text, expected) => {
		expect((await read(text)).end).toBe(expected);
	});
});

describe('a large one', () => {
	it('of ten megabytes is read', async () => {
		const filler = 'x'.repeat(300);
		const many = Array.from({ length: 20_000 }, () => weight({ note: filler }));
		const text = JSON.stringify(bundle(...many));
		expect(text.length).toBeGreaterThan(10_000_000);
		expect((await read(text)).sink.observations).toHaveLength(20_000);
	});
});
