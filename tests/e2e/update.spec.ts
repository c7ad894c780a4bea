import type { Page } from '@playwright/test';

import { makeNextBuild } from './next-build';
import { codeScreen, expect, fillWeek, installed, showCode, test, tile } from './support';

const offer = (page: Page) => page.getByText('A new version is ready.');
const take = (page: Page) => page.getByRole('button', { name: 'Update now' });

/** The app looks for a new version when it comes back to the front. */
const comeBack = (page: Page) =>
	page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

async function expectVersion(page: Page, origin: string, version: string): Promise<void> {
	await page.goto(`${origin}/settings/`);
	await expect(page.getByText(`Version ${version}`, { exact: true })).toBeVisible();
}

test('an update is offered, waits for the word, and then reloads every tab', async ({
	page,
	context,
	ownServer,
}, testInfo) => {
	const { origin } = ownServer;
	const next = testInfo.outputPath('next');
	const { before, after } = await makeNextBuild(next);
	await fillWeek(page, origin);
	await installed(page);
	await expectVersion(page, origin, before);
	const other = await context.newPage();
	await other.goto(`${origin}/`);
	await expect(tile(other)).toBeVisible();

	await ownServer.serve(next);
	await comeBack(page);
	await expect(offer(page)).toBeVisible();
	await expect(offer(other)).toBeVisible();
	// Not before the word: a reload stays with the present version.
	await expectVersion(page, origin, before);
	await expect(offer(page)).toBeVisible();

	// Not while a code is on a screen, in whichever tab.
	await showCode(other, 'Colour', origin);
	await take(page).click();
	await expect(
		page.getByText('A code or an import is open in a tab. Finish that first.'),
	).toBeVisible();
	await expect(codeScreen(other)).toBeVisible();
	await expect(page.getByText(`Version ${before}`, { exact: true })).toBeVisible();
	await other.getByRole('button', { name: 'Done' }).click();

	const reloads = Promise.all([page.waitForEvent('load'), other.waitForEvent('load')]);
	await take(page).click();
	await reloads;
	await expect(page.getByText(`Version ${after}`, { exact: true })).toBeVisible();
	await expect(take(page)).toBeHidden();
	await expectVersion(other, origin, after);
	await other.goto(`${origin}/`);
	await expect(tile(other)).toBeVisible();

	// And the new one is whole without the server.
	await ownServer.stop();
	await expectVersion(page, origin, after);
});

test('an update that breaks off leaves the present version whole', async ({
	page,
	context,
	ownServer,
}, testInfo) => {
	const { origin } = ownServer;
	const next = testInfo.outputPath('next');
	const { before, onlyAfter } = await makeNextBuild(next);
	await fillWeek(page, origin);
	await installed(page);

	await ownServer.serve(next);
	ownServer.breakPath(onlyAfter);
	expect((await fetch(origin + onlyAfter)).status).toBe(500);
	const failed = await page.evaluate(async () => {
		const registration = await navigator.serviceWorker.ready;
		await registration.update();
		const { installing } = registration;
		if (installing === null) return 'nothing was installing';
		return new Promise((resolve) => {
			installing.addEventListener('statechange', () => {
				resolve(installing.state);
			});
		});
	});
	expect(failed).toBe('redundant');
	await expect(offer(page)).toBeHidden();
	await page.reload();
	await expect(tile(page)).toBeVisible();
	await expect(offer(page)).toBeHidden();

	// Cut off in the middle, and the server stays away: everything old still opens.
	ownServer.breakPath(onlyAfter, false);
	await comeBack(page);
	await ownServer.stop();
	const cold = await context.newPage();
	for (const path of ['/', '/records/', '/score/', '/share/', '/verify/']) {
		await cold.goto(origin + path);
		await expect(cold.getByRole('heading', { level: 1 })).toBeAttached();
	}
	await cold.goto(`${origin}/settings/`);
	await expect(cold.getByText(`Version ${before}`, { exact: true })).toBeVisible();
});
