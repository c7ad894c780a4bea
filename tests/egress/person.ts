import { join } from 'node:path';

import type { BrowserContext, BrowserType, LaunchOptions, Page } from '@playwright/test';

import { clipboardText } from '../e2e/clipboard';
import type { Drawing } from '../e2e/code-video';
import { FakeCamera } from '../e2e/fake-camera';
import { readAtRest } from './at-rest';
import { readPath } from './codes';
import { BROWSERS_OWN, SERVER_ORIGIN } from './network.mjs';
import type { Observer } from './observer';

export type Role = 'citizen' | 'verifier';

/** Names that the browser asks for by itself do not exist; all others are asked for. */
const RESOLVER_RULES = BROWSERS_OWN.map((domain) => `MAP *.${domain} ~NOTFOUND`).join(', ');

/** In the page: tells of each code that is drawn, and of each violation of the page's policy. */
function watchPage(): void {
	const told = new Set<string>();
	const tell = (globalThis as unknown as { toldToProof: (kind: string, text: string) => void })
		.toldToProof;
	new MutationObserver(() => {
		for (const path of document.querySelectorAll('svg[role="img"] > path')) {
			const drawn = path.getAttribute('d') ?? '';
			if (!/^M\d+ \d+h\d+v1H/.test(drawn) || told.has(drawn)) continue;
			told.add(drawn);
			tell('drawn', drawn);
		}
	}).observe(document, { subtree: true, childList: true, attributeFilter: ['d'] });
	document.addEventListener('securitypolicyviolation', (event) => {
		tell('violation', `${event.effectiveDirective} ${event.blockedURI}`);
	});
}

/** One person with a browser and a profile of their own, all of which is watched. */
export class Person {
	readonly role: Role;
	readonly profile: string;
	readonly #observer: Observer;
	readonly #camera: FakeCamera;
	readonly #film: string;
	#context: BrowserContext | null = null;

	constructor(role: Role, folder: string, observer: Observer) {
		this.role = role;
		this.profile = join(folder, `profile-${role}`);
		this.#observer = observer;
		this.#film = join(folder, `camera-${role}.y4m`);
		this.#camera = new FakeCamera(this.#film);
	}

	get context(): BrowserContext {
		if (this.#context === null) throw new Error(`The ${this.role} has no browser open.`);
		return this.#context;
	}

	/** Opens the browser with the profile as it was left, and an empty page. */
	async open(chromium: BrowserType, options: LaunchOptions): Promise<Page> {
		await this.#camera.see();
		const context = await chromium.launchPersistentContext(this.profile, {
			...options,
			args: [
				...(options.args ?? []),
				`--use-file-for-fake-video-capture=${this.#film}`,
				// So that packets can be read: the server speaks plain HTTP, and not from localhost.
				`--unsafely-treat-insecure-origin-as-secure=${SERVER_ORIGIN}`,
				`--host-resolver-rules=${RESOLVER_RULES}`,
			],
			baseURL: SERVER_ORIGIN,
			locale: 'en-GB',
			timezoneId: 'Asia/Shanghai',
			permissions: ['camera', 'clipboard-write'],
		});
		this.#context = context;
		await this.#watch(context);
		return context.pages()[0] ?? context.newPage();
	}

	async #watch(context: BrowserContext): Promise<void> {
		const look = (kind: string, content: string) => {
			this.#observer.look(kind, this.role, content.slice(0, 80), content);
		};
		const complain = (text: string) => this.#observer.complaints.push(`${this.role}: ${text}`);
		context.on('console', (message) => {
			look('console', message.text());
			if (message.type() === 'error') complain(message.text());
		});
		context.on('weberror', (error) => {
			complain(String(error.error()));
		});
		context.on('request', (request) => {
			look('address of a request', request.url());
		});
		const watch = (page: Page) =>
			page.on('framenavigated', (frame) => {
				look('address of a page', frame.url());
			});
		context.pages().forEach(watch);
		context.on('page', watch);
		await context.exposeBinding('toldToProof', (_source, kind: string, text: string) => {
			if (kind === 'violation') complain(text);
			else this.#observer.code(readPath(text) ?? 'a drawing that cannot be read');
		});
		await context.addInitScript(watchPage);
	}

	/** Points the camera at a code, or at a white wall. */
	async see(drawing?: Drawing): Promise<void> {
		await this.#camera.see(drawing);
	}

	/** Looks through all that a page and its origin have now; through the stored files if it is asked to. */
	async look(page: Page, withFiles = false): Promise<void> {
		const look = (kind: string, place: string, content: string | Uint8Array) => {
			this.#observer.look(kind, this.role, place, content);
		};
		look('title', page.url(), await page.title());
		const session = await this.context.newCDPSession(page);
		const { entries } = await session.send('Page.getNavigationHistory');
		await session.detach();
		for (const { url, title } of entries) look('history', url, `${url}\n${title}`);
		for (const { kind, place, base64 } of await readAtRest(page, withFiles))
			look(kind, place, Buffer.from(base64, 'base64'));
		look('cookies', 'all', JSON.stringify(await this.context.cookies()));
	}

	/** What was copied last, as a code or as whatever else it is. */
	async lookAtClipboard(page: Page): Promise<string> {
		const text = await clipboardText(page);
		this.#observer.look('clipboard', this.role, 'a copy', text.slice(0, -60));
		return text;
	}

	async close(): Promise<void> {
		await this.#context?.close();
		this.#context = null;
	}
}
