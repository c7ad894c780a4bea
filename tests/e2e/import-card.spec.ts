import { drawQr } from '../../src/lib/qr/draw';
import { toDrawing } from './code-video';
import { FakeCamera } from './fake-camera';
import { healthCard, picked, qrPicture, type PickedFile } from './import-files';
import type { Page } from '@playwright/test';

import { expect, test } from './support';

const choose = (page: Page, files: readonly PickedFile[]) =>
	page.getByLabel('Choose a file').setInputFiles([...files]);
const found = (page: Page) => page.getByRole('region', { name: 'What was found' });
const status = (page: Page) => page.getByRole('main').getByRole('status');

test('a health card: its signature checked, not checked, and wrong', async ({ page }) => {
	const card = await healthCard();
	await page.goto('/import/');
	await choose(page, [card.file]);
	await expect(found(page)).toContainText('The signature of 1 record is not checked');
	await page.getByLabel('Choose a key set').setInputFiles(card.otherKeys);
	await expect(found(page)).toContainText('Key set: keys.json');
	await expect(found(page)).toContainText('The signature of 1 record is not checked');
	await page.getByLabel('Choose a key set').setInputFiles(picked('no.json', '{}'));
	await expect(page.getByText('This file is no key set (JWKS).')).toBeVisible();
	await page.getByLabel('Choose a key set').setInputFiles(card.keys);
	await expect(found(page)).toContainText('1 record is signed by a key of the set');
	await page.getByRole('button', { name: 'Keep these records' }).click();
	await expect(page.getByRole('heading', { name: 'Kept' })).toBeVisible();
	await page.goto('/records/');
	await expect(page.getByRole('listitem').filter({ hasText: '70 kg' })).toContainText(
		'signed by a key you chose',
	);

	// The key set before the card; both at once.
	await page.goto('/import/');
	await choose(page, [card.keys, card.forged]);
	await expect(status(page)).toContainText('has a wrong signature');
	await expect(page.getByRole('button', { name: 'Keep these records' })).toBeHidden();
});

test('a health card in pictures of its codes, in any order', async ({ page }) => {
	const card = await healthCard();
	const [first = '', second = '', third = ''] = card.codes(3);
	await page.goto('/import/');
	await choose(page, [qrPicture(second, '2.gif')]);
	await expect(status(page)).toHaveText('1 of 3 scanned');
	await choose(page, [qrPicture('https://example.org/', 'other.gif')]);
	await expect(status(page)).toContainText('This code is no SMART Health Card.');
	await choose(page, [qrPicture(third, '3.gif')]);
	await expect(status(page)).toHaveText('2 of 3 scanned');
	await choose(page, [qrPicture(first, '1.gif')]);
	await expect(found(page)).toContainText('Weight');
	await choose(
		page,
		card.codes(3).map((code, at) => qrPicture(code, `${String(at)}.gif`)),
	);
	await expect(found(page)).toContainText('Weight');
});

test('a health card before the camera, code after code', async ({
	playwright,
	launchOptions,
	baseURL,
	setClock,
}, testInfo) => {
	test.slow();
	const card = await healthCard();
	const camera = new FakeCamera(testInfo.outputPath('card.y4m'));
	const browser = await camera.launch(playwright, launchOptions);
	try {
		const context = await browser.newContext({
			baseURL: baseURL ?? '',
			locale: 'en-GB',
			permissions: ['camera'],
		});
		await setClock(context);
		const page = await context.newPage();
		await page.goto('/import/');
		await page.getByRole('button', { name: 'Scan a health card' }).click();
		await page.getByRole('button', { name: 'Scan with the camera' }).click();
		// As cards have them, but for the first letters: those of the film are of one set.
		const codes = card.codes(3).map((code) => code.toUpperCase());
		for (const [index, code] of codes.entries()) {
			await camera.see(toDrawing(drawQr(code).path));
			if (index < 2)
				await expect(status(page)).toHaveText(`${String(index + 1)} of 3 scanned`, {
					timeout: 30_000,
				});
		}
		await expect(found(page)).toContainText('Weight', { timeout: 30_000 });
	} finally {
		await browser.close();
	}
});
