import type { BrowserContext, Page } from '@playwright/test';

import { expect, field, fillDay, fillWeek, readTile, test } from './support';

const asOf = async (page: Page) => {
	await page.getByRole('link', { name: 'Score', exact: true }).click();
	const text = await page.getByText(/^as of \d/).innerText();
	await page.getByRole('link', { name: 'Today', exact: true }).click();
	await expect(page).toHaveTitle('Tessera');
	return text;
};

test.describe('before midnight', () => {
	test.use({ startsAt: '2026-11-20T23:58:00+08:00' });

	test('midnight passes while the page is open', async ({ page, context }) => {
		await fillWeek(page);
		expect(await asOf(page)).toBe('as of 19 November 2026');
		await fillDay(page, { steps: 20000 });
		await expect(page.getByText('Fri 20 Nov').first()).toBeVisible();
		const tomorrow = /Tomorrow (\d+)/.exec(await page.getByRole('main').innerText())?.[1];

		await context.clock.fastForward('05:00');
		await expect(page.getByText('Sat 21 Nov').first()).toBeVisible();
		expect(await asOf(page)).toBe('as of 20 November 2026');
		const { score } = await readTile(page);
		expect(String(score), 'what was foretold').toBe(tomorrow);
		// The night is not over: the log stays on the day that is still lived, and says so.
		await expect(page.getByRole('heading', { name: 'Yesterday' })).toBeVisible();
		await expect(
			page.getByText('The night is not over: this is still yesterday’s page.'),
		).toBeVisible();
		await expect(field(page, 'steps')).toHaveValue('20000');

		await page.getByRole('button', { name: 'Next day' }).click();
		await expect(page.getByRole('heading', { name: 'Today so far' })).toBeVisible();
		await expect(field(page, 'steps')).toHaveValue('');
		await fillDay(page, { steps: 321 });
		await page.getByRole('link', { name: 'Records' }).click();
		await expect(page.getByRole('button', { name: 'Edit Steps, Sat 21 Nov' })).toBeVisible();
	});

	test('what is being typed at midnight stays on its day', async ({ page, context }) => {
		await fillWeek(page);
		await field(page, 'steps').pressSequentially('12');
		await context.clock.fastForward('05:00');
		await expect(page.getByRole('heading', { name: 'Yesterday' })).toBeVisible();
		await expect(field(page, 'steps')).toHaveValue('12');
		await page.keyboard.type('345');
		await page.getByRole('link', { name: 'Records' }).click();
		await expect(page.getByRole('listitem').filter({ hasText: 'Fri 20 Nov' })).toContainText(
			'12,345',
		);
	});
});

test.describe('in the night', () => {
	test.use({ startsAt: '2026-11-20T02:30:00+08:00' });

	test('the log opens on yesterday until four, and says so', async ({ page, context }) => {
		await page.goto('/');
		await expect(page.getByRole('heading', { name: 'Yesterday' })).toBeVisible();
		await expect(page.getByText('The night is not over')).toBeVisible();
		await fillDay(page, { cigarettes: 3 });
		await page.getByRole('link', { name: 'Records' }).click();
		await expect(page.getByRole('button', { name: 'Edit Cigarettes, Thu 19 Nov' })).toBeVisible();
		await page.getByRole('link', { name: 'Today' }).click();
		await context.clock.fastForward('01:31:00');
		await expect(page.getByRole('heading', { name: 'Today so far' })).toBeVisible();
	});
});

test.describe('travel', () => {
	// Set through the protocol, so that it can change under the open page as on a journey.
	test.use({
		// A value in the configuration can only be taken away by a fixture.
		// eslint-disable-next-line no-empty-pattern
		timezoneId: async ({}, use) => {
			await use(undefined);
		},
		startsAt: '2026-11-21T06:00:00+08:00',
	});

	async function travel(context: BrowserContext, page: Page) {
		const session = await context.newCDPSession(page);
		return async (timezoneId: string) => {
			await session.send('Emulation.setTimezoneOverride', { timezoneId });
			await context.clock.fastForward(11_000);
		};
	}

	test('east: staying keeps the days, using the new zone is lasting', async ({ page, context }) => {
		await page.goto('/');
		const go = await travel(context, page);
		await go('Asia/Shanghai');
		await fillWeek(page);
		await go('Asia/Tokyo');
		const question = page.getByText(
			'You seem to be in Tokyo. Your days are counted in the time of Shanghai.',
		);
		await expect(question).toBeVisible();
		await page.getByRole('button', { name: 'Stay with Shanghai' }).click();
		await expect(question).toBeHidden();
		await page.getByRole('link', { name: 'More' }).click();
		await expect(page.getByText('Your days are counted in the time of Shanghai.')).toBeVisible();
		await page.getByRole('button', { name: 'Use Tokyo days from now' }).click();
		await expect(page.getByText('Your days are counted in the time of Tokyo.')).toBeVisible();
		await page.reload();
		await expect(page.getByText('Your days are counted in the time of Tokyo.')).toBeVisible();
	});

	test('west over midnight: the last complete day never goes back', async ({ page, context }) => {
		await page.goto('/');
		const go = await travel(context, page);
		await go('Asia/Shanghai');
		await fillWeek(page);
		expect(await asOf(page)).toBe('as of 20 November 2026');
		const before = await readTile(page);
		await go('America/Los_Angeles');
		await expect(page.getByText('You seem to be in Los Angeles.')).toBeVisible();
		expect(await asOf(page)).toBe('as of 20 November 2026');
		await page.getByRole('button', { name: 'Use Los Angeles days from now' }).click();
		await expect(page.getByText('You seem to be in Los Angeles.')).toBeHidden();
		// There it is still the 20th; the score does not go back to the 19th for it.
		expect(await asOf(page)).toBe('as of 20 November 2026');
		expect(await readTile(page)).toEqual(before);
		await page.reload();
		expect(await asOf(page)).toBe('as of 20 November 2026');
		// 35 hours on it is the 22nd in Los Angeles too.
		await context.clock.fastForward('35:00:00');
		expect(await asOf(page)).toBe('as of 21 November 2026');
	});
});
