import type { Page } from '@playwright/test';

import { DESK, expectNoOverflow, PHONE, smallTargets } from './layout';
import { DERIVING_MS } from './locking';
import { expect, expectAccessible, fillWeek, test } from './support';

test.describe.configure({ timeout: 300_000 });

/** Where pictures of the screens go, for whoever wants to look at them. */
const PICTURES = process.env.TESSERA_PICTURES;

const WORDS = {
	en: {
		set: 'Set a passphrase',
		seal: 'Seal with this passphrase',
		make: 'Make a printed recovery code',
		onPaper: 'I have it on paper',
		keep: 'Keep this code',
		remove: 'Remove: printed recovery code',
		removeLock: 'Remove the lock',
		byCode: 'Use the printed code',
		forgotten: 'Forgotten?',
		delete: 'Delete everything',
	},
	zh: {
		set: '设置密码',
		seal: '用此密码加密',
		make: '制作打印的恢复码',
		onPaper: '我已写在纸上',
		keep: '启用这个恢复码',
		remove: '移除：打印的恢复码',
		removeLock: '移除锁',
		byCode: '改用恢复码',
		forgotten: '忘了？',
		delete: '删除全部',
	},
} as const;

// English has the longer words, so it is the one for the small screen.
for (const [language, device, size] of [
	['en', 'phone', PHONE],
	['zh', 'desk', DESK],
] as const)
	test(`every state of the lock: ${language}, ${device}`, async ({ page }) => {
		const words = WORDS[language];
		const closeDialog = async () => {
			await page.keyboard.press('Escape');
			await expect(page.getByRole('dialog')).toBeHidden();
		};
		const button = (name: keyof typeof words) =>
			page.getByRole('button', { name: words[name], exact: true }).first();
		await page.setViewportSize(size);
		await fillWeek(page);
		await page.evaluate((tag) => {
			localStorage.setItem('tessera.language', tag);
		}, language);
		let count = 0;
		const look = async (where: string) => {
			await expectLooksRight(page, `${where} (${language}, ${device})`, size);
			if (PICTURES === undefined) return;
			for (const colorScheme of ['light', 'dark'] as const) {
				await page.emulateMedia({ colorScheme });
				const name = `${String(count).padStart(2, '0')}-${where.replaceAll(' ', '-')}`;
				const path = `${PICTURES}/${language}-${device}-${name}-${colorScheme}.png`;
				await page.screenshot({ path, fullPage: true });
			}
			count += 1;
		};

		await page.goto('/settings/lock/');
		await expect(button('set')).toBeVisible();
		await look('no lock');
		await button('set').click();
		const fields = page.locator('input[autocomplete="new-password"]');
		await fields.nth(0).fill('horse one');
		await look('passphrase');
		await button('seal').click();
		await expect(page.getByRole('alert')).not.toBeEmpty();
		await look('passphrase refused');
		await fields.nth(1).fill('horse one');
		// Another tab that changes keys is waited for: sealing stands still until it is done.
		await page.evaluate(
			() =>
				new Promise<void>((taken) => {
					const work = () =>
						new Promise<void>((release) => {
							Object.assign(window, { release });
							taken();
						});
					void navigator.locks.request('tessera-keys', work);
				}),
		);
		await button('seal').click();
		await expect(page.locator('progress')).toBeVisible();
		await look('sealing');
		await page.evaluate(() => {
			(window as unknown as { release: () => void }).release();
		});
		await expect(button('make')).toBeVisible();
		await look('passphrase set');
		await button('make').click();
		await look('code');
		const groups = await page.getByRole('main').locator('li .group').allTextContents();
		await button('onPaper').click();
		await page.locator('textarea.code').fill([...groups].reverse().join('-'));
		await button('keep').click();
		await expect(page.getByRole('alert')).not.toBeEmpty();
		await look('code refused');
		await page.locator('textarea.code').fill(groups.join('-'));
		await button('keep').click();
		await expect(button('remove')).toBeVisible();
		await look('two ways in');
		await button('remove').click();
		await expect(page.getByRole('dialog')).toBeVisible();
		await look('remove a way in');
		await closeDialog();
		await button('removeLock').click();
		await expect(page.getByRole('dialog')).toBeVisible();
		await look('remove the lock');
		await closeDialog();
		await page.goto('/settings/');
		await page.locator('input[autocomplete="current-password"]').fill('not this horse');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('alert')).not.toBeEmpty();
		await page.getByText(words.forgotten).click();
		await look('locked');
		// The time stands still: keys take longer to derive than the wait is.
		const now = await page.evaluate(() => Date.now());
		await page.clock.setFixedTime(now);
		for (const wrong of ['nor this', 'nor that']) {
			await page.locator('input[autocomplete="current-password"]').fill(wrong);
			await page.keyboard.press('Enter');
			await expect(page.locator('input[autocomplete="current-password"]')).toHaveValue('', {
				timeout: DERIVING_MS,
			});
		}
		await expect(page.locator('.countdown')).toBeVisible();
		await look('locked with a wait');
		await page.clock.setFixedTime(now + 10_000);
		await expect(page.locator('.countdown')).toBeHidden();
		await look('locked after the wait');
		await button('byCode').click();
		await look('locked with code');
		await button('delete').click();
		await expect(page.getByRole('dialog')).toBeVisible();
		await look('delete');
		await closeDialog();
		await page.locator('textarea.code').fill(groups.join('-'));
		await page.keyboard.press('Enter');
		await expect(page.getByRole('navigation')).toBeVisible();
		await look('settings');
	});

async function expectLooksRight(page: Page, where: string, size: typeof PHONE): Promise<void> {
	await expectAccessible(page, where);
	await expectNoOverflow(page, where);
	await page.setViewportSize(size);
	if ((await page.getByRole('dialog').count()) > 0) return;
	expect.soft(await page.evaluate(smallTargets, 44), `below 44 pixels: ${where}`).toEqual([]);
}
