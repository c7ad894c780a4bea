import type { BrowserContext, Page } from '@playwright/test';

import type { OwnServer } from './own-server';
import { expect, installed, test } from './support';
import { OWN_DEPARTURES, OWN_LOADS } from './ways-out/own-server';
import { helpers, type WayOut } from './ways-out/way-out';

/**
 * The policy must let a page ask its own server for the app's files, and an address can carry data.
 * Once installed, the service worker answers in its place, and asks for nothing that is not in its list.
 */

/** How long a busy machine may take with all of it. */
const PATIENCE_MS = 45_000;

/** After a page has gone on to other loads: longer than one that it began before takes to arrive. */
const ARRIVES_MS = 3000;

const WAYS = [...OWN_LOADS, ...OWN_DEPARTURES];

const nameFor = ({ id }: WayOut) => `canary-${id}-`;

/** Tries every way to tell the app's own server something, in pages that stay open. */
async function tryWays(context: BrowserContext, { origin }: OwnServer): Promise<void> {
	const tryIn = async (page: Page, ways: readonly WayOut[]) => {
		await page.goto(`${origin}/verify/`);
		await page.evaluate(helpers);
		// Whatever it throws: what arrives is what counts.
		for (const way of ways)
			page.evaluate(way.run, { origin: '', port: 0, name: nameFor(way) }).catch(() => null);
	};
	const loads = await context.newPage();
	await tryIn(loads, OWN_LOADS);
	// A departure takes its page with it; each has one of its own.
	for (const way of OWN_DEPARTURES) await tryIn(await context.newPage(), [way]);
	// Loads of one kind are begun in their order: once a later one is there, the others are on their way.
	await loads.evaluate(async () => {
		const image = new Image();
		image.src = '/icon-180.png';
		await image.decode();
	});
	await loads.waitForTimeout(ARRIVES_MS);
}

/** The ways by which the app's own server was told something so far. */
const toldBy = ({ told }: OwnServer): string[] =>
	WAYS.filter((way) => told.some((text) => text.includes(nameFor(way)))).map(({ id }) => id);

// The worker is kept from installing.
test.use({ watchesWorker: true });

test('an installed app asks its server for nothing that is not a file of the app', async ({
	page,
	context,
	ownServer,
	complaints,
}) => {
	test.setTimeout(120_000);
	await page.goto(`${ownServer.origin}/verify/`);
	await installed(page);
	await tryWays(context, ownServer);
	expect(toldBy(ownServer)).toEqual([]);
	// What was refused is in the console.
	complaints.length = 0;
});

test('before it is installed an address tells the server: the test above can fail', async ({
	context,
	ownServer,
	complaints,
}) => {
	test.setTimeout(120_000);
	await context.route('**/service-worker.js', (route) => route.abort());
	const told = ['own-icon', 'own-image', 'own-image-query', 'own-page', 'own-page-query'];
	await tryWays(context, ownServer);
	await expect
		.poll(() => toldBy(ownServer), { timeout: PATIENCE_MS })
		.toEqual(expect.arrayContaining(told));
	complaints.length = 0;
});

test('a stored file that is gone is fetched again, without what was asked with it', async ({
	page,
	ownServer,
	complaints,
}) => {
	const { origin, asked } = ownServer;
	await page.goto(`${origin}/verify/`);
	await installed(page);
	await page.reload();
	const loaded = await page.evaluate(async () => {
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const { url } of await cache.keys())
				if (new URL(url).pathname === '/icon-180.png') await cache.delete(url);
		}
		const image = new Image();
		image.src = '/icon-180.png?canary';
		await image.decode();
		return image.naturalWidth;
	});
	expect(loaded).toBe(180);
	expect(asked).toContain('/icon-180.png');
	expect(asked.join()).not.toContain('canary');
	complaints.length = 0;
});
