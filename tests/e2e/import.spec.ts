import { mkdir, writeFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { zip } from '../fixtures/intake/zip';
import {
	appleXml,
	appleZip,
	exportsOfSources,
	PASSWORD,
	picked,
	SCALE_CSV,
	type PickedFile,
} from './import-files';
import { expect, readTile, test, tile } from './support';

const choose = (page: Page, files: readonly PickedFile[]) =>
	page.getByLabel('Choose a file').setInputFiles([...files]);

const found = (page: Page) => page.getByRole('region', { name: 'What was found' });
const kept = (page: Page) => page.getByRole('region', { name: 'Kept' });
const earlier = (page: Page) => page.getByRole('region', { name: 'Earlier imports' });
const status = (page: Page) => page.getByRole('main').getByRole('status');
const password = (page: Page) => page.getByLabel('Password of the file');

async function keep(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Keep these records' }).click();
	await expect(kept(page)).toBeVisible();
}

/** What stands in the records, every month of it. */
async function recordTexts(page: Page): Promise<string> {
	await page.goto('/records/');
	await expect(page.getByRole('button', { name: /^Delete / }).first()).toBeVisible();
	const months = page.getByLabel('Month');
	const texts = [await page.getByRole('main').innerText()];
	if (await months.isVisible())
		for (const month of await months.locator('option').all()) {
			await months.selectOption((await month.getAttribute('value')) ?? '');
			texts.push(await page.getByRole('main').innerText());
		}
	return texts.join('\n').replaceAll(/\s+/g, ' ');
}

test('each source, from its file to the records and the score', async ({ openDevice }) => {
	test.slow();
	for (const source of await exportsOfSources())
		await test.step(source.name, async () => {
			const context = await openDevice();
			const page = await context.newPage();
			await page.goto('/import/');
			await choose(page, source.files);
			if (source.password !== undefined) {
				await password(page).fill(source.password);
				await page.getByRole('button', { name: 'Open', exact: true }).click();
			}
			if (source.isTable === true)
				await page.getByRole('button', { name: 'Read the table' }).click();
			for (const kind of source.kinds)
				await expect.soft(found(page).getByText(kind, { exact: true }).first()).toBeVisible();
			await keep(page);
			await expect.soft(earlier(page).getByRole('listitem')).toContainText(source.name);
			expect.soft(await recordTexts(page), source.name).toMatch(source.record);
			// The chart has a day for each one since the first that something is told of.
			await page.goto('/score/');
			const chart = page.getByRole('slider', { name: 'Score by day' });
			await chart.press('Home');
			await expect
				.soft(chart, source.name)
				.toHaveAttribute('aria-valuetext', /\d{4}: (about )?\d+/);
			await context.close();
		});
});

test('a health record is listed, one by one, before it is kept', async ({ page }) => {
	const summary = (await exportsOfSources()).find(({ name }) => name === 'FHIR');
	await page.goto('/import/');
	await choose(page, summary?.files ?? []);
	const condition = found(page).getByText('Diabetes');
	await expect(condition).toBeHidden();
	await found(page).getByText('1 condition', { exact: true }).click();
	await expect(condition).toBeVisible();
	await expect(condition).toContainText('since 6 May 2024 · East Clinic');
	await found(page).getByText('3 examinations', { exact: true }).click();
	const lines = found(page).getByRole('listitem').filter({ hasText: '1 May 2024' });
	await expect(lines.filter({ hasText: 'Blood pressure 124/78 mmHg' }).last()).toBeVisible();
});

test('to the score: two sources, one that counts, and back', async ({ page }) => {
	await page.goto('/import/');
	await choose(page, [await appleZip(30)]);
	await expect(found(page)).toContainText('30 days');
	await expect(found(page)).toContainText('Ann’s Watch');
	await expect(found(page)).toContainText('Kinds that no score uses, such as heart rate 30');
	const which = page.getByLabel('Steps: which source counts');
	await expect(which).toHaveValue('');
	await which.selectOption('Ann’s iPhone');
	await keep(page);
	await expect(kept(page)).toContainText('90 new, 0 replaced, 0 already there.');
	await kept(page).getByRole('link', { name: 'Today' }).click();
	await expect(tile(page)).toBeVisible();
	expect((await readTile(page)).score).toBeGreaterThan(60);
	await page.goto('/records/');
	await expect(page.getByLabel('Steps: which source counts')).toHaveValue('Ann’s iPhone');

	await page.goto('/import/');
	await expect(earlier(page).getByRole('listitem')).toHaveCount(1);
	await expect(earlier(page)).toContainText('export.zip');
	await earlier(page)
		.getByRole('button', { name: /^Undo the import of 20 November 2026/ })
		.click();
	const dialog = page.getByRole('dialog', { name: 'Undo this import?' });
	await expect(dialog).toContainText('Steps, Ann’s Watch: 30 entries go');
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await expect(earlier(page).getByRole('listitem')).toHaveCount(1);
	await earlier(page).getByRole('button', { name: /^Undo/ }).click();
	await dialog.getByRole('button', { name: 'Undo the import' }).click();
	await expect(page.getByText('Import undone.')).toBeVisible();
	await expect(earlier(page)).toBeHidden();
	await page.goto('/records/');
	await expect(page.getByText('Nothing logged yet: that counts 0, not bad.')).toBeVisible();
});

test('the same file twice, a newer one, and undo at once', async ({ page }) => {
	const file = await appleZip(4);
	await page.goto('/import/');
	await choose(page, [file]);
	await keep(page);
	await choose(page, [file]);
	await keep(page);
	await expect(kept(page)).toContainText('0 new, 0 replaced, 12 already there.');
	await expect(kept(page)).toContainText('Everything in it was here already.');
	await expect(kept(page).getByRole('button')).toHaveCount(0);
	await expect(earlier(page).getByRole('listitem')).toHaveCount(1);

	await choose(page, [picked('export.xml', appleXml(6, 800), 'text/xml')]);
	await keep(page);
	await expect(kept(page)).toContainText('6 new, 8 replaced, 4 already there.');
	await expect(earlier(page).getByRole('listitem')).toHaveCount(2);
	await kept(page).getByRole('button', { name: 'Undo this import' }).click();
	await expect(page.getByText('Import undone.')).toBeVisible();
	await expect(earlier(page).getByRole('listitem')).toHaveCount(1);
	expect(await recordTexts(page)).toMatch(/Steps 9,?000/);
});

test('a password: none, a wrong one, the right one; it is kept nowhere', async ({ page }) => {
	await page.goto('/import/');
	await choose(page, [await appleZip(3, PASSWORD)]);
	await expect(page.getByText('export.zip')).toBeVisible();
	await expect(password(page)).toBeFocused();
	await expect(password(page)).toHaveAttribute('autocomplete', 'off');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toHaveText('Please enter the password.');
	await password(page).fill('Ta5#彩符');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveText(
		'This password does not open the file. Please try again.',
	);
	await expect(password(page)).toHaveValue('');
	await password(page).fill(PASSWORD);
	await page.keyboard.press('Enter');
	await expect(found(page)).toContainText('3 days');
	await found(page).getByRole('button', { name: 'Discard' }).click();
	await expect(found(page)).toBeHidden();
	await choose(page, [await appleZip(3, PASSWORD)]);
	await expect(password(page)).toHaveValue('');
	expect(await page.evaluate(() => JSON.stringify(Object.entries(localStorage)))).not.toContain(
		'Ta4',
	);
});

test('a table: its columns are guessed, and said', async ({ page }) => {
	await page.goto('/import/');
	await choose(page, [picked('scale.csv', SCALE_CSV, 'text/csv')]);
	await expect(page.getByRole('heading', { name: 'Which column is what?' })).toBeFocused();
	await expect(page.getByText('These dates can be meant both ways.')).toBeVisible();
	const column = (n: number) => page.getByLabel(`Column ${String(n)}`, { exact: true });
	await expect(column(1)).toHaveValue('date');
	await expect(column(2)).toHaveValue('weight');
	await expect(column(5)).toHaveValue('ignore');
	await column(1).selectOption('leave out');
	await page.getByRole('button', { name: 'Read the table' }).click();
	await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveText(
		'Please choose one column as the date.',
	);
	await column(1).selectOption('Date');
	await page.getByLabel('Dates are written as').selectOption('day, month, year');
	await page.getByLabel('Column 2, unit').selectOption('unit: lb');
	await page.getByLabel('Name of the source').fill('Old scale');
	await page.getByRole('button', { name: 'Read the table' }).click();
	await expect(found(page)).toContainText('from 1 February 2026 to 2 February 2026');
	await keep(page);
	const records = await recordTexts(page);
	expect(records).toContain('Weight 32.296 kg');
	expect(records).toContain('Blood pressure 125/80 mmHg');
	expect(records).toContain('from Old scale');
});

test('two tables: each is asked about, again where its dates do not fit, or left out', async ({
	page,
}) => {
	const steps = picked('a.csv', 'Date,Steps\n11/13/2026,4000\n11/14/2026,4100\n');
	const weights = picked('b.csv', 'Date,Weight (kg),Steps\n2026-11-15,71,4200\n');
	const table = (name: string) => page.getByText(`${name} is a table.`);
	const read = page.getByRole('button', { name: 'Read the table' });
	await page.goto('/import/');
	await choose(page, [steps, weights]);
	await expect(table('a.csv')).toBeVisible();
	await page.getByLabel('Dates are written as').selectOption('day, month, year');
	await page.getByLabel('Name of the source').fill('Pedometer');
	await read.click();
	await expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveText(
		'No row has a date in this column and order. Please choose again.',
	);
	await expect(page.getByLabel('Name of the source')).toHaveValue('Pedometer');
	await page.getByLabel('Dates are written as').selectOption('month, day, year');
	await read.click();
	await expect(table('b.csv')).toBeVisible();
	await read.click();
	await expect(found(page)).toContainText('from 13 November 2026 to 15 November 2026');
	await expect(found(page)).toContainText('Weight');
	await found(page).getByRole('button', { name: 'Discard' }).click();

	// The same in an archive, where the second one is left out.
	const both = await zip({ 'a.csv': steps.buffer, 'b.csv': weights.buffer });
	await choose(page, [picked('both.zip', both)]);
	await expect(table('both.zip/a.csv')).toBeVisible();
	await read.click();
	await expect(table('both.zip/b.csv')).toBeVisible();
	await page.getByRole('button', { name: 'Leave this table out' }).click();
	await expect(found(page)).toContainText('from 13 November 2026 to 14 November 2026');
	await expect(found(page)).toContainText(
		'both.zip/b.csv was left out: it was not said which column is what.',
	);
});

test('two archives with a password each', async ({ page }) => {
	const archives = [await appleZip(2, 'one'), await appleZip(3, 'two')];
	await page.goto('/import/');
	await choose(
		page,
		archives.map((archive, at) => ({ ...archive, name: `${String(at + 1)}.zip` })),
	);
	for (const [name, secret] of [
		['1.zip', 'one'],
		['2.zip', 'two'],
	] as const) {
		await expect(page.getByRole('code').filter({ hasText: name })).toBeVisible();
		await expect(page.getByText('This password does not open the file.')).toBeHidden();
		await password(page).fill(secret);
		await page.keyboard.press('Enter');
	}
	await expect(found(page)).toContainText('3 days');
});

test('a folder, with what does not belong to it', async ({ page }, testInfo) => {
	const folder = testInfo.outputPath('samsung');
	await mkdir(`${folder}/jsons`, { recursive: true });
	const samsung = (await exportsOfSources()).find(({ name }) => name === 'Samsung Health');
	for (const { name, buffer } of samsung?.files ?? []) await writeFile(`${folder}/${name}`, buffer);
	await writeFile(`${folder}/jsons/heart.json`, '{"heart":[]}');
	await writeFile(`${folder}/.DS_Store`, 'x');
	await page.goto('/import/');
	await page.getByLabel('Choose a folder').setInputFiles(folder);
	await expect(found(page)).toContainText('Steps');
	await found(page)
		.getByText(/^\d+ files$/)
		.click();
	await expect(found(page)).toContainText('samsung/jsons/heart.json');
	await expect(found(page)).not.toContainText('.DS_Store');
});

test('what is dropped: files together', async ({ page }) => {
	await page.goto('/import/');
	// What is dropped before the screen stands is not taken.
	await expect(page.getByLabel('Choose a file')).toBeAttached();
	const transfer = await page.evaluateHandle(
		([xml, csv]) => {
			const data = new DataTransfer();
			data.items.add(new File([xml ?? ''], 'export.xml'));
			data.items.add(new File([csv ?? ''], 'notes.txt'));
			return data;
		},
		[appleXml(3), 'nothing'],
	);
	await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
	await expect(found(page)).toContainText('3 days');
});

test('files that hold nothing say why, each for itself', async ({ page }) => {
	await page.goto('/import/');
	const bomb = await zip({ 'export.xml': new Uint8Array(120_000_000) });
	await choose(page, [
		picked('bomb.zip', bomb),
		picked('letter.docx.txt', 'Dear all'),
		picked('cut.json', '{"schema":"tessera.records/1","days":['),
		picked('cut.zip', (await zip({ 'export.xml': appleXml(3) })).slice(0, -40)),
	]);
	await expect(status(page)).toContainText('Nothing was found in it that can be kept.');
	await expect(status(page)).toContainText('unpacks to far more than it says. It was not read.');
	await expect(status(page)).toContainText('cut.json ends in the middle.');
	await expect(status(page)).toContainText(
		'cut.zip is cut off: a ZIP cannot be opened without its end. Please copy it again.',
	);
	await expect(page.getByRole('heading', { name: 'Which files can be read' })).toBeVisible();
	expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
});
