import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { bytesOf, headOf, readBytes, readFile } from '../../../tests/fixtures/intake/read-file';
import { huaweiHealth } from './huawei-health';
import { sleepByDay } from './sleep-union';

const DETAIL = 'huawei/health detail data.json';
const MINUTES = 'huawei/sport per minute merged data.json';

describe('huaweiHealth', () => {
	it('recognises both files by their members', async () => {
		for (const path of [DETAIL, MINUTES]) {
			expect(huaweiHealth.recognise(await headOf(bytesOf(path), 'a.json'))).toBe(true);
		}
		const garmin = bytesOf('garmin/UDSFile_2024-01-01_2024-04-10.json');
		expect(huaweiHealth.recognise(await headOf(garmin, 'a.json'))).toBe(false);
	});

	it('reads stages and naps by their keys, with the offset that is said', async () => {
		const { sink, end } = await readFile(huaweiHealth, DETAIL, 'Europe/Berlin');
		expect(end).toBe('whole');
		expect(sink.sleeps).toMatchObject([
			{ startMs: 1_704_470_400_000, endMs: 1_704_488_400_000, offsetMinutes: 480, staged: true },
			{ startMs: 1_704_517_200_000, endMs: 1_704_520_800_000, offsetMinutes: 480, staged: false },
			{ startMs: 1_500_000_000_000, offsetMinutes: 120, staged: true },
		]);
		expect([...sleepByDay(sink.sleeps)]).toContainEqual(['2024-01-06', 6 * 3_600_000]);
		expect(sink.skipped).toEqual({
			'not-used DATA_POINT_DYNAMIC_HEARTRATE': 1,
			'bad-date sleep': 1,
			broken: 1,
		});
	});

	it('reads steps by device, on the day that the record says, or that of the minute', async () => {
		const { sink, end } = await readFile(huaweiHealth, MINUTES, 'Europe/Berlin');
		expect(end).toBe('whole');
		expect(sink.sums('device 182629895')).toEqual({ 'steps 2024-01-05': 214 });
		expect(sink.sums('device 7')).toEqual({ 'steps 2024-01-05': 90, 'steps 2024-01-06': 12 });
		expect(sink.skipped).toEqual({ 'bad-date steps': 1 });
	});

	it('says where it meets a version that is not known', async () => {
		const bytes = utf8ToBytes('[{"data":{"samplePoints":1}}]');
		expect(huaweiHealth.recognise(await headOf(bytes, 'a.json'))).toBe(true);
		expect((await readBytes(huaweiHealth, bytes, 'a.json')).end).toBe('unknown-layout');
		expect((await readBytes(huaweiHealth, utf8ToBytes('{}'), 'a.json')).end).toBe('malformed');
	});
});
