import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium, type BrowserContext, type Page } from '@playwright/test';

import { CHANNELS, type Channel } from '../../src/lib/flows/channels';
import { LaidOpen, Listener } from './laid-open.mjs';
import { expect, installed, NO_SUCH_PAGE, test } from './support';
import { AROUND } from './ways-out/around';
import { CONNECTIONS } from './ways-out/connections';
import { DEPARTURES } from './ways-out/departures';
import { LOADS } from './ways-out/loads';
import { UNHEARD } from './ways-out/unheard';
import { helpers, type WayOut } from './ways-out/way-out';

/**
 * Tries every channel of `src/lib/flows/channels.ts` in earnest and holds the table against what
 * arrived elsewhere: a request, a datagram, a bare connection, or a name in the browser's own log.
 */

const WAYS_OUT: readonly WayOut[] = [...CONNECTIONS, ...LOADS, ...DEPARTURES, ...AROUND];

type Doors = Parameters<typeof LaidOpen.start>[0];

/** Channels that have a test of their own below. */
const APART = ['other-page', 'reports'];

/** Pages at once, and how long a page has in which nothing, or at last something, arrives. */
const PAGES = 8;
const SILENCE_MS = 2000;
const PATIENCE_MS = 15_000;

/** What makes Chromium guess ahead as it does at home; Playwright turns that off. */
const OFF_AT_HOME = ['--disable-background-networking'];

/** Whether these doors stop a way, by the table. */
function isStopped(channel: Channel, { policy, guard }: Doors): boolean {
	const { stoppedBy } = channel;
	return (
		stoppedBy.includes('browser') ||
		(policy && stoppedBy.includes('policy')) ||
		(guard && stoppedBy.includes('guard'))
	);
}

const channelOf = (way: { readonly channel: string }): Channel => {
	const found = CHANNELS.find(({ id }) => id === way.channel);
	if (found === undefined) throw new Error(`No channel '${way.channel}'`);
	return found;
};

const nameFor = ({ id }: WayOut) => `x-${id}.canary.test`;

/** Tries one way on a page of its own; returns what arrived, without what the log has. */
async function tryWay(context: BrowserContext, app: LaidOpen, way: WayOut, ms: number) {
	const listener = await Listener.start();
	const page = await context.newPage();
	const opened: Page[] = [page];
	page.on('popup', (popup) => opened.push(popup));
	page.on('dialog', (dialog) => void dialog.dismiss());
	const name = nameFor(way);
	try {
		await page.goto(`${app.origin}/`);
		await page.evaluate(helpers);
		// Whatever it throws: what arrives is what counts.
		const tried = page.evaluate(way.run, { origin: listener.origin, port: listener.port, name });
		tried.catch(() => null);
		const until = Date.now() + ms;
		while (Date.now() < until && listener.heard.length === 0) await page.waitForTimeout(100);
		return listener.heard;
	} finally {
		for (const one of opened) await one.close();
		listener.stop();
	}
}

/** Ways by which something got out past these doors. */
async function tryAll(doors: Doors): Promise<Map<string, string>> {
	const folder = mkdtempSync(join(tmpdir(), 'tessera-channels-'));
	const log = join(folder, 'net-log.json');
	// A profile as at home: in a private one, Chromium does not connect ahead.
	const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
		...test.info().project.use.launchOptions,
		args: [
			...(test.info().project.use.launchOptions?.args ?? []).filter(
				(arg) => !OFF_AT_HOME.includes(arg) && arg !== '--disable-quic',
			),
			`--log-net-log=${log}`,
		],
		ignoreDefaultArgs: OFF_AT_HOME,
	});
	const app = await LaidOpen.start(doors);
	const out = new Map<string, string>();
	try {
		const tryThese = async (waiting: WayOut[]) => {
			for (let way = waiting.shift(); way !== undefined; way = waiting.shift()) {
				const isSilent = way.refused === true || isStopped(channelOf(way), doors);
				const isNamed = /^(?:link-dns-prefetch.*|webauthn-.*|payment)$/.test(way.id);
				const ms = isSilent || isNamed ? SILENCE_MS : PATIENCE_MS;
				const arrived = await tryWay(context, app, way, ms);
				if (arrived.length > 0) out.set(way.id, arrived.join(', '));
			}
		};
		const waiting = WAYS_OUT.filter(({ inFront }) => inFront === undefined);
		await Promise.all(Array.from({ length: PAGES }, () => tryThese(waiting)));
		await tryThese(WAYS_OUT.filter(({ inFront }) => inFront === true));
	} finally {
		await context.close();
		app.stop();
	}
	const text = readFileSync(log, 'utf8');
	rmSync(folder, { recursive: true });
	for (const way of WAYS_OUT)
		if (!out.has(way.id) && text.includes(nameFor(way))) out.set(way.id, 'its name');
	return out;
}

const DOORS = [
	['neither', { policy: false, guard: false }],
	['the policy alone', { policy: true, guard: false }],
	['the guard alone', { policy: false, guard: true }],
	['both', { policy: true, guard: true }],
] as const;

test.describe('the table of channels', () => {
	test('has each way that is tried, and no more', () => {
		const ways = [...WAYS_OUT, ...UNHEARD];
		const tried = new Set([...ways.map(({ channel }) => channel), ...APART]);
		const said = CHANNELS.filter((channel) => channel.test === 'tests/e2e/channels.spec.ts');
		expect([...tried].sort()).toEqual(said.map(({ id }) => id).sort());
		expect(new Set(ways.map(({ id }) => id)).size).toBe(ways.length);
	});

	for (const [name, doors] of DOORS)
		test(`is right with ${name}`, async () => {
			test.setTimeout(300_000);
			const out = await tryAll(doors);
			for (const channel of CHANNELS) {
				const ways = WAYS_OUT.filter((way) => way.channel === channel.id);
				if (ways.length === 0) continue;
				const leaks = ways
					.filter(({ id }) => out.has(id))
					.map(({ id }) => `${id}: ${String(out.get(id))}`);
				if (isStopped(channel, doors)) expect.soft(leaks, channel.id).toEqual([]);
				else expect.soft(leaks, `something of ${channel.id}`).not.toEqual([]);
			}
		});

	for (const [name, doors] of DOORS)
		test(`is right with ${name} where nobody hears it`, async ({ openDevice, complaints }) => {
			const context = await openDevice();
			const app = await LaidOpen.start(doors);
			for (const way of UNHEARD) {
				const page = await context.newPage();
				await page.goto(`${app.origin}/`);
				await page.evaluate(helpers);
				const found = await page.evaluate(way.tryIt);
				expect.soft(found, way.id).toBe(isStopped(channelOf(way), doors) ? 'shut' : 'open');
				await page.close();
			}
			app.stop();
			// A program that is not there to be opened is said in the console.
			complaints.length = 0;
		});
});

test('every page has the guard before anything else, and nothing puts back what it took', async ({
	page,
}) => {
	for (const path of ['/', '/verify/', NO_SUCH_PAGE]) {
		await page.goto(path);
		const found = await page.evaluate(() => {
			const taken = ['RTCPeerConnection', 'WebTransport', 'WebSocket', 'Notification'];
			const scripts = Array.from(document.scripts, ({ src }) => src);
			return {
				first: scripts[0],
				stillThere: taken.filter((name) => Reflect.get(window, name) !== undefined),
				putBack: taken.filter(
					(name) =>
						Reflect.set(window, name, Object) ||
						Reflect.deleteProperty(window, name) ||
						Reflect.defineProperty(window, name, { value: Object }),
				),
				frame: document.createElement('iframe'),
				opened: window.open('about:blank'),
			};
		});
		expect(found).toEqual({
			first: expect.stringMatching(/\/boot\.[\w-]+\.js$/) as unknown,
			stillThere: [],
			putBack: [],
			frame: null,
			opened: null,
		});
	}
});

test('our service worker cannot ask another server', async ({ page, context, complaints }) => {
	const listener = await Listener.start();
	await page.goto('/verify/');
	await installed(page);
	const [worker] = context.serviceWorkers();
	const answers = await worker?.evaluate(async (origin) => {
		const ask = (address: string) =>
			fetch(address, { mode: 'no-cors' }).then(
				() => 'answered',
				() => 'refused',
			);
		return [await ask('/icon.svg'), await ask(`${origin}/x`)];
	}, listener.origin);
	listener.stop();
	expect(answers).toEqual(['answered', 'refused']);
	expect(listener.heard).toEqual([]);
	// Chromium says in the console what the policy refused.
	complaints.length = 0;
});

test('a page that opens the app is cut off from it', async ({ page, baseURL }) => {
	const bare = await LaidOpen.start({ policy: false, guard: false });
	const isHeld = async (address: string) => {
		await page.goto(`${bare.origin}/`);
		const [popup] = await Promise.all([
			page.waitForEvent('popup'),
			page.evaluate((where) => {
				window.open(where);
			}, address),
		]);
		await popup.waitForURL(address);
		const held = await popup.evaluate(() => window.opener !== null);
		await popup.close();
		return held;
	};
	const held = [await isHeld(`${bare.origin}/script.js`), await isHeld(`${baseURL ?? ''}/verify/`)];
	bare.stop();
	expect(held).toEqual([true, false]);
});

test('no header names an address for reports', async ({ request }) => {
	for (const path of ['/', '/verify/', '/service-worker.js', NO_SUCH_PAGE]) {
		const headers = (await request.get(path)).headers();
		expect(JSON.stringify(headers)).not.toMatch(/report-(?:uri|to)|reporting-endpoints|"nel"/i);
		expect(headers['content-security-policy']).toContain("default-src 'none'");
	}
});
