import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { expect, field, fillDay, fillWeek, importRecords, readTile, test, tile } from './support';

test('a day’s value: added, edited, refused, deleted, taken back', async ({ page }) => {
	await page.goto('/records/');
	await expect(page.getByText('Nothing logged yet: that counts 0, not bad.')).toBeVisible();
	await page.getByRole('region', { name: 'Days' }).getByRole('button', { name: 'Add' }).click();
	const form = page.getByRole('dialog');
	await form.getByLabel('Kind').selectOption('Cigarettes');
	await form.getByLabel('Day').fill('2026-11-18');
	await form.getByLabel('Value').fill('201');
	await form.getByRole('button', { name: 'Keep' }).click();
	await expect(form.getByRole('alert')).toHaveText(/^Not kept\. Cigarettes can be from 0 to 200/);
	await expect(form.getByLabel('Value')).toHaveValue('201');
	await form.getByLabel('Day').fill('2026-11-21');
	await form.getByLabel('Value').fill('4');
	await form.getByRole('button', { name: 'Keep' }).click();
	await expect(form.getByRole('alert')).toHaveText('Please choose a day, today at the latest.');
	await form.getByLabel('Day').fill('2026-11-18');
	await form.getByRole('button', { name: 'Keep' }).click();
	await expect(form).toBeHidden();

	const row = page.getByRole('listitem').filter({ hasText: 'Wed 18 Nov' });
	await expect(row).toContainText('Cigarettes 4');
	await row.getByRole('button', { name: 'Edit Cigarettes, Wed 18 Nov' }).click();
	await form.getByLabel('Value').fill('many');
	await form.getByRole('button', { name: 'Keep' }).click();
	await expect(form.getByRole('alert')).toHaveText('Please enter a number.');
	await form.getByRole('button', { name: 'Close' }).click();
	await expect(row).toContainText('Cigarettes 4');
	await row.getByRole('button', { name: /^Edit/ }).click();
	await form.getByLabel('Value').fill('5');
	await form.getByRole('button', { name: 'Keep' }).click();
	await expect(row).toContainText('Cigarettes 5');

	await row.getByRole('button', { name: /^Delete/ }).click();
	await expect(row).toBeHidden();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(row).toContainText('Cigarettes 5');
	await page.reload();
	await expect(row).toContainText('Cigarettes 5');
});

test('an examination, a condition and a check-up: each counts, each can be taken back', async ({
	page,
}) => {
	await fillWeek(page);
	const { score } = await readTile(page);
	await page.goto('/records/');
	const form = page.getByRole('dialog');

	await page.getByRole('button', { name: 'Add an examination' }).click();
	await form.getByLabel('Systolic').fill('80');
	await form.getByLabel('Diastolic').fill('120');
	await form.getByRole('button', { name: 'Keep' }).click();
	await expect(form.getByRole('alert')).toHaveText(
		'Systolic pressure must be above diastolic pressure.',
	);
	await form.getByLabel('Systolic').fill('165');
	await form.getByLabel('Diastolic').fill('105');
	await form.getByLabel('Day').fill('2026-11-10');
	await form.getByRole('button', { name: 'Keep' }).click();
	const pressure = page.getByRole('listitem').filter({ hasText: 'Blood pressure' });
	await expect(pressure).toContainText('165/105 mmHg');
	await expect(pressure).toContainText('10 November 2026');

	await page.getByRole('link', { name: 'Today' }).click();
	await expect.poll(async () => (await readTile(page)).score).toBeLessThan(score);
	const withPressure = (await readTile(page)).score;

	await page.getByRole('link', { name: 'Records' }).click();
	await page.getByRole('button', { name: 'Add a check-up' }).click();
	await form.getByRole('button', { name: 'Keep' }).click();
	await expect(page.getByRole('button', { name: /^Delete Check-up/ })).toBeVisible();
	await page.getByRole('button', { name: 'Add a condition' }).click();
	await form.getByLabel('Condition').selectOption('Another one');
	await form.getByRole('button', { name: 'Keep' }).click();
	await expect(form.getByRole('alert')).toHaveText(/^Please name the condition/);
	await form.getByLabel('Which one').fill('Hay fever');
	await form.getByLabel('Since').fill('2020-03-01');
	await form.getByLabel('Until').fill('2019-03-01');
	await form.getByRole('button', { name: 'Keep' }).click();
	await expect(form.getByRole('alert')).toHaveText('The end cannot lie before the beginning.');
	await form.getByLabel('Until').fill('');
	await form.getByRole('button', { name: 'Keep' }).click();
	const condition = page.getByRole('listitem').filter({ hasText: 'Hay fever' });
	await expect(condition).toContainText('since 1 March 2020');

	for (const row of [condition, pressure]) {
		await row.getByRole('button', { name: /^Delete/ }).click();
		await expect(row).toBeHidden();
	}
	await page.getByRole('button', { name: 'Undo' }).last().click();
	await expect(pressure).toContainText('165/105 mmHg');
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(condition).toBeVisible();

	await pressure.getByRole('button', { name: /^Edit/ }).click();
	await form.getByLabel('Systolic').fill('118');
	await form.getByLabel('Diastolic').fill('76');
	await form.getByRole('button', { name: 'Keep' }).click();
	await expect(pressure).toContainText('118/76 mmHg');
	await page.getByRole('link', { name: 'Today' }).click();
	await expect.poll(async () => (await readTile(page)).score).toBeGreaterThan(withPressure);
});

test('a value that cannot be kept says why, and what was kept stays', async ({ page }) => {
	await page.goto('/');
	await fillDay(page, { steps: 8000 });
	await field(page, 'steps').fill('150001');
	await expect(page.getByRole('alert')).toHaveText(/^Not kept\. Steps can be from 0 to 150,000/);
	await expect(field(page, 'steps')).toHaveAttribute('aria-invalid', 'true');
	await field(page, 'sleep').fill('7.1234');
	await expect(page.getByRole('alert').last()).toHaveText(
		'Not kept. At most three decimals, please.',
	);
	await page.reload();
	await expect(field(page, 'steps')).toHaveValue('8000');
	await expect(field(page, 'sleep')).toHaveValue('');

	// None is told, empty is not told.
	await page.getByRole('button', { name: 'Cigarettes: None' }).click();
	await expect(field(page, 'cigarettes')).toHaveValue('0');
	await page.getByRole('button', { name: 'Clear Cigarettes' }).click();
	await expect(field(page, 'cigarettes')).toHaveValue('');
	await page.reload();
	await expect(field(page, 'steps')).toHaveValue('8000');
	await expect(field(page, 'cigarettes')).toHaveValue('');
});

test('drinks by the glass, each taken back', async ({ page }) => {
	await page.goto('/');
	const add = page.getByRole('button', { name: 'Add a drink' });
	const form = page.getByRole('dialog', { name: 'Add a drink' });
	await add.click();
	await form.getByRole('radio', { name: '52 %' }).check();
	await form.getByRole('button', { name: 'Baijiu, 1 liang' }).click();
	await expect(form).toBeHidden();
	// 50 ml × 52 % × 0.789 g/ml
	await expect(page.getByText('20.5 g', { exact: true })).toBeVisible();
	await add.click();
	await form.getByLabel('Own: ml').fill('5001');
	await form.getByLabel('Strength in %').fill('5');
	await form.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(form.getByRole('alert')).toHaveText(/^Not kept\. A drink can be 1 to 5,000 ml/);
	await form.getByLabel('Own: ml').fill('500');
	await form.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(page.getByText('40.2 g', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Remove 50 ml, 52 %' }).click();
	await expect(page.getByText('19.7 g', { exact: true })).toBeVisible();
	await page.reload();
	await expect(page.getByText('19.7 g', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Remove 500 ml, 5 %' }).click();
	await expect(page.getByRole('button', { name: 'Alcohol: None' })).toBeVisible();
});

test('an exported file gives the same score outside the app, and comes back whole', async ({
	page,
	openDevice,
}, testInfo) => {
	await fillWeek(page);
	await fillDay(page, { cigarettes: 2 });
	const { score, band } = await readTile(page);
	await page.goto('/settings/');
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Export all records' }).click();
	const file = testInfo.outputPath('records.json');
	await (await download).saveAs(file);
	await expect(page.getByText('Exported. Anyone with this file can read it.')).toBeVisible();
	const text = await readFile(file, 'utf8');
	const records = JSON.parse(text) as { schema: string; days: unknown[] };
	expect(records.schema).toBe('tessera.records/1');
	expect(records.days).toHaveLength(7 * 4 + 1);

	const run = promisify(execFile);
	const { stdout } = await run('node', [
		'scripts/tessera.mjs',
		'score',
		file,
		'--as-of',
		'2026-11-19',
		'--json',
	]);
	expect(JSON.parse(stdout)).toMatchObject({ score, band: band.toLowerCase(), sufficient: true });

	const other = await (await openDevice()).newPage();
	await importRecords(other, records);
	const kept = other.getByRole('region', { name: 'Kept' });
	await expect(kept).toContainText('29 new, 0 replaced, 0 already there.');
	await other.goto('/');
	await expect(tile(other)).toBeVisible();
	expect(await readTile(other)).toEqual({ score, band });
	await importRecords(other, records);
	await expect(kept).toContainText('0 new, 0 replaced, 29 already there.');
});

test('a file with mistakes is refused with their places, and nothing of it is kept', async ({
	page,
}) => {
	await page.goto('/import/');
	const choose = (name: string, text: string) =>
		page.getByLabel('Choose a file').setInputFiles({
			name,
			mimeType: 'application/json',
			buffer: Buffer.from(text),
		});
	const status = page.getByRole('main').getByRole('status');
	const day = { kind: 'steps', day: '2026-11-19', value: 5000, source: 'manual' };
	await choose(
		'wrong.json',
		JSON.stringify({
			schema: 'tessera.records/1',
			days: [day, { ...day, day: '2026-02-30' }, { ...day, kind: 'luck' }],
			observations: [],
			conditions: [],
			checkups: [],
		}),
	);
	await expect(status).toContainText('This file has mistakes, so nothing of it was kept.');
	await expect(status.getByRole('listitem')).toHaveCount(2);
	await expect(status.getByRole('listitem').first()).toContainText('must be a day such as');
	await expect(status.getByRole('listitem').first()).toContainText('days[1]');
	await expect(page.getByRole('button', { name: 'Keep these records' })).toBeHidden();

	await choose('broken.json', '{"schema": "tessera.records/1", ');
	await expect(status).toContainText('broken.json ends in the middle.');
	await choose('other.json', '{"luck": 7}');
	await expect(status).toContainText('other.json is of no kind that is known here.');
	expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
});
