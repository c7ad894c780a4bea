import { readFile } from 'node:fs/promises';

import { expect, type Page } from '@playwright/test';

import type { HealthRecords } from '../../src/lib/records/records';

/** Goes to a place of the app by its own links, without loading the page anew. */
export async function go(page: Page, link: 'Today' | 'Records' | 'More'): Promise<void> {
	await page.getByRole('navigation').getByRole('link', { name: link, exact: true }).click();
}

/**
 * Everything that rests, by the citizen's own means: the export. Expects that nothing on the screen
 * says that something is wrong, nor that anything is missing in the file.
 */
export async function exportRecords(page: Page): Promise<HealthRecords> {
	const button = page.getByRole('button', { name: 'Export all records' });
	try {
		await expect(button).toBeEnabled();
	} catch (cause) {
		throw new Error(`the records do not open: ${await page.getByRole('main').innerText()}`, {
			cause,
		});
	}
	const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
	await expect(page.getByText('Exported. Anyone with this file can read it.')).toBeVisible();
	await expect(page.getByRole('alert')).toHaveCount(0);
	return JSON.parse(await readFile(await download.path(), 'utf8')) as HealthRecords;
}

/** From the settings: chooses a file of records, up to the tap that keeps it. */
export async function chooseFile(page: Page, records: HealthRecords): Promise<void> {
	await page.getByRole('main').getByRole('link', { name: 'Import' }).click();
	await page.getByLabel('Choose a file').setInputFiles({
		name: 'records.json',
		mimeType: 'application/json',
		buffer: Buffer.from(JSON.stringify(records)),
	});
	await expect(page.getByRole('button', { name: 'Keep these records' })).toBeVisible();
}

/** Keeps the file that was chosen. */
export async function keepFile(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Keep these records' }).click();
	await expect(page.getByRole('heading', { name: 'Kept' })).toBeVisible();
}
