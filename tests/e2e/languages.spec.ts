import type { Page } from '@playwright/test';

import { rawRequest } from '../fixtures/attest-requests';
import { expect, NO_SUCH_PAGE, test } from './support';

/** Names that are the same in every language, and what is quoted as it is. */
const SAME_EVERYWHERE =
	/Tessera|SHA-256|npm run verify-build|tessera\.records\/1|tessera score|JSON|English|Hangzhou|HbA1c|mmHg|mmol\/L|WHO|Shanghai|FHIR|SMART|Health Connect|Fitbit|[\w-]{43}|[0-9a-f]{12}/g;

/** Texts in sight (or told to a screen reader) that have a word in Latin letters; code is no language. */
async function latinTexts(page: Page): Promise<string[]> {
	const texts = await page.evaluate(() => {
		const found = [document.title];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
			const { parentElement: element, textContent } = node;
			if (element?.checkVisibility({ visibilityProperty: true }) !== true) continue;
			if (element.closest('code') === null) found.push(textContent ?? '');
		}
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

	test('asked and answered, everything is in Chinese', async ({ page }) => {
		await page.goto('/verify/');
		await page.getByRole('radio', { name: '询问' }).check();
		await expect(page.getByRole('combobox', { name: '用途' })).toBeVisible();
		for (const purpose of ['study', 'care-visit', 'sport', 'other']) {
			await page.getByRole('combobox', { name: '用途' }).selectOption(purpose);
			expect.soft(await latinTexts(page), purpose).toEqual([]);
		}
		await page.getByRole('button', { name: '出示请求' }).click();
		await expect(page.getByRole('alert')).toBeVisible();
		await page.getByRole('textbox', { name: '谁在问' }).fill('市图书馆');
		await page.getByRole('button', { name: '出示请求' }).click();
		await expect(page.getByRole('alert')).toContainText('用途');
		await page.getByRole('textbox', { name: '简短说明' }).fill('招聘面试');
		await page.getByRole('button', { name: '出示请求' }).click();
		await expect(page.getByRole('img', { name: '供摄像头读取的请求' })).toBeVisible();
		expect(await latinTexts(page)).toEqual([]);
		await page.getByRole('link', { name: '在这台设备上回答' }).click();
		await expect(page.getByText('其中提到工作或招聘。')).toBeVisible();
		expect(await latinTexts(page)).toEqual([]);
		await page.getByRole('button', { name: '不回答' }).click();
		await expect(page.getByRole('heading', { name: '没有回答' })).toBeVisible();
		expect(await latinTexts(page)).toEqual([]);

		await page.goto('/fill/');
		await page.getByRole('spinbutton').first().fill('9000');
		await page.getByRole('button', { name: /同/ }).first().click();
		await page.locator('button.primary').click();
		await expect(page.getByRole('link', { name: '出示彩码' })).toBeVisible();
		await page.goto('/answer/');
		const read = async (request: string) => {
			await page.getByRole('textbox', { name: '粘贴请求' }).fill(request);
			await page.getByRole('button', { name: '读取' }).click();
		};
		for (const request of ['不是', rawRequest().replace('TQ1', 'TQ2')]) {
			await read(request);
			await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
			expect.soft(await latinTexts(page), request).toEqual([]);
		}
		await read(rawRequest({ say: 0x10, label: '酒吧' }));
		await expect(page.getByRole('heading', { name: '已拒绝：要求过多' })).toBeVisible();
		expect(await latinTexts(page)).toEqual([]);
		await page.getByRole('button', { name: '完成' }).click();
		await read(rawRequest({ say: 0x22, label: '市图书馆' }));
		await expect(page.getByRole('heading', { name: '你会说什么' })).toBeVisible();
		expect(await latinTexts(page)).toEqual([]);
		await page.getByRole('button', { name: '回答', exact: true }).click();
		await expect(page.getByRole('dialog', { name: '你的回答' })).toBeVisible();
		expect(await latinTexts(page)).toEqual([]);
		await page.goto('/receipts/');
		await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2);
		expect(await latinTexts(page)).toEqual([]);

		await page.goto('/verify/');
		await page.getByRole('radio', { name: '门岗' }).check();
		await page.getByRole('switch', { name: '出示请求' }).click();
		expect(await latinTexts(page)).toEqual([]);
		await page.getByRole('button', { name: '开启门岗' }).click();
		await expect(page.getByRole('dialog', { name: '门岗' })).toContainText('请出示彩码');
		expect(await latinTexts(page)).toEqual([]);
	});

	test('every other page is in Chinese too', async ({ page }) => {
		const others = [
			'/fill/',
			'/answer/',
			'/receipts/',
			'/import/',
			'/settings/backup/',
			'/settings/moving/',
			'/verify/',
			NO_SUCH_PAGE,
		];
		for (const path of others) {
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
