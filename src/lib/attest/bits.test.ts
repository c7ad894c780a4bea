import { describe, expect, it } from 'vitest';
import { bitsOf, bitsOfDay } from './bits';

const BAND = Math.log2(5);

describe('bitsOf', () => {
	it('counts a band, a threshold by who chose it, and each fact', () => {
		expect(bitsOf({ say: { band: 3 }, facts: [] }, 'holder')).toBe(BAND);
		expect(bitsOf({ say: { band: 3 }, facts: [] }, 'asker')).toBe(BAND);
		expect(bitsOf({ say: { atLeast: 4 }, facts: [] }, 'asker')).toBe(1);
		expect(bitsOf({ say: { atLeast: 4 }, facts: [] }, 'holder')).toBe(2);
		expect(bitsOf({ say: { atLeast: 4 }, facts: ['checkup-1y', 'sleep-7h-30d'] }, 'asker')).toBe(3);
	});
});

describe('bitsOfDay', () => {
	const asked = (atLeast: 3 | 4) =>
		({ disclosure: { say: { atLeast }, facts: [] }, chosenBy: 'asker' }) as const;

	it('is nothing for a day without a code', () => {
		expect(bitsOfDay([])).toBe(0);
	});

	it('counts what was said twice once', () => {
		expect(bitsOfDay([asked(4), asked(4)])).toBe(1);
	});

	it('adds up different thresholds and different facts', () => {
		expect(bitsOfDay([asked(4), asked(3)])).toBe(2);
		const say = { band: 5 } as const;
		const told = (facts: readonly ['checkup-1y'] | readonly ['exercise-30d']) =>
			({ disclosure: { say, facts }, chosenBy: 'holder' }) as const;
		expect(bitsOfDay([told(['checkup-1y']), told(['exercise-30d'])])).toBeCloseTo(BAND + 2);
	});

	it('keeps the larger count of a threshold that was both asked and chosen', () => {
		const chosen = { ...asked(4), chosenBy: 'holder' } as const;
		expect(bitsOfDay([asked(4), chosen])).toBe(2);
		expect(bitsOfDay([chosen, asked(4)])).toBe(2);
	});
});
