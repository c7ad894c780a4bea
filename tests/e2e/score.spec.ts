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
	const reset = whatIf.getByRole('button', { name: 'Back to how it goes now' });
	await reset.click();
	await expect(reset).toBeFocused();
	await expect(reset).toBeDisabled();
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
	await page.getByRole('link', { name: 'Records' }).first().click();
	const kept = (title: string) => page.getByRole('region', { name: title, exact: true });
	await expect(kept('Answers to rulesets').getByRole('listitem')).toHaveCount(2);
	await expect(kept('Answers to rulesets')).toContainText('Has quit');
	await expect(kept('Conditions')).toContainText('None entered.');
	await page.getByRole('button', { name: /^Edit Has quit/ }).click();
	await expect(page.getByRole('dialog')).toContainText('Has quit');
	await expect(page.getByRole('dialog').getByRole('combobox')).toHaveCount(0);
	await page.keyboard.press('Escape');
	// The choice lasts as long as the visit, and a reload ends it.
	await page.getByRole('link', { name: 'Score', exact: true }).first().click();
	await expect(rules(page, 'Essential 8')).toBeChecked();
	await page.reload();
	await expect(rules(page, 'Hangzhou')).toBeChecked();
	// Neither the tile nor a code follows the choice.
	await page.goto('/');
	await expect(tile(page)).toHaveAccessibleName(/Score 76/);
	await page.goto('/share/');
	await page.getByRole('button', { name: 'Show code' }).click();
	await expect(codeScreen(page)).toBeVisible();
});

test('shows the answer that holds where one was not kept', async ({ page }) => {
	await page.goto('/');
	await page.getByRole('button', { name: 'Look around with a sample month' }).click();
	await page.getByRole('link', { name: 'Score', exact: true }).first().click();
	await rules(page, 'Essential 8').check({ force: true });
	await page.getByLabel('Nicotine').selectOption('Has quit');
	await expect(page.getByRole('dialog')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await expect(page.getByLabel('Nicotine')).toHaveValue('none');
	// Nor is there a control for what these rules do not read.
	const whatIf = card(page, 'What if');
	await expect(whatIf.getByRole('slider', { name: 'Activity' })).toBeVisible();
	await expect(whatIf.getByRole('slider', { name: 'Steps' })).toHaveCount(0);
});

test('marks the months of which too little is known', async ({ page }) => {
	const days = SAMPLE.days.filter(({ day }) => day > addDays(AS_OF, -10));
	await importRecords(page, { ...SAMPLE, days });
	await page.goto('/score/');
	await card(page, 'Every day so far').getByText('As a table').click();
	await expect(page.getByRole('rowheader')).toHaveText(/^Nov 2026\s+too little known on \d+ days$/);
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
	await expect(
		page.getByText('baseline.milli must be a whole number from -1000000 to 1000000'),
	).toBeVisible();
	await choose('text.json', 'no JSON');
	await expect(page.getByText('This file is no JSON text.')).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('76');
	await choose('quiet.json', text);
	await expect(page.getByRole('heading', { name: 'A quiet week · 0.1.0' })).toBeVisible();
	await page.getByText('Read the whole ruleset').click();
	await expect(page.getByText('Treated for blood pressure')).toBeVisible();
	await expectAccessible(page, 'rules from a file');
});

test('shows what is missing as missing, and what it would take', async ({ page }) => {
	const days = SAMPLE.days.filter(({ day, kind }) => day > addDays(AS_OF, -4) && kind !== 'sleep');
	await importRecords(page, { ...SAMPLE, days, observations: [], checkups: [] });
	await page.goto('/score/');
	const sum = card(page, 'How it adds up');
	await expect(sum).toContainText('4 of the last 14 days have entries; 7 are needed.');
	await expect(sum.getByRole('link', { name: 'Fill in the last 7 days' })).toBeVisible();
	const line = (name: string) => sum.locator('summary').filter({ hasText: name });
	await expect(line('Sleep')).toContainText('no entry');
	await expect(line('Blood pressure')).toContainText('no result');
	await expect(line('Check-up')).toContainText('none');
	await line('Check-up').click();
	await expect(sum).toContainText('No check-up within the last 365 days. One would add +5.0');
	await expect(card(page, 'What would change it')).toContainText('Too little is known yet');
});

test('says where a result falls, and how far the next colour is', async ({ page }) => {
	await openScore(page);
	const sum = card(page, 'How it adds up');
	await expect(sum).toContainText('What weighs most: Exercise +11.2, Check-up +5.0, Sleep +3.2.');
	await sum.locator('summary').filter({ hasText: 'Body mass index' }).click();
	await expect(sum).toContainText('from 24 to below 28 kg/m²: −1.0');
	await sum.locator('summary').filter({ hasText: 'Sleep' }).click();
	await expect(sum.getByRole('region', { name: 'Sleep: the days behind it' })).toBeVisible();
	await expect(sum).toContainText('4 of the 30 days have no entry; they count 0.');
	await expect(card(page, 'What would change it')).toContainText('Green begins at 80: 3.4 points');
});

/** What the focus is on: its name, how wide its outline is, and whether something lies over it. */
function inFocus() {
	const focused = document.activeElement;
	if (focused === null || focused === document.body) return null;
	const shown = [focused, focused.parentElement, focused.nextElementSibling];
	const outlines = shown.map((one) => {
		const style = one === null ? null : getComputedStyle(one);
		return style === null || style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
	});
	const { left, top, width, height } = focused.getBoundingClientRect();
	const hit = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
	const labels = [...((focused as HTMLInputElement).labels ?? [])];
	const name = focused.getAttribute('aria-label') ?? labels[0]?.textContent ?? focused.textContent;
	return {
		name: name.replace(/\s+/g, ' ').trim(),
		outline: Math.max(...outlines),
		isCovered: focused.closest('nav') === null && (hit?.closest('nav') ?? null) !== null,
	};
}

test('is gone through by keyboard alone: lines, chart, sliders, rules', async ({ page }) => {
	await page.setViewportSize(PHONE);
	await openScore(page);
	await page.locator('main').focus();
	const names: string[] = [];
	for (let presses = 0; presses < 70; presses++) {
		await page.keyboard.press('Tab');
		const focus = await page.evaluate(inFocus);
		if (focus === null) continue;
		expect.soft(focus.outline, `the outline of ${focus.name}`).toBeGreaterThanOrEqual(2);
		expect.soft(focus.isCovered, `the bar at the bottom covers ${focus.name}`).toBe(false);
		names.push(focus.name);
		if (focus.name === 'Download the ruleset') break;
		if (focus.name.startsWith('Sleep') && names.length < 5) {
			await page.keyboard.press('Enter');
			await page.keyboard.press('Tab');
			await expect(page.getByRole('region', { name: 'Sleep: the days behind it' })).toBeFocused();
		}
		if (focus.name.startsWith('Score by day')) {
			await page.keyboard.press('ArrowLeft');
			await expect(chart(page)).toHaveAttribute('aria-valuetext', /^19 November 2026: \d+, [A-Z]/);
		}
		if (focus.name === 'Steps') {
			await page.keyboard.press('ArrowRight');
			await expect(card(page, 'What if')).toContainText('Like this:');
		}
	}
	const at = (start: string) => names.findIndex((name) => name.startsWith(start));
	const order = ['Hangzhou', 'Exercise', 'Records', 'The day before', 'Score by day', 'Steps'];
	const found = [...order, 'Download the ruleset'].map(at);
	expect(found, names.join(' | ')).not.toContain(-1);
	expect(found).toEqual([...found].sort((a, b) => a - b));
});

test.describe('in Chinese', () => {
	test.use({ locale: 'zh-CN', viewport: PHONE });

	test('axe finds nothing in the states of the score', async ({ page }) => {
		test.slow();
		await page.goto('/score/');
		await expect(page.getByRole('heading', { level: 1 })).toContainText('记录天数还不够');
		await expectAccessible(page, 'score, nothing known, zh');
		await page.goto('/import/');
		await page.locator('label.drop input').setInputFiles({
			...{ name: 'records.json', mimeType: 'application/json' },
			buffer: Buffer.from(JSON.stringify(SAMPLE)),
		});
		await page.locator('section:has(#found) button.primary').click();
		await expect(page.locator('#kept')).toBeVisible();
		await page.goto('/score/');
		await expect(page.getByRole('heading', { level: 1 })).toContainText('76 分，黄色');
		for (const summary of await page.locator('main summary').all()) await summary.click();
		await page.getByRole('slider', { name: '步数' }).fill('15000');
		await expectAccessible(page, 'score, all open, zh');
		await rules(page, '生命八要素').focus();
		await page.keyboard.press('Space');
		await expect(page.getByText('8 项中已知 4 项，需要 5 项')).toBeVisible();
		await expectNoOverflow(page, 'Life’s Essential 8, zh');
		await rules(page, '自己的文件').focus();
		await page.keyboard.press('Space');
		await page.getByLabel('选择规则文件').setInputFiles({
			...{ name: 'broken.json', mimeType: 'application/json' },
			buffer: Buffer.from('{"schema":"tessera.ruleset/1","baseline":{"milli":0.5}}'),
		});
		await expect(page.getByText('baseline.milli 应为 -1000000 到 1000000 的整数')).toBeVisible();
		await expectAccessible(page, 'a ruleset that is refused, zh');
		await expectNoOverflow(page, 'a ruleset that is refused, zh');
	});
});
