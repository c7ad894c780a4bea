import { describe, expect, it } from 'vitest';
import { isPieceOfTakeout, partsGroup } from './parts-group';

describe('partsGroup', () => {
	const together = (a: string, b: string) => partsGroup('', a) === partsGroup('', b);

	it('takes the files of one folder together, and no others', () => {
		expect(together('T/steps-2024-01-01.json', 'T/steps-2024-01-31.json')).toBe(true);
		expect(together('steps-2024-01-01.json', 'steps-2024-01-31.json')).toBe(true);
		expect(together('all/2023/steps-1.json', 'all/2024/steps-1.json')).toBe(false);
		expect(together('all.zip/a.zip/x/s.json', 'all.zip/b.zip/x/s.json')).toBe(false);
		expect(partsGroup('archive 0', 'x/s.json')).not.toBe(partsGroup('archive 1', 'x/s.json'));
	});

	it('takes a copy for another export', () => {
		expect(together('steps-2024-01-01.json', 'steps-2024-01-01 (1).json')).toBe(false);
		expect(together('steps-2024-01-01(1).json', 'steps-2024-01-31 (1).json')).toBe(true);
	});

	it('takes the pieces of one Takeout together', () => {
		const piece = (name: string) => `${name}.zip/Takeout/Fitbit/Global Export Data/s.json`;
		const first = piece('takeout-20240105T100000Z-001');
		expect(together(first, piece('takeout-20240105T100000Z-002'))).toBe(true);
		expect(together(first, piece('takeout-20240205T100000Z-002'))).toBe(false);
		expect(isPieceOfTakeout('takeout-20240105T100000Z-1-001.zip')).toBe(true);
		expect(isPieceOfTakeout('export-001.zip')).toBe(false);
	});
});
