import { AxeBuilder } from '@axe-core/playwright';
import {
	test as base,
	expect,
	type BrowserContext,
	type BrowserContextOptions,
	type Page,
} from '@playwright/test';

import { copiedBy } from './clipboard';
import { OwnServer } from './own-server';

/** WCAG 2.2, levels A and AA, as axe names them. */
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What a page says through the console when the policy stopped something. */
const VIOLATION = 'securitypolicyviolation:';

/** Playwright's own switch. */
const WORKERS_LEFT_OUT = 'PLAYWRIGHT_DISABLE_SERVICE_WORKER_NETWORK';

/** An address without a page. */
export const NO_SUCH_PAGE = '/no-such-page/';

/** Noon in the zone of the tests, far from midnight and from the night. */
const NOON = '2026-11-20T12:00:03+08:00';

/**
 * Reports violations of the page's policy. The console's own message would do in most cases; the
 * event also tells of those that a script caught.
 */
function reportViolations(prefix: string): void {
	document.addEventListener('securitypolicyviolation', (event) => {
		console.error(`${prefix} ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
	});
}

/** What tells of requests, or stops them; without the worker's it would look as if there were none. */
const REQUEST_EVENTS = ['request', 'requestfailed', 'requestfinished', 'response'];

/**
 * Has Playwright leave out the requests of service workers: one for each file of the app in each
 * context, all told to the test, a fifth of the time of a test that does not look at them. A context
 * that is asked about them nevertheless refuses.
 */
function leaveOutWorkers(context: BrowserContext): void {
	// Read when a worker starts; what starts a page later is in the same process.
	process.env[WORKERS_LEFT_OUT] = '1';
	const refuse = (): never => {
		throw new Error('The worker’s requests are left out: `test.use({ watchesWorker: true })`.');
	};
	const on = context.on.bind(context) as (event: string, listener: () => void) => BrowserContext;
	Object.assign(context, {
		route: refuse,
		setOffline: refuse,
		on: (event: string, listener: () => void) =>
			REQUEST_EVENTS.includes(event) ? refuse() : on(event, listener),
	});
}

async function collect(context: BrowserContext, complaints: string[]): Promise<void> {
	context.on('console', (message) => {
		// The server says 404 for the page that there is none, as it should.
		if (message.location().url.endsWith(NO_SUCH_PAGE)) return;
		if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
	});
	context.on('weberror', (error) => {
		const { name, message, stack } = error.error();
		// Those of Dexie have neither message nor stack.
		complaints.push(`uncaught: ${name}: ${message} ${stack ?? ''}`);
	});
	await context.addInitScript(reportViolations, VIOLATION);
}

interface Fixtures {
	/** When the pages' clocks start, and run on from there; null: the machine's own clock. */
	startsAt: string | null;
	/** Whether the requests of service workers are told, and can be routed and cut off. */
	watchesWorker: boolean;
	/** Sets the clock of a context, so that all devices of one test agree on the time. */
	setClock: (context: BrowserContext) => Promise<void>;
	/**
	 * What pages complained about so far: console errors, uncaught errors, violations of the policy.
	 * Any that is left at the end fails the test; a test that expects one takes it out.
	 */
	complaints: string[];
	/** Another person's browser, which shares nothing with the test's own. */
	openDevice: (options?: BrowserContextOptions) => Promise<BrowserContext>;
	/** A server of this test alone, which it may stop, break or give another build. */
	ownServer: OwnServer;
}

export const test = base.extend<Fixtures>({
	startsAt: [NOON, { option: true }],
	watchesWorker: [false, { option: true }],
	context: async ({ context, watchesWorker }, use) => {
		if (watchesWorker) Reflect.deleteProperty(process.env, WORKERS_LEFT_OUT);
		else leaveOutWorkers(context);
		await use(context);
	},
	setClock: async ({ startsAt }, use) => {
		const began = Date.now();
		await use(async (context) => {
			if (startsAt === null) return;
			await context.clock.install({ time: Date.parse(startsAt) + Date.now() - began });
		});
	},
	complaints: [
		async ({ context, setClock }, use) => {
			const complaints: string[] = [];
			await collect(context, complaints);
			await setClock(context);
			await use(complaints);
			expect(complaints, 'what the pages complained about').toEqual([]);
		},
		{ auto: true },
	],
	openDevice: async ({ browser, complaints, setClock, watchesWorker }, use) => {
		const opened: BrowserContext[] = [];
		await use(async (options) => {
			const context = await browser.newContext(options);
			opened.push(context);
			if (!watchesWorker) leaveOutWorkers(context);
			await collect(context, complaints);
			await setClock(context);
			return context;
		});
		for (const context of opened) await context.close();
	},
	// Playwright asks for the braces of a fixture that needs no other.
	// eslint-disable-next-line no-empty-pattern
	ownServer: async ({}, use) => {
		const server = await OwnServer.start();
		await use(server);
		await server.stop();
	},
});

export { expect };

/** Expects that axe finds nothing against WCAG 2.2 AA on the page as it is now, light and dark. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
	for (const theme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
		await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
		const { violations } = await new AxeBuilder({ page })
			// In the page itself, which has no frames of others, instead of with a second page for each look.
			.setLegacyMode()
			// What is right is not described, node by node: that took longer than finding what is wrong.
			.options({ resultTypes: ['violations'] })
			.withTags(WCAG_22_AA)
			.analyze();
		const found = violations.map(
			({ id, help, nodes }) =>
				`${id}: ${help} at ${nodes.map(({ target, any }) => `${target.join(' ')} (${any[0]?.message ?? ''})`).join(', ')}`,
		);
		expect.soft(found, `what axe found: ${where}, ${theme}`).toEqual([]);
	}
}

/** Values of one day as the quick log has them; what is left out is not told. */
export interface Day {
	readonly steps?: number;
	readonly activity?: number;
	readonly sleep?: number;
	readonly cigarettes?: number;
}

const FIELDS = {
	steps: 'Steps',
	activity: 'Activity (minutes)',
	sleep: 'Sleep (hours)',
	cigarettes: 'Cigarettes',
} as const;

/** One control of the quick log. */
export const field = (page: Page, name: keyof typeof FIELDS) =>
	page.getByRole('spinbutton', { name: FIELDS[name], exact: true });

/** Types a day's values into the quick log, on the day that it shows. */
export async function fillDay(page: Page, day: Day): Promise<void> {
	for (const [name, value] of Object.entries(day) as [keyof Day, number][]) {
		await field(page, name).fill(String(value));
		await field(page, name).blur();
		await expect(field(page, name)).toHaveValue(String(value));
	}
	// A field shows what was typed until that is kept; while it is on its way the app is busy. Another
	// tab may be busy for longer, with a code on its screen.
	const idle = expect.poll(() => page.evaluate(isBusy), { timeout: 2000 }).toBe(false);
	await idle.catch(() => undefined);
}

/** Whether the page is writing; runs inside it. */
export async function isBusy(): Promise<boolean> {
	const { held = [], pending = [] } = await navigator.locks.query();
	return [...held, ...pending].some(({ name }) => name === 'tessera-busy');
}

/** Logs the last `days` complete days with the quick log of the start screen. */
export async function logDays(page: Page, days: number, day: Day = { steps: 9000 }): Promise<void> {
	for (let back = 0; back < days; back++) {
		await page.getByRole('button', { name: 'Previous day' }).click();
		await fillDay(page, day);
	}
}

/** Fills the last seven days on their one sheet; ends on the start screen. */
export async function fillWeek(page: Page, origin = ''): Promise<void> {
	await page.goto(`${origin}/fill/`);
	const typed = { Steps: '9000', 'Sleep (hours)': '7.5' };
	for (const [label, value] of Object.entries(typed)) {
		await page.getByRole('group', { name: label }).getByRole('spinbutton').first().fill(value);
		await page.getByRole('button', { name: `${label}: Same on all` }).click();
	}
	await page.getByRole('button', { name: 'Alcohol (grams): None on all' }).click();
	await page.getByRole('button', { name: 'Cigarettes: None on all' }).click();
	await page.getByRole('button', { name: 'Keep and see the score' }).click();
	await expect(tile(page)).toBeVisible();
}

/** Brings records in as a citizen does: by a file. Ends on the import's page. */
export async function importRecords(page: Page, records: object): Promise<void> {
	await page.goto('/import/');
	await page.getByLabel('Choose a file').setInputFiles({
		name: 'records.json',
		mimeType: 'application/json',
		buffer: Buffer.from(JSON.stringify(records)),
	});
	await page.getByRole('button', { name: 'Keep these records' }).click();
	await expect(page.getByRole('heading', { name: 'Kept' })).toBeVisible();
}

/** The tile with the score, by what it says in words. */
export const tile = (page: Page) => page.getByRole('img', { name: /^Score / });

/** The score and the colour that the tile says. */
export async function readTile(page: Page): Promise<{ score: number; band: string }> {
	const label = (await tile(page).getAttribute('aria-label')) ?? '';
	const [, score, band] = /^Score (?:about )?(\d+), (\w+), /.exec(label) ?? [];
	expect(score, `a score in "${label}"`).toBeDefined();
	return { score: Number(score), band: band ?? '' };
}

export const codeScreen = (page: Page) => page.getByRole('dialog', { name: 'Your code' });

/** Shows a code that says the colour itself, or "at least" one. */
export async function showCode(
	page: Page,
	says: 'Colour' | 'At least' = 'Colour',
	origin = '',
): Promise<void> {
	await page.goto(`${origin}/share/`);
	await page.getByRole('radio', { name: says, exact: true }).check();
	await page.getByRole('button', { name: 'Show code' }).click();
	await expect(codeScreen(page)).toBeVisible();
}

/** The text of the code on the screen, by way of the clipboard. */
export async function copyCode(page: Page): Promise<string> {
	await page.context().grantPermissions(['clipboard-write']);
	return copiedBy(page, async () => {
		await page.getByRole('button', { name: 'Copy code text' }).click();
		await expect(page.getByText('Copied.')).toBeVisible();
	});
}

/** Where the verdict is told, with its stable name in `data-verdict`. */
export const verdict = (page: Page) => page.locator('[role="status"].verdict');

/** Pastes a code at the verifier's page and has it checked. */
export async function checkCode(page: Page, code: string): Promise<void> {
	if (!page.url().endsWith('/verify/')) await page.goto('/verify/');
	await page.getByRole('textbox', { name: 'Paste a code' }).fill(code);
	await page.getByRole('button', { name: 'Check', exact: true }).click();
}

export const expectVerdict = (page: Page, expected: string) =>
	expect(verdict(page)).toHaveAttribute('data-verdict', expected);

/** Waits until the app is installed: from then on it opens without its server. */
export async function installed(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const { active } = await navigator.serviceWorker.ready;
		if (active?.state === 'activated') return;
		await new Promise((resolve) => active?.addEventListener('statechange', resolve));
	});
}
