import { describe, expect, it } from 'vitest';
import {
	APPS,
	HOUR,
	NIGHT,
	readExport,
	session,
	stage,
} from '../../../tests/fixtures/intake/health-connect';

/** Hours since the night began, and whether they are of stages. */
async function sleeps(...statements: string[]): Promise<[number, number, boolean][]> {
	const { sink } = await readExport(APPS, ...statements);
	return sink.sleeps.map(({ startMs, endMs, staged }) => [
		(startMs - NIGHT) / HOUR,
		(endMs - NIGHT) / HOUR,
		staged,
	]);
}

describe('sleep in Health Connect', () => {
	it('is the whole session where that has no stages, at the clock of its end', async () => {
		const { sink } = await readExport(APPS, session(1, 8));
		const times = { startMs: NIGHT, endMs: NIGHT + 8 * HOUR, offsetMinutes: 120 };
		expect(sink.sleeps).toEqual([{ ...times, staged: false, origin: { source: 'Watch' } }]);
	});

	it('is its stages of sleep alone where it has some', async () => {
		const stages = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((type) =>
			stage(1, type, type / 2, type / 2 + 0.5),
		);
		expect(await sleeps(session(1, 8), ...stages)).toEqual([
			...[[1, 1.5, true], [2, 2.5, true], [2.5, 3, true], [3, 3.5, true]], // prettier-ignore
		]);
	});

	it('is generic where "sleeping" is all that the stages say', async () => {
		expect(await sleeps(session(1, 8), stage(1, 1, 0, 1), stage(1, 2, 1, 7))).toEqual([
			[1, 7, false],
		]);
	});

	it('is the session without what is awake where no stage says asleep', async () => {
		const awake = [stage(1, 0, 0, 8), stage(1, 7, 5, 6), stage(1, 1, 2, 3), stage(1, 3, 2.5, 4)];
		expect(await sleeps(session(1, 8), ...awake)).toEqual([
			...[[0, 2, false], [4, 5, false], [6, 8, false]], // prettier-ignore
		]);
		expect(await sleeps(session(1, 8), stage(1, 1, 0, 8))).toEqual([]);
	});

	it('lies within its session', async () => {
		const stages = [stage(1, 4, -2, 1), stage(1, 5, 7, 99), stage(1, 6, 9, 10), stage(9, 6, 1, 2)];
		expect(await sleeps(session(1, 8), ...stages)).toEqual([
			...[[0, 1, true], [7, 8, true]], // prettier-ignore
		]);
	});

	it('of a minute is none, nor is one of days', async () => {
		const { sink } = await readExport(
			session(1, 1 / 60) + session(2, 4.99 / 60) + session(3, 25) + session(4, -1),
			stage(1, 4, 0, 1 / 60) + stage(3, 4, 0, 8),
			session(5, 5 / 60),
		);
		expect(sink.sleeps).toHaveLength(1);
		const skipped = { 'too-short sleep': 2, 'implausible sleep': 1, 'bad-date sleep': 1 };
		expect(sink.skipped).toEqual(skipped);
	});
});
