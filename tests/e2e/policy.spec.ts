import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { expect, NO_SUCH_PAGE, test } from './support';

const META_POLICY = /<meta http-equiv="content-security-policy"[^>]*>/;

/** A build whose start page has a script that is not ours. */
async function plantScript(to: string, keepMeta: boolean): Promise<void> {
	await cp('build', to, { recursive: true });
	const page = join(to, 'index.html');
	const html = await readFile(page, 'utf8');
	expect(html).toMatch(META_POLICY);
	const planted = html.replace('</body>', '<script>globalThis.planted = true;</script></body>');
	await writeFile(page, keepMeta ? planted : planted.replace(META_POLICY, ''));
}

for (const by of ['header', 'meta element'] as const)
	test(`a planted inline script is stopped by the policy in the ${by} alone`, async ({
		page,
		complaints,
		ownServer,
	}, testInfo) => {
		const build = testInfo.outputPath('planted');
		await plantScript(build, by === 'meta element');
		await ownServer.serve(build);
		if (by === 'meta element')
			await page.route(`${ownServer.origin}/`, async (route) => {
				const response = await route.fetch();
				const { 'content-security-policy': policy, ...headers } = response.headers();
				expect(policy).toContain("script-src 'self';");
				await route.fulfill({ response, headers });
			});
		await page.goto(`${ownServer.origin}/`);
		// The app itself starts all the same.
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		expect(await page.evaluate(() => 'planted' in globalThis)).toBe(false);
		const stopped = complaints.splice(0);
		expect(stopped.join('\n')).toContain('securitypolicyviolation: script-src-elem inline');
	});

/** Client hints tell a server about the device where it asks for them; these headers do not. */
const isHint = (feature: string) => feature.startsWith('ch-');

/** Whose features `scripts/headers.mjs` names, one by one: another version knows more of them, or fewer. */
const LISTED_CHROMIUM = '156';

const allowedFeatures = (page: Page) =>
	page.evaluate(() => {
		const { featurePolicy } = document as unknown as {
			featurePolicy: { allowedFeatures(): string[] };
		};
		return featurePolicy.allowedFeatures();
	});

test('a page may do nothing that the policy forbids, and tells no server of the device', async ({
	page,
}) => {
	const answer = await page.goto('/');
	const policy = answer?.headers()['permissions-policy'] ?? '';
	const forbidden = [...policy.matchAll(/([\w-]+)=\(\)/g)].map(([, name]) => name);
	expect(forbidden).toContain('geolocation');
	const allowed = await allowedFeatures(page);
	expect(allowed).toContain('camera');
	expect(allowed.filter((feature) => forbidden.includes(feature))).toEqual([]);
	expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
	// Nobody asks for hints, nor has the browser told to keep any.
	for (const path of ['/', '/service-worker.js', NO_SUCH_PAGE])
		expect((await page.request.get(path)).headers()).not.toHaveProperty('accept-ch');
});

test('all that the browser knows is forbidden but what the app uses, and no name is unknown', async ({
	browser,
	page,
}) => {
	test.skip(
		browser.version().split('.')[0] !== LISTED_CHROMIUM,
		`the list is that of Chromium ${LISTED_CHROMIUM}`,
	);
	const said: string[] = [];
	page.on('console', (message) => said.push(message.text()));
	await page.goto('/');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	expect(said.filter((text) => text.includes('Permissions-Policy'))).toEqual([]);
	const allowed = await allowedFeatures(page);
	expect(allowed.filter((feature) => !isHint(feature)).sort()).toEqual([
		'autoplay',
		'camera',
		'clipboard-write',
		'cross-origin-isolated',
		'media-playback-while-not-visible',
		'publickey-credentials-create',
		'publickey-credentials-get',
		'screen-wake-lock',
	]);
});

test('without any policy the planted script runs: the two tests above can fail', async ({
	page,
	ownServer,
}, testInfo) => {
	const build = testInfo.outputPath('planted');
	await plantScript(build, false);
	await ownServer.serve(build);
	await page.route(`${ownServer.origin}/`, async (route) => {
		const response = await route.fetch();
		const { 'content-security-policy': policy, ...headers } = response.headers();
		expect(policy).toContain("script-src 'self';");
		await route.fulfill({ response, headers });
	});
	await page.goto(`${ownServer.origin}/`);
	expect(await page.evaluate(() => 'planted' in globalThis)).toBe(true);
});
