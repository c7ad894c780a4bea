import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from './support';

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
