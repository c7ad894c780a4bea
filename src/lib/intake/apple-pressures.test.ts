import { describe, expect, it } from 'vitest';
import { appleDocument, appleRecord, readApple } from '../../../tests/fixtures/intake/apple-read';

const half = (side: 'Systolic' | 'Diastolic', value: number, minute = 0, sourceName = 'Cuff') => {
	const time = `2023-01-05 08:${String(minute).padStart(2, '0')}:00 +0100`;
	return appleRecord({
		type: `HKQuantityTypeIdentifierBloodPressure${side}`,
		unit: 'mmHg',
		sourceName,
		startDate: time,
		endDate: time,
		value: String(value),
	});
};

const together = (...content: string[]) =>
	`<Correlation type="HKCorrelationTypeIdentifierBloodPressure">${content.join('')}</Correlation>`;

async function pressures(...content: string[]) {
	const { sink } = await readApple(appleDocument(...content));
	return {
		read: sink.observations.map((one) =>
			one.kind === 'bp' ? [one.systolic, one.diastolic] : one.kind,
		),
		skipped: sink.skipped,
	};
}

const ALONE = 'no-value BloodPressure';

describe('blood pressures', () => {
	it('are paired by source and time, in any order', async () => {
		expect(
			await pressures(
				half('Diastolic', 79, 1),
				half('Diastolic', 81),
				half('Systolic', 122),
				half('Systolic', 120, 1, 'Other'),
				half('Diastolic', 80, 1, 'Other'),
				half('Systolic', 119, 1),
			),
		).toEqual({
			read: [
				[119, 79],
				[122, 81],
				[120, 80],
			],
			skipped: {},
		});
	});

	it('are paired by a correlation where two were taken in one minute', async () => {
		const halves = [
			half('Systolic', 120),
			half('Systolic', 130),
			half('Diastolic', 85),
			half('Diastolic', 80),
		];
		const pairs = [
			together(half('Systolic', 120), half('Diastolic', 80)),
			together(half('Systolic', 130), half('Diastolic', 85)),
		];
		const expected = {
			read: [
				[120, 80],
				[130, 85],
			],
			skipped: {},
		};
		expect(await pressures(...halves, ...pairs)).toEqual(expected);
		expect(await pressures(...pairs, ...halves)).toEqual(expected);
		expect(await pressures(...pairs, ...pairs)).toEqual(expected);
	});

	it('of which a half is equal are both told', async () => {
		expect(
			await pressures(
				...[
					half('Systolic', 120),
					half('Systolic', 120),
					half('Diastolic', 80),
					half('Diastolic', 85),
				],
				together(half('Systolic', 120), half('Diastolic', 80)),
				together(half('Diastolic', 85), half('Systolic', 120)),
			),
		).toEqual({
			read: [
				[120, 80],
				[120, 85],
			],
			skipped: {},
		});
	});

	it('without the other half are skipped', async () => {
		expect(await pressures(half('Systolic', 120), half('Diastolic', 80, 1))).toEqual({
			read: [],
			skipped: { [ALONE]: 2 },
		});
		expect(await pressures(together(half('Systolic', 120)), half('Diastolic', 80))).toEqual({
			read: [[120, 80]],
			skipped: {},
		});
	});

	it('are told where a correlation has no end, or no content', async () => {
		expect(
			await pressures(
				'<Correlation type="HKCorrelationTypeIdentifierBloodPressure"/>',
				half('Systolic', 120),
				half('Diastolic', 80),
				together(half('Systolic', 120, 1), half('Diastolic', 80, 1)).replace('</Correlation>', ''),
			),
		).toEqual({
			read: [
				[120, 80],
				[120, 80],
			],
			skipped: {},
		});
	});

	it('of a lifetime and more do not pile up', async () => {
		const many = Array.from({ length: 60 }, (_, at) => half('Systolic', 100 + at));
		const { read, skipped } = await pressures(...many, half('Diastolic', 80));
		expect(read).toEqual([[100, 80]]);
		expect(skipped[ALONE]).toBe(31);
	});
});
