import { describe, expect, it } from 'vitest';
import { IAT, mintOf } from '../../../tests/fixtures/attest';
import {
	clockOffsetSeconds,
	NO_OFF_CODES,
	noteVerification,
	unusualAgeSeconds,
} from './clock-hint';
import { KNOWN_RULESETS } from './rulesets';
import { verifyCode } from './verify';

/** Codes minted at these seconds of true time, read at once by a clock that is off by `offset`. */
function hint(offset: number, seconds: readonly (number | readonly [number, number])[]) {
	const run = seconds.reduce((soFar, entry) => {
		const [second, off] = typeof entry === 'number' ? [entry, offset] : entry;
		const now = (IAT + second) * 1000;
		const { code } = mintOf(String(second), { now });
		return noteVerification(
			soFar,
			verifyCode(code, { now: now + off * 1000, knownRulesets: KNOWN_RULESETS }),
		);
	}, NO_OFF_CODES);
	return clockOffsetSeconds(run);
}

describe('the hint that this clock may be wrong', () => {
	it.each([300, -300, 3_600, -86_400])(
		'finds an offset of %i s within half a half minute',
		(offset) => {
			const found = hint(offset, [1, 47, 89]);
			expect(Math.abs((found ?? 0) - offset)).toBeLessThanOrEqual(15);
		},
	);

	it('waits for three codes', () => {
		expect(hint(300, [1, 47])).toBeNull();
	});

	it('does not count one code three times', () => {
		expect(hint(300, [1, 1, 1])).toBeNull();
		expect(hint(300, [1, 47, 1, 47])).toBeNull();
	});

	it('wants one and the same offset', () => {
		expect(
			hint(0, [
				[1, 300],
				[47, 200],
				[89, 300],
			]),
		).toBeNull();
		expect(
			hint(0, [
				[1, 900],
				[47, 300],
				[89, 300],
				[100, 300],
			]),
		).not.toBeNull();
	});

	it('is ended by a code in time', () => {
		expect(
			hint(0, [
				[1, 300],
				[47, 300],
				[60, 0],
				[89, 300],
			]),
		).toBeNull();
	});

	it('is neither ended nor prolonged by what has no time', () => {
		const unreadable = verifyCode('', { now: 0, knownRulesets: KNOWN_RULESETS });
		const sample = verifyCode(mintOf('s', { mode: 'sample' }).code, {
			now: 0,
			knownRulesets: KNOWN_RULESETS,
		});
		const run = [{ tokenHash: 'a', ageSeconds: 300 }];
		expect(noteVerification(run, unreadable)).toBe(run);
		expect(noteVerification(run, sample)).toBe(run);
	});
});

describe('what a request tells of the clock of whoever reads it', () => {
	it.each([
		['from a minute ahead', -60, -60],
		['from beyond what clocks usually differ by', -6, -6],
		['from within it', -5, null],
		['made just now', 0, null],
		['about to end', 180, null],
		['ended, or read by a clock that is ahead', 240, 240],
	])('a request %s', (_, age, told) => {
		expect(unusualAgeSeconds({ iat: IAT }, (IAT + age) * 1000)).toBe(told);
	});
});
