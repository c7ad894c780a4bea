import { describe, expect, it } from 'vitest';
import encodeQR from 'qr';
import fc from 'fast-check';
import { seededRandom } from '../../../tests/fixtures/attest';
import { rawRequest, requestOf } from '../../../tests/fixtures/attest-requests';
import { base45ToBytes } from '$lib/codec/base45';
import { bytesToHex } from '$lib/codec/bytes';
import {
	audienceOf,
	MAX_REQUEST_LENGTH,
	parseRequest,
	requestToBytes,
	requestToText,
	type AskRequest,
} from './request';

const made = await requestOf('request', {
	asked: { say: { atLeast: 3 }, facts: ['no-smoking-30d', 'exercise-30d'] },
	purpose: 'sport',
	label: '游泳馆',
});

describe('the TQ1 request', () => {
	it('has each field at its place', () => {
		const random = seededRandom('request');
		const seed = random(32);
		const nonce = random(16);
		expect(made.seed).toEqual(seed);
		const bytes = requestToBytes(made.request);
		expect(bytesToHex(bytes.subarray(0, 8))).toBe('01230a026b014f8a');
		expect(bytes.subarray(8, 24)).toEqual(nonce);
		expect(bytes.subarray(24, 56)).toEqual(made.request.publicKey);
		expect(Buffer.from(bytes.subarray(56)).toString()).toBe('\x09游泳馆\x00');
	});

	it('is read as it was made, and written again as it was', () => {
		const text = requestToText(made.request);
		expect(parseRequest(text)).toEqual({ ok: true, value: made.request });
	});

	it('has 59 to 202 bytes', () => {
		const length = (raw: object) => base45ToBytes(rawRequest(raw).slice(4))?.length;
		const longest = { label: 'x'.repeat(72), text: 'y'.repeat(72), purpose: 6 };
		expect([length({ label: 'x' }), length(longest)]).toEqual([59, 202]);
		expect([{ label: 'x' }, longest].map((raw) => parseRequest(rawRequest(raw)).ok)).toEqual([
			...[true, true],
		]);
	});

	it('fits QR version 9 at level L and 10 at M at its longest', () => {
		const text = rawRequest({ label: 'x'.repeat(72), text: 'y'.repeat(72), purpose: 6 });
		expect(text).toHaveLength(MAX_REQUEST_LENGTH);
		const version = (ecc: 'low' | 'medium') =>
			(encodeQR(text, 'raw', { ecc, encoding: 'alphanumeric', border: 1 }).length - 2 - 17) / 4;
		expect([version('low'), version('medium')]).toEqual([9, 10]);
	});

	it('names an audience that hangs on every byte', async () => {
		const bytes = requestToBytes(made.request);
		const audience = audienceOf(bytes);
		const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
		const hash = Buffer.from(digest.subarray(0, 16)).toString('base64url');
		expect(audience).toBe(`urn:tessera:ask:${hash}`);
		fc.assert(
			fc.property(
				fc.nat({ max: bytes.length - 1 }),
				fc.integer({ min: 1, max: 255 }),
				(place, mask) => {
					const changed = bytes.map((byte, at) => (at === place ? byte ^ mask : byte));
					expect(audienceOf(changed)).not.toBe(audience);
				},
			),
		);
	});

	it('tells what an over-asking request asks, for a receipt', () => {
		expect(parseRequest(rawRequest({ say: 0x10, facts: 0b0101, label: 'Club' }))).toEqual({
			ok: false,
			error: {
				code: 'over-asking',
				request: {
					asked: { say: 'band', facts: ['checkup-1y', 'sleep-7h-30d'] },
					purpose: 'venue-entry',
					label: 'Club',
					text: '',
					iat: 1_795_247_488,
				},
			},
		});
	});

	it.each<[string, Partial<AskRequest>]>([
		['over-asking', { asked: { say: 'band', facts: [] } }],
		['a bad label', { label: 'Bar\u202e' }],
		['a text without other', { text: 'Quiz' }],
		['other without a text', { purpose: 'other', asked: { say: { atLeast: 3 }, facts: [] } }],
		['a useless key', { publicKey: new Uint8Array(32) }],
		['a short nonce', { nonce: 'AAAA' }],
		['half a second', { iat: 0.5 }],
		['a time beyond four bytes', { iat: 2 ** 32 }],
	])('cannot be written with %s', (_, change) => {
		expect(() => requestToText({ ...made.request, ...change })).toThrow(TypeError);
	});
});
