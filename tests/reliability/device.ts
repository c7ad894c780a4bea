import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
	chromium,
	expect,
	test as base,
	type BrowserContext,
	type Page,
	type TestInfo,
} from '@playwright/test';

import { Seeded, seedOfRun } from './seeded';

/**
 * A zone in which it is about noon now, without summer time: a test that takes minutes on the
 * machine's own clock meets neither midnight nor the night, in which the log opens on yesterday.
 */
function zoneOfNoon(): string {
	const ahead = 12 - new Date().getUTCHours();
	// The sign of these names is the other way round (POSIX).
	return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${String(Math.abs(ahead))}`;
}

const ZONE = zoneOfNoon();

/** The day that it is in the zone of the tests, so many days ago. */
export function dayAgo(days: number): string {
	const now = new Date(Date.now() - days * 86_400_000);
	return now.toLocaleDateString('sv-SE', { timeZone: ZONE });
}

/** How long an action may take; what takes longer does not come. */
const ACTION_MS = 30_000;

/** A browser with a profile on the disk: it can be ended at once, or closed, and started again. */
export class Device {
	/** The profile: everything that this browser keeps. */
	readonly folder: string;
	readonly #use: TestInfo['project']['use'];
	#context: BrowserContext | null = null;
	/** The browser's process, which leads the group of all of its processes. */
	#process = 0;
	/** What pages complained about since the start: console errors and uncaught ones. */
	#complaints: string[] = [];
	/** What hears of values that the screen shows as kept; set by a test. */
	onShown: (id: number) => void = () => undefined;

	private constructor(folder: string, use: TestInfo['project']['use']) {
		this.folder = folder;
		this.#use = use;
	}

	static async make({ project }: TestInfo): Promise<Device> {
		return new Device(await mkdtemp(join(tmpdir(), 'tessera-profile-')), project.use);
	}

	/** Starts the browser on its profile; gives its one page. */
	async start(): Promise<Page> {
		const { baseURL, locale } = this.#use;
		const context = await chromium.launchPersistentContext(this.folder, {
			...this.#use.launchOptions,
			...(baseURL === undefined ? {} : { baseURL }),
			...(locale === undefined ? {} : { locale }),
			timezoneId: ZONE,
			// As on a citizen's device: pages that were left may be kept for coming back.
			ignoreDefaultArgs: ['--disable-back-forward-cache', '--enable-automation'],
			serviceWorkers: 'allow',
		});
		this.#context = context;
		context.setDefaultTimeout(ACTION_MS);
		// The lock on the profile is a link to `host-process`.
		this.#process = Number((await readlink(join(this.folder, 'SingletonLock'))).split('-').pop());
		this.#complaints = [];
		context.on('console', (message) => {
			if (message.type() === 'error') this.#complaints.push(`console: ${message.text()}`);
		});
		context.on('weberror', (error) => {
			this.#complaints.push(`uncaught: ${error.error().message}`);
		});
		// Runs as the machine's own; a test may let some seconds pass at once.
		await context.clock.install();
		await context.exposeFunction('shownAsKept', (id: number) => {
			this.onShown(id);
		});
		return context.pages()[0] ?? context.newPage();
	}

	/** Another tab. */
	newPage(): Promise<Page> {
		if (this.#context === null) throw new Error('the browser does not run');
		return this.#context.newPage();
	}

	/** Ends every process of the browser at once, wherever they are (SIGKILL to their group). */
	async kill(): Promise<void> {
		const context = this.#context;
		if (context === null) return;
		const gone = new Promise((done) => context.once('close', done));
		process.kill(-this.#process, 'SIGKILL');
		await gone;
		this.#context = null;
	}

	/** Closes the browser as a person does. */
	async close(): Promise<void> {
		await this.#context?.close();
		this.#context = null;
	}

	expectNoComplaints(): void {
		expect(this.#complaints, 'what the pages complained about').toEqual([]);
	}

	async remove(): Promise<void> {
		await this.kill();
		await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

export const test = base.extend<{
	/** A browser of this test alone, with a profile that is removed afterwards. */
	device: Device;
	/** The chance of this test. */
	random: Seeded;
}>({
	// Playwright asks for the braces of a fixture that needs no other.
	// eslint-disable-next-line no-empty-pattern
	device: async ({}, use, testInfo) => {
		const device = await Device.make(testInfo);
		await use(device);
		await device.remove();
	},
	// eslint-disable-next-line no-empty-pattern
	random: async ({}, use, testInfo) => {
		const seed = seedOfRun();
		console.log(`${testInfo.title}: seed ${String(seed)}`);
		await use(new Seeded(seed));
	},
});
