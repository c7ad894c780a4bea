import { expect, type Page } from '@playwright/test';

import { dayAgo } from './device';
import type { Scenario } from './kills';
import { go } from './records';
import type { Seeded } from './seeded';
import { typeDays, FIELDS } from './typing';

/** How the vault is locked: what opens it, and what was to open it when the browser was killed. */
export class Lock {
	/** Null: it opens by itself. */
	kept: string | null = null;
	/** Undefined: nothing was changed since. */
	tried: string | null | undefined;
	#made = 0;

	/** Another passphrase than any before. */
	next(): string {
		return `lantern orbit sugar ${String(this.#made++)} mosaic`;
	}

	/** Opens the vault after a start, with what was acknowledged, or with the old or the new key. */
	readonly open = async (page: Page, isDone: boolean | null): Promise<void> => {
		const opened = page.getByRole('button', { name: 'Export all records' });
		const locked = page.getByRole('heading', { level: 1, name: 'Locked', exact: true });
		await expect(opened.or(locked)).toBeVisible();
		const allowed =
			this.tried === undefined
				? [this.kept]
				: isDone === true
					? [this.tried]
					: [this.kept, this.tried];
		if (await opened.isVisible()) {
			expect(allowed).toContain(null);
			this.kept = null;
		} else {
			const right = await unlock(page, allowed);
			expect(right, 'a passphrase that opens').not.toBeNull();
			this.kept = right;
		}
		this.tried = undefined;
		await expect(opened).toBeEnabled();
	};
}

async function unlock(page: Page, passphrases: readonly (string | null)[]): Promise<string | null> {
	for (const passphrase of passphrases) {
		if (passphrase === null) continue;
		await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
		await page.getByRole('button', { name: 'Unlock', exact: true }).click();
		const opened = page.getByRole('button', { name: 'Export all records' });
		const refused = page.getByText('That is not the passphrase.');
		await expect(opened.or(refused)).toBeVisible({ timeout: 30_000 });
		if (await opened.isVisible()) return passphrase;
	}
	return null;
}

/** Waits until pages are being sealed anew: before that, keys are derived and nothing is written. */
const sealing = (page: Page) =>
	page.waitForFunction(() => /Page \d+ of/.test(document.body.innerText), null, { polling: 5 });

const lockPage = (page: Page) => page.getByRole('link', { name: 'Lock and ways in' }).click();

/** A passphrase is set, changed or taken away: the old way opens everything, or the new one does. */
export function lockChange(lock: Lock, random: Seeded): Scenario {
	let said = '';
	return {
		name: 'lock',
		prepare: async (page) => {
			await lockPage(page);
			if (lock.kept !== null && random.next() < 0.6) {
				said = 'There is no lock any more.';
				await page.getByRole('button', { name: 'Remove the lock' }).click();
				lock.tried = null;
				await page.getByRole('dialog').getByRole('button', { name: 'Remove the lock' }).click();
			} else {
				said = 'From now on Tessera asks for this passphrase.';
				await page.getByRole('button', { name: /^(Set a passphrase|Change: passphrase)$/ }).click();
				const passphrase = lock.next();
				await page.getByLabel('New passphrase').fill(passphrase);
				await page.getByLabel('The same once more').fill(passphrase);
				lock.tried = passphrase;
				await page.getByRole('button', { name: 'Seal with this passphrase' }).click();
				await sealing(page);
			}
		},
		act: async (page) => {
			await expect(page.getByText(said)).toBeVisible({ timeout: 30_000 });
		},
		check: () => {
			expect(lock.tried, 'opened since').toBeUndefined();
		},
	};
}

/** A deleted value is made unreadable: every page is sealed anew, and the old key overwritten. */
export function erasure(): Scenario {
	const DAY = 1;
	let value = 1000;
	return {
		name: 'erasure',
		prepare: async (page) => {
			await go(page, 'Today');
			await expect(page.getByRole('spinbutton', { name: 'Steps', exact: true })).toBeVisible();
			const typed = { id: 0, back: DAY, label: FIELDS.steps.label };
			await typeDays(page, [{ ...typed, text: String(value++) }]);
			await typeDays(page, [{ ...typed, back: 0, text: '' }]);
			await erasureIsDue(page, true);
			// A few seconds after the last change; here they pass at once.
			await page.clock.fastForward(5500);
		},
		act: (page) => erasureIsDue(page, false),
		check: ({ days }) => {
			const left = days.filter(({ source, day }) => source === 'manual' && day === dayAgo(DAY));
			expect(left, 'what was deleted').toEqual([]);
		},
	};
}

/** Waits until the vault's state says so; nothing on the screen does. */
async function erasureIsDue(page: Page, expected: boolean): Promise<void> {
	await page.waitForFunction(
		async (due) => {
			const request = indexedDB.open('tessera');
			await new Promise((done) => {
				request.onsuccess = done;
			});
			const db = request.result;
			const state = db.transaction('state').objectStore('state').get('state');
			await new Promise((done) => {
				state.onsuccess = done;
			});
			db.close();
			return (state.result as { erasureDue: boolean }).erasureDue === due;
		},
		expected,
		{ polling: 20 },
	);
}
