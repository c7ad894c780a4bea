import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
	codes,
	makeSigner,
	nothingOf,
	pack,
	payloadOf,
	readCard as read,
	recognised,
	WEIGHT,
	weightBundle,
} from '../../../tests/fixtures/intake/shc-cards';

const fixture = (name: string) =>
	readFileSync(new URL(`../../../tests/fixtures/intake/${name}`, import.meta.url), 'utf8');

describe('a card of 2024', () => {
	const keySet: unknown = JSON.parse(fixture('shc-keys.json'));
	const expected = (signature: string) => ({
		observations: [
			{
				...{ kind: 'glucose-fasting', day: '2024-05-02', value: 5.495, signature },
				source: 'Laboratory North',
			},
			{
				...{ kind: 'bp', day: '2024-05-02', systolic: 127, diastolic: 81, signature },
				source: 'FHIR',
			},
		],
		conditions: [
			{ code: 'hypertension', since: '2021-06-01', until: null, source: 'FHIR', signature },
		],
		checkups: [{ day: '2024-05-02', source: 'FHIR', signature }],
		skipped: { 'not-used Patient': 1, 'no-value hba1c': 1 },
		taken: [1_714_700_000_000],
	});

	it.each(['shc-card.smart-health-card', 'shc-codes.txt'])(
		'%s, signed by a known key',
		async (name) => {
			expect(recognised(fixture(name))).toBe(true);
			const { end, sink } = await read(fixture(name), keySet);
			expect(end).toBe('whole');
			expect(sink).toMatchObject(expected('known-key'));
			expect(JSON.stringify(sink)).not.toMatch(/Ann|Citizen/);
		},
	);

	it.each([undefined, { keys: [] }, 'no key set'])('not checked with %j', async (given) => {
		const { end, sink } = await read(fixture('shc-card.smart-health-card'), given);
		expect(end).toBe('whole');
		expect(sink).toMatchObject(expected('not-checked'));
	});
});

describe('codes', () => {
	let jws: string;
	let keySet: unknown;
	beforeAll(async () => {
		const { sign, jwk } = await makeSigner();
		jws = await sign(pack(payloadOf(weightBundle)));
		keySet = { keys: [jwk] };
	});

	it.each([1, 2, 5])('%i of one card', async (count) => {
		const text = codes(jws, count).reverse().join(' \r\n');
		expect(recognised(text)).toBe(true);
		const { end, sink } = await read(`\n${text}\n`, keySet);
		expect(end).toBe('whole');
		expect(sink.observations).toEqual([{ ...WEIGHT, signature: 'known-key' }]);
	});

	it('of which one is missing, or that something else is between', async () => {
		const [first = '', , third = ''] = codes(jws, 3);
		const missing = await read(`${first}\n${third}`, keySet);
		expect([missing.end, nothingOf(missing.sink)]).toEqual(['truncated', true]);
		const between = await read(`${codes(jws, 1).join('')}\nmy card`, keySet);
		expect([between.end, between.sink.observations.length]).toEqual(['malformed', 1]);
	});

	it('of the same card twice are one', async () => {
		const { end, sink } = await read(`${codes(jws, 1).join('')}\n${jws}`, keySet);
		expect([end, sink.observations.length]).toEqual(['whole', 1]);
	});
});

describe('what is no card', () => {
	it.each([
		...['', '{}', '{"resourceType":"Bundle"}', 'shc:/', 'shc:', 'eyJ', 'eyJhIjoxfQ.e30.AA'],
		...['{"resourceType":"Parameters","parameter":[{"name":"verifiableCredential"}]}', 'eyJ.eyJ.'],
	])('%j is not recognised', (text) => {
		expect(recognised(text)).toBe(false);
	});

	it.each([
		['{"verifiableCredential":["a.b', 'truncated'],
		['{"verifiableCredential":}', 'malformed'],
		['{"verifiableCredential":[]}', 'malformed'],
		['{"verifiableCredential":[7]}', 'malformed'],
		['{"verifiableCredential":["a.b.c"]}', 'malformed'],
		['{"verifiableCredential":["a.b.c.d.e"]}', 'malformed'],
		['shc:/5676', 'malformed'],
		['', 'malformed'],
	])('%j ends as %s', async (text, expected) => {
		const { end, sink } = await read(text);
		expect([end, nothingOf(sink)]).toEqual([expected, true]);
	});
});

describe('the examples of the specification', () => {
	const folder = new URL('../../../../shared/data/shc/', import.meta.url);
	const sample = (name: string) => readFileSync(new URL(name, folder), 'utf8');

	it.skipIf(!existsSync(folder))('real cards (where ../shared/data is present)', async () => {
		const keySet: unknown = JSON.parse(sample('example-issuer-jwks.json'));
		// A Patient and three immunizations, issued on 2024-05-07: no record, and a signature that holds.
		for (const name of ['example-00.smart-health-card', 'example-00-qr-numeric.txt']) {
			expect(recognised(sample(name))).toBe(true);
			for (const given of [keySet, undefined]) {
				const { end, sink } = await read(sample(name), given);
				expect(end).toBe('whole');
				expect(nothingOf(sink)).toBe(true);
				expect(sink.skipped).toEqual({ 'not-used Patient': 1, 'not-used Immunization': 3 });
				expect(sink.taken).toEqual([1_715_107_763_677]);
			}
		}
		// The same key's name over a signature that is not its own.
		expect(recognised(sample('bad-signature-jws.txt'))).toBe(true);
		const bad = await read(sample('bad-signature-jws.txt'), keySet);
		expect(bad.end).toBe('wrong-signature');
		expect(bad.sink.skipped).toEqual({});
		const unchecked = await read(sample('bad-signature-jws.txt'));
		expect(unchecked.end).toBe('whole');
		expect(unchecked.sink.skipped).toEqual({ 'not-used Patient': 1, 'not-used Immunization': 2 });
	});
});
