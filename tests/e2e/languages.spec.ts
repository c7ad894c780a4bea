import type { Page } from '@playwright/test';

import { expect, NO_SUCH_PAGE, test } from './support';

/** Names that are the same in every language, and what is quoted as it is. */
const SAME_EVERYWHERE =
	/Tessera|SHA-256|tessera\.records\/1|tessera score|JSON|English|Hangzhou|HbA1c|mmHg|mmol\/L|WHO|Shanghai|[\w-]{43}|[0-9a-f]{12}/g;

/** Texts in sight (or told to a screen reader) that have a word in Latin letters. */
async function latinTexts(page: Page): Promise<string[]> {
	const texts = await page.evaluate(() => {
		const found = [document.title];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
			if (node.parentElement?.checkVisibility({ visibilityProperty: true }) === true)
				found.push(node.textContent ?? '');
		for (const element of document.querySelectorAll('[aria-label], [placeholder]'))
			for (const name of ['aria-label', 'placeholder'])
				found.push(element.getAttribute(name) ?? '');
		return found;
	});
	return texts.filter((text) => /[A-Za-z]{4,}/.test(text.replaceAll(SAME_EVERYWHERE, '')));
}

test.describe('a browser in Chinese', () => {
	test.use({ locale: 'zh-CN' });

	test('from the first screen to the code there is no English', async ({ page }) => {
		// Every text that ever stood on the page, with the language that the page had then.
		await page.addInitScript(() => {
			const seen: string[] = [];
			Object.assign(globalThis, { seen });
			new MutationObserver(() => {
				const text = document.querySelector('.app')?.textContent.trim() ?? '';
				if (text !== '') seen.push(`${document.documentElement.lang} ${text}`);
			}).observe(document, { childList: true, subtree: true, characterData: true });
		});
		await page.goto('/');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(/[\u4e00-\u9fff]/);
		await expect(page.getByText('你可以拒绝')).toBeVisible();
		await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
		const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
		expect(seen.length).toBeGreaterThan(0);
		expect(seen.filter((text) => !text.startsWith('zh-Hans '))).toEqual([]);
		expect(seen.filter((text) => text.includes('health'))).toEqual([]);
		expect(await latinTexts(page)).toEqual([]);

		await page.getByRole('button', { name: '示例' }).click();
		await expect(page.getByRole('img', { name: '黄色' })).toBeVisible();
		expect(await latinTexts(page)).toEqual([]);
		const rooms = ['记录', '评分', '出示', '更多'];
		for (const name of rooms) {
			const link = page.getByRole('navigation').getByRole('link', { name });
			await link.click();
			await expect(link).toHaveAttribute('aria-current', 'page');
			for (const summary of await page.locator('main summary').all()) await summary.click();
			expect.soft(await latinTexts(page), name).toEqual([]);
		}
		await page.getByRole('link', { name: '今天' }).click();
		await page.getByRole('link', { name: '出示彩码' }).click();
		await expect(page.getByRole('dialog')).toContainText('黄色');
		expect(await latinTexts(page)).toEqual([]);
	});

	test('every other page is in Chinese too', async ({ page }) => {
		for (const path of ['/fill/', '/receipts/', '/import/', '/verify/', NO_SUCH_PAGE]) {
			await page.goto(path);
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(/[\u4e00-\u9fff]/);
			await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
			expect.soft(await latinTexts(page), path).toEqual([]);
		}
		await page.goto('/verify/');
		await page.getByRole('textbox').fill('不是');
		await page.getByRole('button', { name: '查验' }).click();
		await expect(page.locator('[data-verdict="unreadable"]')).toBeVisible();
		expect(await latinTexts(page)).toEqual([]);
	});
});

test('the language changes on the spot, keeps the state, and stays chosen', async ({ page }) => {
	await page.goto('/');
	await page.getByRole('button', { name: 'Look around with a sample month' }).click();
	await page.getByRole('link', { name: 'More' }).click();
	await page.getByRole('radio', { name: '简体中文' }).check();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('设置');
	await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
	// Nothing was loaded anew: the sample month lives in memory only.
	await page.getByRole('link', { name: '今天' }).click();
	await expect(page.getByRole('img', { name: '黄色' })).toBeVisible();
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(/[\u4e00-\u9fff]/);
	await page.getByRole('link', { name: '更多' }).click();
	await page.getByRole('radio', { name: 'English' }).check();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
