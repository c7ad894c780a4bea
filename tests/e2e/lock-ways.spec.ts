import {
	addAuthenticator,
	lockedScreen,
	lockPage,
	makeCode,
	PASSPHRASE,
	passphraseField,
	readCode,
	setPassphrase,
	unlock,
} from './locking';
import { expect, fillWeek, test, tile } from './support';

test.describe.configure({ timeout: 180_000 });

/** The same code with one symbol of the group (1 … 6) exchanged for another. */
function spoil(code: string, group: number): string {
	const at = (group - 1) * 6;
	return code.slice(0, at) + (code[at] === '7' ? '8' : '7') + code.slice(at + 1);
}

test('a printed code: shown, printed alone, typed back, and it opens', async ({ page }) => {
	await fillWeek(page);
	await setPassphrase(page);
	await page.getByRole('button', { name: 'Make a printed recovery code' }).first().click();
	const code = await readCode(page);
	expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/);
	// A screen reader hears symbols, not words.
	const spelled = Array.from(code.slice(0, 5)).join(', ');
	await expect(page.getByRole('main').getByText(`Group 1: ${spelled}`)).toBeAttached();

	await page.evaluate(() => {
		window.print = () => {
			document.documentElement.dataset.printed = 'yes';
		};
	});
	await page.getByRole('button', { name: 'Print' }).click();
	await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('main')).toBeHidden();
	await expect(page.getByRole('navigation')).toBeHidden();
	const sheet = page.locator('.print-sheet');
	await expect(sheet).toContainText('Tessera: recovery code');
	expect((await sheet.locator('.group').allTextContents()).join('-')).toBe(code);
	await page.emulateMedia({ media: 'screen' });
	await expect(sheet).toBeHidden();

	await page.getByRole('button', { name: 'I have it on paper' }).click();
	await expect(page.getByText(code.slice(0, 5))).toBeHidden();
	expect(await page.locator('.print-sheet').count()).toBe(0);
	const typed = page.getByLabel('Recovery code');
	const keep = page.getByRole('button', { name: 'Keep this code' });
	const alert = page.getByRole('main').getByRole('alert');
	await typed.fill(spoil(code, 4));
	await keep.click();
	await expect(alert).toHaveText('There is a mistake in group 4.');
	await expect(typed).toBeFocused();
	await typed.fill(code.replace(/^./, ''));
	await keep.click();
	await expect(alert).toHaveText('Group 1 does not have five characters.');
	await typed.fill(code.slice(0, 17));
	await keep.click();
	await expect(alert).toContainText('six groups');

	// What was never typed back opens nothing.
	await page.reload();
	await expect(lockedScreen(page)).toBeVisible();
	await expect(page.getByRole('button', { name: 'Use the printed code' })).toBeHidden();
	await unlock(page);
	const kept = await makeCode(page);
	expect(kept).not.toBe(code);

	await page.goto('/');
	await page.getByRole('button', { name: 'Use the printed code' }).click();
	await expect(typed).toBeFocused();
	await typed.fill(spoil(kept, 6));
	await page.keyboard.press('Enter');
	await expect(alert).toHaveText('There is a mistake in group 6.');
	await typed.fill(code);
	await page.keyboard.press('Enter');
	await expect(alert).toContainText('does not open these records');
	await typed.fill(` ${kept.toLowerCase().replaceAll('-', ' ')} `);
	await page.keyboard.press('Enter');
	await expect(tile(page)).toBeVisible();
	await expect(page.getByText('Opened with the printed code.')).toBeVisible();
});

test('a code typed from another paper is told from one with a mistake', async ({ page }) => {
	await fillWeek(page);
	await setPassphrase(page);
	const old = await makeCode(page);
	await page.getByRole('button', { name: 'Replace: printed recovery code' }).click();
	await expect(page.getByText('stays good until this one is kept')).toBeVisible();
	await readCode(page);
	await page.getByRole('button', { name: 'I have it on paper' }).click();
	await page.getByLabel('Recovery code').fill(old);
	await page.getByRole('button', { name: 'Keep this code' }).click();
	await expect(page.getByRole('main').getByRole('alert')).toHaveText(
		/^Group [1-6] is not the one of this code\./,
	);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await page.reload();
	await page.getByRole('button', { name: 'Use the printed code' }).click();
	await page.getByLabel('Recovery code').fill(old);
	await page.keyboard.press('Enter');
	await expect(lockedScreen(page)).toBeHidden();
});

test('a passkey opens, and is never the only way in', async ({ page }) => {
	await addAuthenticator(page, true);
	await fillWeek(page);
	await setPassphrase(page);
	await page.getByRole('button', { name: 'Add a passkey' }).click();
	await expect(page.getByText('The passkey now opens your records.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Remove: passphrase' })).toBeHidden();
	await expect(page.getByText('The last one that is not a passkey')).toBeVisible();
	await page.goto('/');
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await expect(tile(page)).toBeVisible();

	await page.goto(lockPage);
	await page.getByRole('button', { name: 'Use a passkey' }).click();
	await page.getByRole('button', { name: 'Remove: passkey' }).click();
	const dialog = page.getByRole('dialog', { name: 'Remove this way in?' });
	await expect(dialog).toContainText('What remains: passphrase.');
	await dialog.getByRole('button', { name: 'Remove it' }).click();
	await expect(page.getByText('It opens nothing any more.')).toBeVisible();
	await page.reload();
	await expect(passphraseField(page)).toBeVisible();
	await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeHidden();
	await unlock(page);
});

test('an authenticator without the extension is told, and changes nothing', async ({ page }) => {
	await addAuthenticator(page, false);
	await fillWeek(page);
	await setPassphrase(page);
	await page.getByRole('button', { name: 'Add a passkey' }).click();
	await expect(page.getByRole('alert')).toContainText('cannot give a key to open records with');
	await expect(page.getByRole('button', { name: 'Remove: passkey' })).toBeHidden();
	await page.reload();
	await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeHidden();
	await unlock(page);
});

test('a browser without passkeys offers none, and says so', async ({ page }) => {
	await page.addInitScript(() => {
		Reflect.deleteProperty(window, 'PublicKeyCredential');
	});
	await fillWeek(page);
	await setPassphrase(page);
	await expect(page.getByRole('button', { name: 'Add a passkey' })).toBeDisabled();
	await expect(page.getByText('This browser offers no passkeys here.')).toBeVisible();
});

test('changing the passphrase locks other tabs, and the old one opens nothing', async ({
	page,
	context,
}) => {
	await fillWeek(page);
	await setPassphrase(page);
	const code = await makeCode(page);
	const other = await context.newPage();
	await other.goto('/');
	await unlock(other);
	await setPassphraseInPlace(page, 'copper winter ladder 3');
	await expect(lockedScreen(other)).toBeVisible();
	await passphraseField(other).fill(PASSPHRASE);
	await other.keyboard.press('Enter');
	await expect(other.getByRole('alert')).toContainText('That is not the passphrase.');
	await unlock(other, 'copper winter ladder 3');
	await expect(tile(other)).toBeVisible();

	// The printed code went along, and is now what remains without the passphrase.
	await page.getByRole('button', { name: 'Remove: passphrase' }).click();
	await page.getByRole('button', { name: 'Remove it' }).click();
	await expect(page.getByText('It opens nothing any more.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Remove: printed recovery code' })).toBeHidden();
	await page.goto('/');
	await expect(passphraseField(page)).toBeHidden();
	await page.getByLabel('Recovery code').fill(code);
	await page.keyboard.press('Enter');
	await expect(tile(page)).toBeVisible();
});

async function setPassphraseInPlace(
	page: Parameters<typeof setPassphrase>[0],
	passphrase: string,
): Promise<void> {
	await page.getByRole('button', { name: 'Change: passphrase' }).click();
	await expect(page.getByText('You also have: printed recovery code.')).toBeVisible();
	await page.getByLabel('New passphrase').fill(passphrase);
	await page.getByLabel('The same once more').fill(passphrase);
	await page.getByRole('button', { name: 'Seal with this passphrase' }).click();
	await expect(page.getByText('From now on Tessera asks for this passphrase.')).toBeVisible();
}

test('without the lock the browser opens the records by itself again', async ({ page }) => {
	await fillWeek(page);
	await setPassphrase(page);
	await page.getByRole('button', { name: 'Remove the lock' }).click();
	const dialog = page.getByRole('dialog', { name: 'Remove the lock' });
	await expect(dialog).toContainText('for whoever can use it');
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await page.getByRole('button', { name: 'Remove the lock' }).click();
	await dialog.getByRole('button', { name: 'Remove the lock' }).click();
	await expect(page.getByText('There is no lock any more.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Lock now' })).toBeHidden();
	await page.goto('/');
	await expect(tile(page)).toBeVisible();
});

test('everything can be deleted from the lock screen', async ({ page }) => {
	await fillWeek(page);
	await setPassphrase(page);
	await page.goto('/');
	await page.getByText('Forgotten?').click();
	await expect(page.getByText('Nobody can reset a passphrase')).toBeVisible();
	await page.getByRole('button', { name: 'Delete everything' }).click();
	const dialog = page.getByRole('dialog', { name: 'Delete everything' });
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await expect(lockedScreen(page)).toBeVisible();
	await page.getByRole('button', { name: 'Delete everything' }).click();
	await dialog.getByRole('button', { name: 'Delete for good' }).click();
	await expect(dialog).toContainText('Everything is deleted.');
	expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
	await dialog.getByRole('button', { name: 'To the start' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		'A health score that is yours alone',
	);
});
