/**
 * A small linkability study, with bounds as wide as so few holders allow. The real one is
 * `npm run linkability`; what is compared, and what it found, is in `docs/linkability.md`.
 */
import { describe, expect, it } from 'vitest';
import { DRIFTING, SET_BY_NETWORK, study, type StudyInput } from '../linkability/study';

const SMALL: StudyInput = {
	...{ holders: 100, codes: 8, seed: 'small', mode: 'show', pairs: 'equal' },
	...{ clocks: SET_BY_NETWORK, leak: null, evidence: ['all'] },
};

async function areasOf(input: Partial<StudyInput>): Promise<readonly number[]> {
	const found = await study({ ...SMALL, ...input });
	return found.map(({ area }) => area.value);
}

/** How far chance alone takes so few holders. */
const NOISE = 0.08;

describe('two codes of one person', () => {
	it('are not told from those of two by any byte but the time, beyond what they disclose', async () => {
		const [disclosed, others] = await areasOf({
			clocks: DRIFTING,
			evidence: ['disclosed', 'without-time'],
		});
		expect(disclosed).toBe(0.5);
		expect(Math.abs((others ?? 1) - 0.5)).toBeLessThan(NOISE);
	});

	it('are not told apart by the time either, where clocks are right', async () => {
		const [area] = await areasOf({ evidence: ['time'] });
		expect(Math.abs((area ?? 1) - 0.5)).toBeLessThan(NOISE);
	});

	it('share the error of a clock that is wrong, which the study shows', async () => {
		const [area] = await areasOf({ clocks: DRIFTING, evidence: ['time'] });
		expect(area).toBeGreaterThan(0.5 + NOISE);
	});

	it('share no clock when they are answers', async () => {
		const [area] = await areasOf({
			...{ clocks: DRIFTING, mode: 'answer', evidence: ['time'] },
			...{ holders: 60, codes: 6 },
		});
		expect(Math.abs((area ?? 1) - 0.5)).toBeLessThan(1.5 * NOISE);
	});
});

describe('a planted leak is found:', () => {
	it.each([
		['reused-key', 0.95],
		['tagged-nonce', 0.95],
		['unrounded-iat', 0.6],
	] as const)('%s', async (leak, least) => {
		const [area] = await areasOf({ leak });
		expect(area).toBeGreaterThan(least);
	});
});

it('gives the same figures for the same seed', async () => {
	const tiny: StudyInput = { ...SMALL, holders: 20, codes: 3 };
	expect(await study(tiny)).toEqual(await study(tiny));
	expect(await study(tiny)).not.toEqual(await study({ ...tiny, seed: 'another' }));
});
