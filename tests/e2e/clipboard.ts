import { expect, type Page } from '@playwright/test';

/** What is on the clipboard before something is copied. */
const NOTHING = '-';

/** Where the page keeps what is pasted, until it is fetched. */
interface PasteHolder {
	pasted?: Promise<string>;
}

/**
 * What was copied last, read as a person does, by pasting: the policy of the app's pages lets none of
 * them read the clipboard.
 */
export async function clipboardText(page: Page): Promise<string> {
	await page.evaluate(() => {
		(globalThis as PasteHolder).pasted = new Promise((done) => {
			const take = (event: ClipboardEvent) => {
				// Wherever the focus is, nothing is put there.
				event.preventDefault();
				event.stopImmediatePropagation();
				done(event.clipboardData?.getData('text') ?? '');
			};
			addEventListener('paste', take, { once: true, capture: true });
		});
	});
	await page.keyboard.press('ControlOrMeta+V');
	return page.evaluate(() => (globalThis as PasteHolder).pasted ?? '');
}

/** What a press copies, and not what was copied before. */
export async function copiedBy(page: Page, press: () => Promise<void>): Promise<string> {
	await page.evaluate((text) => navigator.clipboard.writeText(text), NOTHING);
	await press();
	await expect.poll(() => clipboardText(page)).not.toBe(NOTHING);
	return clipboardText(page);
}
