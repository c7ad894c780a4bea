import type { Page } from '@playwright/test';

import { expect } from './support';

/** Good by the app's own hint, and not a passphrase that a person would have. */
export const PASSPHRASE = 'lantern orbit sugar 7 mosaic';

/** A key takes a second to derive, and longer on a machine that has something else to do. */
export const DERIVING_MS = 30_000;

export const lockPage = '/settings/lock/';

/** The screen that takes the place of every page while the vault is locked. */
export const lockedScreen = (page: Page) =>
	page.getByRole('heading', { level: 1, name: 'Locked', exact: true });

/** Its field; on the lock's own page there are two others. */
export const passphraseField = (page: Page) =>
	page.getByRole('textbox', { name: 'Passphrase', exact: true });

/** Types a new passphrase twice and has everything sealed with it. */
export async function setPassphrase(page: Page, passphrase = PASSPHRASE): Promise<void> {
	await page.goto(lockPage);
	await page.getByRole('button', { name: 'Set a passphrase' }).click();
	await page.getByLabel('New passphrase').fill(passphrase);
	await page.getByLabel('The same once more').fill(passphrase);
	await page.getByRole('button', { name: 'Seal with this passphrase' }).click();
	await expect(page.getByText('From now on Tessera asks for this passphrase.')).toBeVisible({
		timeout: DERIVING_MS,
	});
}

export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
	await passphraseField(page).fill(passphrase);
	await page.getByRole('button', { name: 'Unlock', exact: true }).click();
	await expect(lockedScreen(page)).toBeHidden({ timeout: DERIVING_MS });
}

/** Makes a printed code on the lock's own page, types it back, and gives it. */
export async function makeCode(page: Page): Promise<string> {
	await page.getByRole('button', { name: 'Make a printed recovery code' }).first().click();
	const code = await readCode(page);
	await page.getByRole('button', { name: 'I have it on paper' }).click();
	await page.getByLabel('Recovery code').fill(code);
	await page.getByRole('button', { name: 'Keep this code' }).click();
	await expect(page.getByText('The printed code now opens your records.')).toBeVisible();
	return code;
}

/** The code on the screen, its groups joined by dashes. */
export async function readCode(page: Page): Promise<string> {
	await expect(page.getByRole('heading', { name: 'Your recovery code' })).toBeVisible();
	const groups = await page.getByRole('main').locator('li .group').allTextContents();
	return groups.join('-');
}

/** Has Chromium's own virtual authenticator answer for this page, without anybody touching it. */
export async function addAuthenticator(page: Page, hasPrf: boolean): Promise<void> {
	const session = await page.context().newCDPSession(page);
	await session.send('WebAuthn.enable');
	await session.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			ctap2Version: 'ctap2_1',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true,
			hasPrf,
		},
	});
}
