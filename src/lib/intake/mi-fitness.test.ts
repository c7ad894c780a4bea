import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { bytesOf, headOf, readBytes, readFile } from '../../../tests/fixtures/intake/read-file';
import { miFitness } from './mi-fitness';

const file = (name: string) => `mi-fitness/20240601_1_MiFitness_${name}.csv`;

describe('miFitness', () => {
	it('recognises its tables', async () => {
		const names = ['hlth_center_aggregated_fitness_data', 'hlth_center_fitness_data'];
		for (const name of names) {
			expect(miFitness.recognise(await headOf(bytesOf(file(name)), 'a.csv'))).toBe(true);
		}
		const profile = bytesOf(file('user_fitness_profile'));
		expect(miFitness.recognise(await headOf(profile, file('user_fitness_profile')))).toBe(true);
		expect(miFitness.recognise(await headOf(profile, 'table.csv'))).toBe(false);
	});

	it('reads the reports of days, whether they are at midnight in UTC or at home', async () => {
		const { sink, end } = await readFile(miFitness, file('hlth_center_aggregated_fitness_data'));
		expect(end).toBe('whole');
		expect(sink.totals()).toEqual({
			'steps 2024-01-05': 8432,
			'steps 2024-01-06': 9001,
			// Its parts add up to the total with what was awake.
			'sleep 2024-01-05': 6.333,
			// With a nap, and without what was awake.
			'sleep 2024-01-06': 7.5,
		});
		expect(sink.skipped).toEqual({
			'not-used heart_rate': 1,
			'told-twice steps': 1,
			'broken steps': 1,
			'bad-date steps': 1,
			'no-value sleep': 1,
		});
	});

	it('does not read the minutes of each device, which would count twice', async () => {
		const { sink, end } = await readFile(miFitness, file('hlth_center_fitness_data'));
		expect(end).toBe('whole');
		expect(sink.added).toEqual([]);
		expect(sink.skipped).toEqual({ 'told-twice steps': 1 });
		const profile = await readFile(miFitness, file('user_fitness_profile'));
		expect(profile.sink.skipped).toEqual({ 'not-used': 1 });
	});

	it('names no key that is no name', async () => {
		const bytes = utf8ToBytes('Uid,Sid,Tag,Key,Time,Value\n1,1,daily_report,72 kg!,0,{}\n');
		const { sink } = await readBytes(miFitness, bytes, 'a.csv');
		expect(sink.skipped).toEqual({ 'not-used': 1 });
	});
});
