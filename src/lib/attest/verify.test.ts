import { describe, expect, it } from 'vitest';
import { IAT, mintOf, NOW } from '../../../tests/fixtures/attest';
import type { Policy } from './policy';
import { ReplayMemory } from './replay';
import { HANGZHOU_2020, KNOWN_RULESETS } from './rulesets';
import { verifyCode } from './verify';

const OPTIONS = { now: NOW, knownRulesets: KNOWN_RULESETS };

describe('verifyCode', () => {
	it('tells what a valid code says, by whose ruleset, and how old it is', () => {
		const { code, claims } = mintOf('valid');
		expect(verifyCode(code, OPTIONS)).toEqual({
			verdict: 'valid',
			claims,
			ruleset: HANGZHOU_2020,
			ageSeconds: 10,
			tokenHash: expect.stringMatching(/^[\w-]{43}$/) as string,
			policy: 'none',
			answered: null,
		});
	});

	it('takes the name of a ruleset from its own table', () => {
		const renamed = { ...HANGZHOU_2020, id: 'mine' };
		const { ruleset } = verifyCode(mintOf('valid').code, { ...OPTIONS, knownRulesets: [renamed] });
		expect(ruleset?.id).toBe('mine');
		const none = verifyCode(mintOf('valid').code, { ...OPTIONS, knownRulesets: [] });
		expect(none).toMatchObject({ verdict: 'unknown-ruleset', ruleset: null, policy: 'none' });
	});

	it.each([
		[0, 0],
		[1, 1],
		[-1, -1],
		[89_999, 90],
		[90_001, 91],
		[600_001, 601],
		[-60_000, -60],
		[-60_001, -61],
	])('gives an age of %i ms as %i s', (age, ageSeconds) => {
		const now = IAT * 1000 + age;
		expect(verifyCode(mintOf('age').code, { ...OPTIONS, now }).ageSeconds).toBe(ageSeconds);
	});

	it('tells no claim and no time with a signature that does not hold', () => {
		const { token } = mintOf('valid');
		const damaged = token.replace(/.{20}~$/, `${'A'.repeat(19)}Q~`);
		expect(verifyCode(damaged, OPTIONS)).toEqual({
			verdict: 'bad-signature',
			claims: null,
			ruleset: null,
			ageSeconds: null,
			tokenHash: null,
			policy: 'none',
			answered: null,
		});
	});

	it('lets nothing through when the clock gives no number', () => {
		for (const now of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
			const { claims } = verifyCode(mintOf('valid').code, { ...OPTIONS, now });
			expect(claims).toBeNull();
		}
	});

	it('holds a valid code against the policy: a red band is valid, and yet a no', () => {
		const policy: Policy = { atLeast: 4, facts: [] };
		const red = mintOf('red', { disclosure: { say: { band: 2 }, facts: [] } });
		expect(verifyCode(red.code, { ...OPTIONS, policy })).toMatchObject({
			verdict: 'valid',
			policy: 'not-met',
			answered: 'all',
		});
		expect(verifyCode(mintOf('green').code, { ...OPTIONS, policy })).toMatchObject({
			verdict: 'valid',
			policy: 'met',
			answered: 'all',
		});
	});

	it('holds neither a sample nor an unknown ruleset against a policy', () => {
		const policy: Policy = { atLeast: 2, facts: [] };
		const sample = mintOf('sample', { mode: 'sample' });
		expect(verifyCode(sample.code, { ...OPTIONS, policy }).policy).toBe('none');
		const unknown = verifyCode(mintOf('valid').code, { now: NOW, knownRulesets: [], policy });
		expect(unknown.policy).toBe('none');
	});

	it('knows a code again when it comes as text', () => {
		const replay = new ReplayMemory();
		const { code, token } = mintOf('both');
		expect(verifyCode(code, { ...OPTIONS, replay }).verdict).toBe('valid');
		const later = { ...OPTIONS, now: NOW + 6_000, replay };
		expect(verifyCode(token, later).verdict).toBe('already-shown');
	});

	it('remembers only codes that it accepted', () => {
		const replay = new ReplayMemory();
		const verify = (text: string, change: object = {}) =>
			verifyCode(text, { ...OPTIONS, replay, ...change }).verdict;
		expect(verify(mintOf('a', { mode: 'sample' }).code)).toBe('sample');
		expect(verify(mintOf('b').code, { spokenNumber: 1 })).toBe('wrong-nonce');
		expect(verify(mintOf('c', { now: NOW - 300_000 }).code)).toBe('stale');
		expect(verify('TB1:')).toBe('unreadable');
		expect(replay.size(NOW)).toBe(0);
		expect(verify(mintOf('d').code)).toBe('valid');
		expect(verify(mintOf('e').code, { knownRulesets: [] })).toBe('unknown-ruleset');
		expect(replay.size(NOW)).toBe(2);
	});

	it('gives one verdict on a code however often it is verified without a memory', () => {
		const { code } = mintOf('again');
		expect(verifyCode(code, OPTIONS)).toEqual(verifyCode(code, OPTIONS));
	});
});
