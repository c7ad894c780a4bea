import type { Page } from '@playwright/test';

import { rawRequest } from '../fixtures/attest-requests';
import { clipboardText } from './clipboard';
import { answerScreen } from './question';
import { codeScreen, expect, expectVerdict, field, fillWeek, test, tile } from './support';

/** Presses Tab until the named control has the focus; fails where it cannot be reached. */
async function tabTo(page: Page, name: string | RegExp, most = 60): Promise<void> {
	const focused = page.locator(':focus');
	for (let presses = 0; presses < most; presses++) {
		await page.keyboard.press('Tab');
		if ((await focused.count()) === 0) continue;
		const [own] = await focused.evaluateAll((elements) =>
			elements.map((element) => {
				const labels = [...((element as HTMLInputElement).labels ?? [])];
				return (
					element.getAttribute('aria-label') ??
					(labels.length > 0
						? labels.map((label) => label.textContent).join(' ')
						: element.textContent)
				).trim();
			}),
		);
		const isIt = typeof name === 'string' ? own === name : name.test(own ?? '');
		if (isIt) {
			await expectFocusSeen(page);
			return;
		}
	}
	throw new Error(`No Tab of ${String(most)} reached ${String(name)}`);
}

/** The control in focus, or what stands for it beside an invisible one, has an outline. */
async function expectFocusSeen(page: Page): Promise<void> {
	const outline = await page.locator(':focus').evaluate((element) => {
		const own = [element, element.nextElementSibling].filter((one) => one !== null);
		return Math.max(
			...own.map((one) => {
				const { outlineStyle, outlineWidth } = getComputedStyle(one);
				return outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
			}),
		);
	});
	expect(outline, 'the width of the focus outline').toBeGreaterThanOrEqual(2);
}

/** Whether the focus is on something of the page outside of its dialog. */
function isBehind(): boolean {
	const focused = document.activeElement;
	return focused !== document.body && focused?.closest('dialog') === null;
}

test('the main job by keyboard alone', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-write']);
	await page.goto('/');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
	await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('main')).toBeFocused();

	await tabTo(page, 'Fill in the last 7 days');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'The last 7 days' })).toBeVisible();
	await tabTo(page, 'Steps, Thu 19 Nov');
	await page.keyboard.type('9000');
	await page.keyboard.press('Shift+Tab');
	await expect(page.getByRole('button', { name: 'Steps: Same on all' })).toBeFocused();
	await page.keyboard.press('Enter');
	await tabTo(page, 'Cigarettes: None on all');
	await page.keyboard.press('Space');
	await tabTo(page, 'Keep and see the score');
	await page.keyboard.press('Enter');
	await expect(tile(page)).toBeVisible();

	await tabTo(page, 'Share');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'What they will see' })).toBeVisible();
	await tabTo(page, 'At least');
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('radio', { name: 'Colour' })).toBeChecked();
	await expectFocusSeen(page);
	await tabTo(page, 'Show code');
	await page.keyboard.press('Enter');
	await expect(codeScreen(page)).toBeVisible();
	await tabTo(page, 'Copy code text');
	await page.keyboard.press('Enter');
	await expect(page.getByText('Copied.')).toBeVisible();
	// The focus stays within the code's screen, all the way round.
	for (let presses = 0; presses < 8; presses++) {
		await page.keyboard.press('Tab');
		expect(await page.evaluate(isBehind), 'the focus is behind the code').toBe(false);
	}
	await page.keyboard.press('Escape');
	await expect(codeScreen(page)).toBeHidden();
	await expect(page.getByRole('button', { name: 'Show code' })).toBeFocused();

	const code = await clipboardText(page);
	await page.goto('/verify/');
	await tabTo(page, 'Paste a code');
	await page.keyboard.insertText(code);
	await tabTo(page, 'Check');
	await page.keyboard.press('Enter');
	await expectVerdict(page, 'valid');
});

test('a request is asked, read and answered by keyboard alone', async ({ page }) => {
	await fillWeek(page);
	await page.goto('/verify/');
	await tabTo(page, 'Scan');
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('radio', { name: 'Ask' })).toBeChecked();
	await expectFocusSeen(page);
	await tabTo(page, 'Who asks');
	await page.keyboard.type('City library');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('img', { name: 'The request, for a camera' })).toBeVisible();
	await tabTo(page, 'Answer on this device');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'What you would say' })).toBeVisible();
	await tabTo(page, /^at least Yellow/);
	await page.keyboard.press('ArrowDown');
	await expect(page.getByRole('radio', { name: /^at least Orange/ })).toBeChecked();
	await expectFocusSeen(page);
	await tabTo(page, 'Answer');
	await page.keyboard.press('Enter');
	await expect(answerScreen(page)).toBeVisible();
	for (let presses = 0; presses < 8; presses++) {
		await page.keyboard.press('Tab');
		expect(await page.evaluate(isBehind), 'the focus is behind the answer').toBe(false);
	}
	await tabTo(page, 'The asker’s page is on this device');
	await page.keyboard.press('Enter');
	await expectVerdict(page, 'valid');

	// A pasted one, and no.
	await page.goto('/answer/');
	await tabTo(page, 'Paste a request');
	await page.keyboard.insertText(rawRequest({ label: 'Acme', text: 'job interview', purpose: 6 }));
	await tabTo(page, 'Read');
	await page.keyboard.press('Enter');
	await tabTo(page, 'Do not answer');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'Not answered' })).toBeVisible();
	await tabTo(page, 'Done');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('textbox', { name: 'Paste a request' })).toBeVisible();
});

const DIALOGS = [
	{ path: '/', opener: 'Add a drink', title: 'Add a drink' },
	{ path: '/records/', opener: 'Add an examination', title: 'Add an examination' },
	{ path: '/settings/', opener: 'Delete everything', title: 'Delete everything' },
] as const;

for (const { path, opener, title } of DIALOGS)
	test(`the dialog "${title}" keeps the focus and gives it back`, async ({ page }) => {
		await page.goto(path);
		const button = page.getByRole('button', { name: opener, exact: true });
		await button.focus();
		await page.keyboard.press('Enter');
		const dialog = page.getByRole('dialog', { name: title });
		await expect(dialog).toBeVisible();
		expect(await dialog.evaluate((d) => d.contains(document.activeElement))).toBe(true);
		for (let presses = 0; presses < 20; presses++) {
			await page.keyboard.press('Tab');
			expect(await page.evaluate(isBehind), 'the focus is behind the dialog').toBe(false);
		}
		await page.keyboard.press('Escape');
		await expect(dialog).toBeHidden();
		await expect(button).toBeFocused();
	});

test('a dialog that is gone leaves the focus with who has gone on meanwhile', async ({ page }) => {
	await page.goto('/settings/');
	await page.getByRole('button', { name: 'Delete everything', exact: true }).click();
	await expect(page.getByRole('dialog')).toBeVisible();
	const link = page.getByRole('navigation').getByRole('link').first();
	// In one breath: the browser tells the page only afterwards that it has closed the dialog.
	await link.evaluate((element: HTMLElement) => {
		document.querySelector('dialog')?.close();
		element.focus();
	});
	await expect(page.locator('dialog')).toHaveCount(0);
	await expect(link).toBeFocused();
});

test('a value goes up and down by arrow keys, a drink is added by keyboard', async ({ page }) => {
	await page.goto('/');
	await field(page, 'sleep').focus();
	await expectFocusSeen(page);
	await page.keyboard.type('7');
	await page.keyboard.press('ArrowUp');
	await expect(field(page, 'sleep')).toHaveValue('7.5');
	await tabTo(page, 'Add a drink');
	await page.keyboard.press('Enter');
	await tabTo(page, /^Beer, small/);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog')).toBeHidden();
	await expect(page.getByText('10.4 g')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Add a drink' })).toBeFocused();
	await page.reload();
	await expect(field(page, 'sleep')).toHaveValue('7.5');
});
