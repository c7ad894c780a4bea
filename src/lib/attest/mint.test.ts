import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	GREEN,
	IAT,
	mintOf,
	NOW,
	RULESET_HASH,
	seededRandom,
} from '../../../tests/fixtures/attest';
import { base45ToBytes } from '$lib/codec/base45';
import type { Disclosure } from './claims';
import { mint, type MintInput } from './mint';

const INPUT: MintInput = {
	disclosure: GREEN,
	rulesetHash: RULESET_HASH,
	mode: 'show',
	now: NOW,
	random: seededRandom('mint'),
};

describe('mint', () => {
	it('dates a code to the start of its half minute', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 29_999 }), (late) => {
				const { claims, expiresAt } = mintOf('time', { now: IAT * 1000 + late });
				expect(claims.iat).toBe(IAT);
				expect(expiresAt).toBe((IAT + 90) * 1000);
			}),
			{ numRuns: 20 },
		);
	});

	it('overwrites the one-time key', () => {
		const drawn: Uint8Array[] = [];
		const random = seededRandom('key');
		mintOf('key', {
			random: (length) => {
				const bytes = random(length);
				drawn.push(bytes);
				return bytes;
			},
		});
		expect(drawn.map((bytes) => bytes.length)).toEqual([32, 16]);
		expect(drawn[0]).toEqual(new Uint8Array(32));
	});

	it('makes two codes of one person that share only what they disclose', () => {
		const bytesOf = (seed: string) => base45ToBytes(mintOf(seed).code.slice(4)) ?? new Uint8Array();
		const first = bytesOf('first');
		const second = bytesOf('second');
		// Kind, statement, facts and ruleset are equal, and so is the half minute; nothing else is.
		expect(first.subarray(0, 35)).toEqual(second.subarray(0, 35));
		expect(first.subarray(83, 87)).toEqual(second.subarray(83, 87));
		const grams = (bytes: Uint8Array, from: number, to: number) =>
			Array.from({ length: to - from - 3 }, (_, at) =>
				bytes.subarray(from + at, from + at + 4).join(),
			);
		const random = (bytes: Uint8Array) => [...grams(bytes, 35, 83), ...grams(bytes, 87, 151)];
		const seen = new Set(random(first));
		expect(random(second).filter((gram) => seen.has(gram))).toEqual([]);
	});

	it('puts the spoken number into the first two bytes of the nonce', () => {
		const bytes = base45ToBytes(mintOf('spoken', { spokenNumber: 1234 }).code.slice(4));
		expect(bytes?.subarray(67, 69)).toEqual(Uint8Array.of(0x04, 0xd2));
	});

	const disclosure = (value: unknown) => ({ disclosure: value as Disclosure });

	it.each<[string, string, Partial<MintInput>]>([
		['invalid-disclosure', 'band 6', disclosure({ say: { band: 6 }, facts: [] })],
		[
			'invalid-disclosure',
			'band and atLeast',
			disclosure({ say: { band: 5, atLeast: 5 }, facts: [] }),
		],
		['invalid-disclosure', 'an unknown fact', disclosure({ say: { band: 5 }, facts: ['rich'] })],
		['invalid-ruleset-hash', 'a hash of 31 bytes', { rulesetHash: RULESET_HASH.subarray(1) }],
		['unknown-ruleset', 'a ruleset of one’s own', { rulesetHash: new Uint8Array(32).fill(7) }],
		['invalid-time', 'a time before the epoch', { now: -1 }],
		['invalid-time', 'a time beyond four bytes', { now: (0xffff_ffff + 30) * 1000 }],
		['invalid-time', 'no time', { now: Number.NaN }],
		['invalid-time', 'endless time', { now: Number.POSITIVE_INFINITY }],
		['invalid-spoken-number', '-1', { spokenNumber: -1 }],
		['invalid-spoken-number', '10000', { spokenNumber: 10_000 }],
		['invalid-spoken-number', 'half a number', { spokenNumber: 0.5 }],
	])('answers %s to %s', (error, _, change) => {
		expect(mint({ ...INPUT, ...change })).toEqual({ ok: false, error });
	});

	it('draws no randomness for what it refuses', () => {
		let draws = 0;
		const random = (length: number) => new Uint8Array(length + 0 * draws++);
		mint({ ...INPUT, now: -1, random });
		mint({ ...INPUT, spokenNumber: -1, random });
		expect(draws).toBe(0);
	});

	it('throws when the random source gives another length', () => {
		expect(() => mint({ ...INPUT, random: () => new Uint8Array(8) })).toThrow(
			'random: expected 32 bytes, got 8',
		);
	});
});
