/** The score, understood: what changed, every day so far, what if, and other rules. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Page } from '@playwright/test';

import { addDays } from '../../src/lib/records/day';
import { sampleMonth } from '../../src/lib/records/sample';
import { expectNoOverflow, PHONE } from './layout';
import { codeScreen, expect, expectAccessible, importRecords, test, tile } from './support';

/** The day before the clock of these tests. */
const AS_OF = '2026-11-20';
const SAMPLE = sampleMonth(AS_OF);

test.use({ startsAt: '2026-11-21T12:04:00+08:00' });

const card = (page: Page, title: string) =>
	page.locator('section').filter({ has: page.getByRole('heading', { name: title }) });
const chart = (page: Page) => page.getByRole('slider', { name: 'Score by day' });
const rules = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });

async function openScore(page: Page, records: object = SAMPLE): Promise<void> {
	await importRecords(page, records);
	await page.goto('/score/');
	await expect(page.getByRole('heading', { level: 1 })).toContainText('76, Yellow');
}

test('says why the score changed, by what came and what faded', async ({ page }) => {
	await openScore(page);
	const changed = card(page, 'Why it changed');
	await expect(changed).toContainText('76 then, 76.6 now: +0.6');
	await expect(changed.getByRole('listitem').filter({ hasText: 'Cigarettes' })).toContainText(
		'older days fading +0.1',
	);
	await page.getByRole('radio', { name: 'A week before' }).check({ force: true });
	await expect(changed).toContainText('then, 76.6 now');
	await expect(changed.getByRole('listitem').filter({ hasText: 'Exercise' })).toContainText(
		'new days',
	);
});

test('draws ten years, and is gone through by keyboard', async ({ page }) => {
	const steps = Array.from({ length: 3650 }, (_, age) => ({
		kind: 'steps',
		day: addDays(AS_OF, -age),
		value: 4000 + ((age * 7) % 9000),
		source: 'phone',
	}));
	const days = [...steps, ...SAMPLE.days.filter(({ kind }) => kind !== 'steps')];
	await importRecords(page, { ...SAMPLE, days });
	await page.goto('/score/');
	await expect(chart(page)).toHaveAttribute('aria-valuemax', '3649');
	await chart(page).focus();
	await page.keyboard.press('ArrowLeft');
	await expect(chart(page)).toHaveAttribute('aria-valuetext', /^19 November 2026: \d+, [A-Z]/);
	await page.keyboard.press('Home');
	await expect(chart(page)).toHaveAttribute('aria-valuetext', /^23 November 2016: about \d+/);
	await page.keyboard.press('PageUp');
	await expect(chart(page)).toHaveAttribute('aria-valuetext', /^23 December 2016: \d+/);
	await page.getByRole('button', { name: 'All', exact: true }).click();
	await expect(page.locator('figcaption')).toContainText('Nov 2016 – Nov 2026');
	await card(page, 'Every day so far').getByText('As a table').click();
	await expect(page.getByRole('row')).toHaveCount(122);
	await expectAccessible(page, 'ten years of scores');
});

test('zooms under two fingers and moves under one', async ({ browser, baseURL, setClock }) => {
	const phone = await browser.newContext({
		...{ viewport: PHONE, hasTouch: true, locale: 'en-GB', timezoneId: 'Asia/Shanghai' },
		...(baseURL === undefined ? {} : { baseURL }),
	});
	await setClock(phone);
	const page = await phone.newPage();
	const days = Array.from({ length: 900 }, (_, age) => ({
		...{ kind: 'steps', day: addDays(AS_OF, -age), value: 9000, source: 'phone' },
	}));
	await importRecords(page, { ...SAMPLE, days });
	await page.goto('/score/');
	await chart(page).scrollIntoViewIfNeeded();
	const box = await chart(page).boundingBox();
	if (box === null) throw new Error('no chart');
	const touch = await phone.newCDPSession(page);
	const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: readonly number[]) =>
		touch.send('Input.dispatchTouchEvent', {
			type,
			touchPoints: xs.map((x, id) => ({ x: box.x + x, y: box.y + 60, id })),
		});
	const caption = page.locator('figcaption');
	await expect(caption).toContainText('Nov 2025 – Nov 2026');
	await send('touchStart', 40);
	for (const x of [80, 120, 160, 200]) await send('touchMove', x);
	await send('touchEnd');
	await expect(caption).not.toContainText('Nov 2026.');
	await send('touchStart', 140, 160);
	for (const by of [20, 40, 60]) await send('touchMove', 140 - by, 160 + by);
	await send('touchEnd');
	await expect(caption).not.toContainText('2024 –');
	await phone.close();
});

test('tries out habits and results, and keeps nothing of it', async ({ page }) => {
	await openScore(page);
	const whatIf = card(page, 'What if');
	await expect(whatIf).toContainText('As now: Yellow in 30 days');
	await page.getByRole('slider', { name: 'Steps' }).fill('15000');
	await expect(whatIf).toContainText(/Green from /);
	await page.getByRole('slider', { name: 'Cigarettes' }).fill('20');
	await expect(whatIf).toContainText(/Orange from /);
	await whatIf.getByRole('checkbox', { name: /Total cholesterol/ }).check();
	await whatIf.getByRole('button', { name: 'Back to how it goes now' }).click();
	await expect(whatIf.getByRole('checkbox', { name: /Total cholesterol/ })).not.toBeChecked();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('76, Yellow');
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('76, Yellow');
});

test('asks what Life’s Essential 8 needs, and scores by it', async ({ page }) => {
	await openScore(page);
	await rules(page, 'Essential 8').check({ force: true });
	await expect(page.getByText('4 of 8 known, 5 needed')).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('too little known yet');
	await page.getByLabel('Nicotine').selectOption('Has quit');
	await page.getByLabel('Since when').fill('2024-01-01');
	await page.getByRole('switch', { name: 'Use the BMI ranges for Asian people' }).click();
	await page.getByRole('button', { name: 'Answer 16 questions' }).click();
	await expectAccessible(page, 'the diet questionnaire');
	for (const item of ['Olive oil', 'Fish', 'Beans', 'Nuts'])
		await page.getByRole('checkbox', { name: item }).check();
	await page.getByRole('button', { name: 'Keep: 4 of 16' }).click();
	// Smoking was logged this month: what was said of quitting cannot count.
	await expect(page.getByText('5 of 8 known, 5 needed')).toBeVisible();
	await expect(
		page.getByRole('button', { name: /Answer again \(4 of 16 on 20 November 2026\)/ }),
	).toBeVisible();
	await page.getByText('Diet', { exact: true }).first().click();
	await expectNoOverflow(page, 'Life’s Essential 8');
	await expectAccessible(page, 'Life’s Essential 8');

	// Kept with the records, and found again.
	await page.goto('/records/');
	await expect(page.getByText('Has quit')).toBeVisible();
	// Neither the tile nor a code follows the choice.
	await page.goto('/');
	await expect(tile(page)).toHaveAccessibleName(/Score 76/);
	await page.goto('/share/');
	await page.getByRole('button', { name: 'Show code' }).click();
	await expect(codeScreen(page)).toBeVisible();
});

test('runs rules from a file, and says what is wrong with one that cannot be', async ({ page }) => {
	await openScore(page);
	await rules(page, 'A file').check({ force: true });
	await expect(page.getByText('Codes are always made under Hangzhou 2020')).toBeVisible();
	const text = readFileSync(
		fileURLToPath(new URL('../../docs/examples/a-quiet-week.json', import.meta.url)),
		'utf8',
	);
	const choose = (name: string, content: string) =>
		page.getByLabel('Choose a ruleset file').setInputFiles({
			...{ name, mimeType: 'application/json', buffer: Buffer.from(content) },
		});
	await choose('broken.json', text.replace('"milli": 50000', '"milli": 0.5'));
	await expect(page.getByText('baseline.milli: expected an integer')).toBeVisible();
	await choose('text.json', 'no JSON');
	await expect(page.getByText('This file is no JSON text.')).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('76');
	await choose('quiet.json', text);
	await expect(page.getByRole('heading', { name: 'A quiet week · 0.1.0' })).toBeVisible();
	await page.getByText('Read the whole ruleset').click();
	await expect(page.getByText('Treated for blood pressure')).toBeVisible();
	await expectAccessible(page, 'rules from a file');
});
