/**
 * The committed vectors, for us and for whoever writes another implementation. Run with
 * `UPDATE_VECTORS=1` to write them anew after a change that is meant.
 */
import { describe, expect, it } from 'vitest';
import { RULESET_HASH } from '../../../tests/fixtures/attest';
import { mintCases, type MintCase } from '../../../tests/fixtures/attest-mint-cases';
import type { VerifyCase } from '../../../tests/fixtures/attest-forged';
import { verifyCases } from '../../../tests/fixtures/attest-verify-cases';
import { readVectors } from '../../../tests/fixtures/attest-vectors';
import { mint } from './mint';
import { ReplayMemory } from './replay';
import { KNOWN_RULESETS } from './rulesets';
import { VERDICTS } from './verdict';
import { verifyCode } from './verify';

interface Vectors<Case> {
	readonly about: string;
	readonly cases: readonly Case[];
}

const minted = readVectors<Vectors<MintCase>>('attest.json', () => ({
	about:
		'Codes and tokens by fixed randomness (hexadecimal: 32 bytes of key, 16 of nonce) and time ' +
		'(milliseconds since the epoch).',
	cases: mintCases(),
}));

const verified = readVectors<Vectors<VerifyCase>>('attest-rejected.json', () => ({
	about:
		'Texts and the verdict on each, at a time in milliseconds since the epoch; spokenNumber: what ' +
		'the verifier said; seenBefore: how many milliseconds earlier the same text was verified.',
	cases: verifyCases(),
}));

describe('attest.json', () => {
	it('is what the cases give today', () => {
		expect(minted.cases).toEqual(mintCases());
	});

	it.each(minted.cases.map((entry) => [entry.name, entry] as const))('%s', (_, entry) => {
		const { random, now, mode, spokenNumber, disclosure, code, token, expiresAt } = entry;
		const bytes = Uint8Array.from(Buffer.from(random, 'hex'));
		let at = 0;
		const result = mint({
			disclosure,
			rulesetHash: RULESET_HASH,
			mode,
			now,
			random: (length) => bytes.slice(at, (at += length)),
			...(spokenNumber === undefined ? {} : { spokenNumber }),
		});
		expect(result).toMatchObject({ ok: true, value: { code, token, expiresAt } });

		const options = { now, knownRulesets: KNOWN_RULESETS };
		const verdict = mode === 'show' ? 'valid' : 'sample';
		const fromCode = verifyCode(code, options);
		expect(fromCode).toMatchObject({ verdict, claims: { disclosure } });
		expect(verifyCode(token, options)).toEqual(fromCode);
	});
});

describe('attest-rejected.json', () => {
	it('is what the cases give today', () => {
		expect(verified.cases).toEqual(verifyCases());
	});

	it('has each verdict of the closed list', () => {
		expect(new Set(verified.cases.map((entry) => entry.verdict))).toEqual(new Set(VERDICTS));
	});

	it.each(verified.cases.map((entry) => [entry.verdict, entry.name, entry] as const))(
		'%s: %s',
		(verdict, _, { text, now, spokenNumber, seenBefore = [] }) => {
			const replay = new ReplayMemory();
			const verifyAt = (time: number) =>
				verifyCode(text, {
					now: time,
					knownRulesets: KNOWN_RULESETS,
					replay,
					...(spokenNumber === undefined ? {} : { spokenNumber }),
				});
			for (const before of seenBefore) verifyAt(now - before);
			const verification = verifyAt(now);
			expect(verification.verdict).toBe(verdict);
			const telling = ['valid', 'unknown-ruleset', 'sample'].includes(verdict);
			expect(verification.claims !== null).toBe(telling);
		},
	);
});
