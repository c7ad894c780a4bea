import type { BrowserContext, Page } from '@playwright/test';

import {
	expect,
	field,
	fillDay,
	fillWeek,
	importRecords,
	readTile,
	showCode,
	test,
	tile,
} from './support';

const DAY_MS = 86_400_000;

/** The day that the score is as of, as the score's page tells it. */
async function asOf(page: Page): Promise<string> {
	await page.goto('/score/');
	return (await page.getByText(/^as of \d/).innerText()).replace('as of ', '');
}

/** Every daily value that rests here, as the citizen's own file has it. */
async function kept(page: Page): Promise<{ kind: string; day: string; value: number }[]> {
	await page.goto('/settings/');
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Export all records' }).click();
	const chunks: Buffer[] = [];
	for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
	const { days } = JSON.parse(Buffer.concat(chunks).toString()) as {
		days: { kind: string; day: string; value: number }[];
	};
	return days;
}

/** Lets everything run that a start does later, retention above all. */
async function settle(page: Page): Promise<void> {
	await page.goto('/');
	await expect(tile(page)).toBeVisible();
	await page.clock.fastForward(10_000);
	await expect(tile(page)).toBeVisible();
}

const receipts = (page: Page) => page.getByRole('main').getByRole('listitem');

test('the clock runs years ahead and comes back: nothing is deleted, nothing has moved', async ({
	page,
	context,
}) => {
	await fillWeek(page);
	await importRecords(page, {
		schema: 'tessera.records/1',
		days: [{ kind: 'steps', day: '2025-11-01', value: 5000, source: 'manual' }],
		observations: [],
		conditions: [],
		checkups: [],
	});
	await showCode(page);
	const before = await kept(page);
	await page.goto('/');
	const score = await readTile(page);
	expect(await asOf(page)).toBe('19 November 2026');

	for (const away of ['2031-03-01T12:00:00+08:00', '2026-12-30T12:00:00+08:00']) {
		await context.clock.setSystemTime(away);
		await settle(page);
		expect(await kept(page)).toEqual(before);
		await page.goto('/receipts/');
		await expect(receipts(page)).toHaveCount(1);
	}
	await context.clock.setSystemTime('2026-11-20T12:30:00+08:00');
	await settle(page);
	expect(await readTile(page)).toEqual(score);
	expect(await kept(page)).toEqual(before);
	expect(await asOf(page)).toBe('19 November 2026');
});

test('the clock is set back by days, and forward again: every entry keeps its day', async ({
	page,
	context,
}) => {
	await fillWeek(page);
	await fillDay(page, { steps: 2020 });
	const before = await kept(page);
	await context.clock.setSystemTime('2026-11-15T12:00:00+08:00');
	await settle(page);
	expect(await kept(page)).toEqual(before);
	await page.goto('/');
	// What is told under the wrong clock has that clock's day, and takes the place of no other kind.
	await fillDay(page, { cigarettes: 1 });
	await context.clock.setSystemTime('2026-11-20T12:30:00+08:00');
	await settle(page);
	const after = await kept(page);
	expect(after.filter(({ kind }) => kind !== 'cigarettes')).toEqual(
		before.filter(({ kind }) => kind !== 'cigarettes'),
	);
	expect(
		after.find(({ kind, day }) => kind === 'cigarettes' && day === '2026-11-15'),
	).toMatchObject({
		value: 1,
	});
	expect(await asOf(page)).toBe('19 November 2026');
});

test.describe('zones', () => {
	// Set through the protocol, so that it can change under the open page as on a journey.
	test.use({
		// A value in the configuration can only be taken away by a fixture.
		// eslint-disable-next-line no-empty-pattern
		timezoneId: async ({}, use) => {
			await use(undefined);
		},
	});

	async function travel(context: BrowserContext, page: Page) {
		const session = await context.newCDPSession(page);
		return async (timezoneId: string) => {
			await session.send('Emulation.setTimezoneOverride', { timezoneId });
			await context.clock.fastForward(11_000);
		};
	}

	const use = (page: Page, place: string) =>
		page.getByRole('button', { name: `Use ${place} days from now` }).click();

	test.describe('over the date line', () => {
		// In Kiritimati it is the 21st, in Pago Pago, 25 hours behind, the 19th.
		test.use({ startsAt: '2026-11-20T10:30:00Z' });

		test('west and back: no day moves, and the last complete one never goes back', async ({
			page,
			context,
		}) => {
			await page.goto('/');
			const go = await travel(context, page);
			await go('Pacific/Kiritimati');
			await fillWeek(page);
			// Half past midnight: the log is still on the day before.
			await page.getByRole('button', { name: 'Next day' }).click();
			await fillDay(page, { steps: 2121 });
			expect(await asOf(page)).toBe('20 November 2026');
			const before = await kept(page);
			expect(before).toContainEqual({
				kind: 'steps',
				day: '2026-11-21',
				value: 2121,
				source: 'manual',
			});
			await page.goto('/');
			const score = await readTile(page);

			await go('Pacific/Pago_Pago');
			await expect(page.getByText('You seem to be in Pago Pago.')).toBeVisible();
			expect(await asOf(page)).toBe('20 November 2026');
			await page.goto('/');
			await use(page, 'Pago Pago');
			await expect(page.getByText('You seem to be in Pago Pago.')).toBeHidden();
			await settle(page);
			expect(await asOf(page)).toBe('20 November 2026');
			expect(await kept(page)).toEqual(before);
			await page.goto('/');
			expect(await readTile(page)).toEqual(score);
			// Still the running day: what is told now stands beside what was told before the journey.
			await expect(field(page, 'steps')).toHaveValue('2121');

			await go('Pacific/Kiritimati');
			await use(page, 'Kiritimati');
			await settle(page);
			expect(await asOf(page)).toBe('20 November 2026');
			expect(await kept(page)).toEqual(before);
		});
	});

	test.describe('under a clock that is years ahead', () => {
		test('a journey taken then holds the days nowhere once the clock is right', async ({
			page,
			context,
		}) => {
			await page.goto('/');
			const go = await travel(context, page);
			await go('Asia/Shanghai');
			await fillWeek(page);
			await context.clock.setSystemTime('2031-03-01T12:00:00+08:00');
			await page.goto('/');
			await go('Asia/Tokyo');
			await use(page, 'Tokyo');
			await expect(page.getByText('You seem to be in Tokyo.')).toBeHidden();
			await context.clock.setSystemTime('2026-11-20T12:30:00+08:00');
			await settle(page);
			expect(await asOf(page)).toBe('19 November 2026');
		});
	});

	const changes = {
		// Berlin: the 25th of October 2026 has 25 hours, the 28th of March 2027 has 23.
		'a day of 25 hours': ['2026-10-24T21:59:00Z', '2026-10-25', '2026-10-26', 25],
		'a day of 23 hours': ['2027-03-27T22:59:00Z', '2027-03-28', '2027-03-29', 23],
	} as const;
	for (const [name, [startsAt, long, next, hours]] of Object.entries(changes))
		test.describe(name, () => {
			test.use({ startsAt });

			test('is one day: the next begins at its midnight', async ({ page, context }) => {
				await page.goto('/');
				const go = await travel(context, page);
				await go('Europe/Berlin');
				await fillWeek(page);
				// Past its first midnight, and past the night, in which the log stays on the day before.
				await page.clock.fastForward('12:00:00');
				await fillDay(page, { steps: 1111 });
				// A minute before its last hour is over it is still that day, a minute after it is not.
				await page.clock.fastForward((hours - 12) * 3_600_000 - 120_000);
				await expect(field(page, 'steps')).toHaveValue('1111');
				await page.clock.fastForward(6 * 3_600_000);
				await expect(field(page, 'steps')).toHaveValue('');
				await fillDay(page, { steps: 2222 });
				const days = await kept(page);
				for (const [day, value] of [
					[long, 1111],
					[next, 2222],
				] as const)
					expect(days.find((entry) => entry.kind === 'steps' && entry.day === day)).toMatchObject({
						value,
					});
			});
		});
});

test.describe('a leap day', () => {
	test.use({ startsAt: '2028-02-28T12:00:00+08:00' });

	test('is a day like any other: told, counted, kept', async ({ page, context }) => {
		await fillWeek(page);
		await fillDay(page, { steps: 2828 });
		for (const value of [2929, 301]) {
			await context.clock.fastForward(DAY_MS);
			await expect(field(page, 'steps')).toHaveValue('');
			await fillDay(page, { steps: value });
		}
		expect(await asOf(page)).toBe('29 February 2028');
		await settle(page);
		const told = (await kept(page)).filter(
			({ kind, day }) => kind === 'steps' && day > '2028-02-27',
		);
		expect(told.map(({ day, value }) => [day, value]).sort()).toEqual([
			['2028-02-28', 2828],
			['2028-02-29', 2929],
			['2028-03-01', 301],
		]);
		// A year on there is no such day; it stays where it was.
		await context.clock.setSystemTime('2029-03-01T12:00:00+08:00');
		await settle(page);
		expect(await kept(page)).toContainEqual({
			kind: 'steps',
			day: '2028-02-29',
			value: 2929,
			source: 'manual',
		});
	});
});
