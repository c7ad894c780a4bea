import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { makeNextBuild } from './next-build';
import { expect, expectAccessible, installed, test } from './support';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What anybody gets by `sha256sum build-manifest.json`. */
const fingerprintOf = async (folder: string) =>
	sha256(await readFile(join(folder, 'build-manifest.json'), 'utf8'));

const shown = async (page: Page) => (await page.locator('code').innerText()).replaceAll(/\s/g, '');

async function openSettings(page: Page, origin: string): Promise<void> {
	await page.goto(`${origin}/settings/`);
	await expect(page.getByRole('heading', { name: 'Fingerprint of this version' })).toBeVisible();
}

test('the fingerprint is that of the manifest, and every stored file matches it', async ({
	page,
	ownServer,
}) => {
	const { origin } = ownServer;
	await page.goto(`${origin}/`);
	await installed(page);
	// What is shown comes from this device alone.
	await ownServer.stop();
	await openSettings(page, origin);
	expect(await shown(page)).toBe(await fingerprintOf('build'));
	await expect(page.getByText(/^All \d{3} files stored on this device match it\.$/)).toBeVisible();
	await expectAccessible(page, 'settings with a fingerprint');
});

test('a stored file that is not the one of the manifest is told', async ({ page, ownServer }) => {
	const { origin } = ownServer;
	await page.goto(`${origin}/`);
	await installed(page);
	await page.evaluate(async () => {
		const [name = ''] = await caches.keys();
		const cache = await caches.open(name);
		const [request] = await cache.keys('/icon.svg', { ignoreSearch: true });
		if (request === undefined) throw new Error('not stored');
		const text = (await (await cache.match(request))?.text()) ?? '';
		await cache.put(request, new Response(`${text} `));
	});
	await openSettings(page, origin);
	await expect(page.getByText('Stored files that do not match it: 1.')).toBeVisible();
	expect(await shown(page)).toBe(await fingerprintOf('build'));
});

test('while a new version waits, the fingerprint stays that of the version in use', async ({
	page,
	context,
	ownServer,
}, testInfo) => {
	const { origin } = ownServer;
	const next = testInfo.outputPath('next');
	await makeNextBuild(next);
	await page.goto(`${origin}/`);
	await installed(page);
	// A version that waits is taken when no tab is left of the one before.
	const other = await context.newPage();
	await other.goto(`${origin}/`);
	await ownServer.serve(next);
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await page.getByRole('button', { name: 'Update now' }).waitFor();
	await openSettings(page, origin);
	expect(await shown(page)).toBe(await fingerprintOf('build'));
	await page.getByRole('button', { name: 'Update now' }).click();
	await expect.poll(() => shown(page)).toBe(await fingerprintOf(next));
	await expect(page.getByText(/^All \d{3} files stored on this device match it\.$/)).toBeVisible();
});

test('a file that was changed on its way is not installed', async ({
	page,
	ownServer,
}, testInfo) => {
	const { origin } = ownServer;
	const next = testInfo.outputPath('next');
	const { onlyAfter } = await makeNextBuild(next);
	const half = testInfo.outputPath('half');
	await cp(next, half, { recursive: true });
	await writeFile(join(half, onlyAfter), '// not what the worker was told of');
	await page.goto(`${origin}/`);
	await installed(page);

	const install = () =>
		page.evaluate(async () => {
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
	await ownServer.serve(half);
	expect(await install()).toBe('redundant');
	await ownServer.serve(next);
	expect(await install()).toBe('installed');
});

test('where nothing is stored, the page says so and does not ask the server', async ({
	page,
	complaints,
	ownServer,
}) => {
	ownServer.breakPath('/service-worker.js');
	await openSettings(page, ownServer.origin);
	await expect(page.getByText(/^Not known yet: /)).toBeVisible();
	await expect(page.locator('code')).toHaveCount(0);
	expect(complaints.splice(0).filter((text) => !text.includes('500'))).toEqual([]);
});
