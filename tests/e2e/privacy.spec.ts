import type { BrowserContext, Page } from '@playwright/test';

import {
	checkCode,
	copyCode,
	expect,
	expectVerdict,
	fillDay,
	fillWeek,
	importRecords,
	installed,
	showCode,
	test,
	verdict,
} from './support';

/** Values that stand nowhere else, so that each place where one turns up is a leak. */
const CANARIES = ['31337', '87.654', 'canary-cough-xyzzy'];

const RECORDS = {
	schema: 'tessera.records/1',
	days: [{ kind: 'steps', day: '2026-11-19', value: 31337, source: 'manual' }],
	observations: [{ kind: 'weight', day: '2026-11-01', value: 87.654 }],
	conditions: [{ code: 'canary-cough-xyzzy', since: '2020-02-02', until: null }],
	checkups: [],
};

/** Everything that the origin has at rest, as text: bytes are read as Latin letters. */
async function readAllAtRest(page: Page): Promise<{ place: string; text: string }[]> {
	return page.evaluate(async () => {
		const done = <T>(request: IDBRequest<T>) =>
			new Promise<T>((resolve, reject) => {
				request.onsuccess = () => {
					resolve(request.result);
				};
				request.onerror = () => {
					reject(new Error('IndexedDB'));
				};
			});
		const latin = new TextDecoder('latin1');
		const toText = (value: unknown): string => {
			if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return latin.decode(value);
			if (value instanceof CryptoKey) return '';
			if (typeof value === 'object' && value !== null)
				return Object.entries(value)
					.map(([key, member]) => `${key} ${toText(member)}`)
					.join('\n');
			return String(value);
		};
		const found: { place: string; text: string }[] = [];
		for (const { name = '' } of await indexedDB.databases()) {
			const db = await done(indexedDB.open(name));
			for (const store of db.objectStoreNames) {
				const table = db.transaction(store).objectStore(store);
				const [keys, rows] = await Promise.all([done(table.getAllKeys()), done(table.getAll())]);
				found.push({ place: `IndexedDB ${name} ${store}`, text: toText([keys, rows]) });
			}
			db.close();
		}
		for (const [place, storage] of Object.entries({ localStorage, sessionStorage }))
			found.push({ place, text: JSON.stringify(storage) });
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const text = (await (await cache.match(request))?.text()) ?? '';
				found.push({ place: `cache ${request.url}`, text: `${request.url}\n${text}` });
			}
		}
		return found;
	});
}

const leaks = (texts: readonly { place: string; text: string }[]) =>
	texts.flatMap(({ place, text }) =>
		CANARIES.filter((canary) => text.includes(canary)).map((canary) => `${canary} in ${place}`),
	);

interface Heard {
	readonly requests: { readonly url: string; readonly text: string }[];
	readonly said: string[];
}

/** Listens to every request of the context, its worker's too, and to every line of the console. */
function listenTo(context: BrowserContext): Heard {
	const heard: Heard = { requests: [], said: [] };
	context.on('request', (request) => {
		const text = [request.url(), request.postData() ?? '', JSON.stringify(request.headers())];
		heard.requests.push({ url: request.url(), text: text.join('\n') });
	});
	context.on('console', (message) => heard.said.push(message.text()));
	return heard;
}

// The worker’s requests are listened to, too.
test.use({ watchesWorker: true });

test('nothing leaves and nothing rests in clear, from the first value to the verdict', async ({
	page,
	context,
	baseURL,
	openDevice,
}) => {
	const heard = listenTo(context);
	const seen: string[] = [];
	page.on('framenavigated', (frame) => seen.push(frame.url()));
	await fillWeek(page);
	await importRecords(page, RECORDS);
	await page.goto('/');
	await fillDay(page, { steps: 31337 });
	for (const path of ['/records/', '/score/', '/share/', '/receipts/', '/settings/']) {
		await page.goto(path);
		await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
		seen.push(await page.title());
	}
	await page.goto('/records/');
	await expect(page.getByText('87.654')).toBeVisible();
	await showCode(page);
	const code = await copyCode(page);
	await installed(page);

	const guard = await openDevice();
	const heardAtDoor = listenTo(guard);
	const door = await guard.newPage();
	await checkCode(door, code);
	await expectVerdict(door, 'valid');

	const { requests, said } = heard;
	expect(requests.length).toBeGreaterThan(20);
	for (const { url } of [...requests, ...heardAtDoor.requests])
		expect(url.startsWith(`${baseURL ?? ''}/`) || url.startsWith('blob:'), url).toBe(true);
	expect(leaks(requests.map(({ url, text }) => ({ place: url, text })))).toEqual([]);
	expect(leaks([...said, ...seen].map((text) => ({ place: 'page', text })))).toEqual([]);
	// No code is ever sent or kept either.
	for (const { text } of [...requests, ...heardAtDoor.requests])
		expect(text).not.toContain(code.slice(0, 40));

	const rest = await readAllAtRest(page);
	expect(rest.filter(({ place }) => place.startsWith('IndexedDB tessera'))).not.toEqual([]);
	expect(rest.filter(({ place }) => place.startsWith('cache')).length).toBeGreaterThan(50);
	expect(leaks(rest)).toEqual([]);
	expect(rest.filter(({ text }) => text.includes(code.slice(0, 40)))).toEqual([]);

	// The same look finds what does rest in clear.
	await page.evaluate(
		(canary) =>
			new Promise<void>((resolve) => {
				const request = indexedDB.open('control', 1);
				request.onupgradeneeded = () => {
					const store = request.result.createObjectStore('rows', { autoIncrement: true });
					store.put({ sealed: new TextEncoder().encode(`{"value":${canary}}`) });
				};
				request.onsuccess = () => {
					request.result.close();
					resolve();
				};
			}),
		CANARIES[0] ?? '',
	);
	expect(leaks(await readAllAtRest(page))).toEqual(['31337 in IndexedDB control rows']);
});

test('fifty checks leave nothing at the verifier’s', async ({ page, openDevice }) => {
	await fillWeek(page);
	await showCode(page);
	const code = await copyCode(page);
	const guard = await (await openDevice()).newPage();
	await guard.goto('/verify/');
	await installed(guard);
	const before = await readAllAtRest(guard);
	for (let count = 0; count < 50; count++) {
		await checkCode(guard, count % 2 === 0 ? code : code.slice(0, -2 - count));
		await expect(verdict(guard)).toHaveAttribute('data-verdict', /./);
	}
	const after = await readAllAtRest(guard);
	expect(after).toEqual(before);
	expect(after.filter(({ place }) => place.startsWith('IndexedDB'))).toEqual([]);
	expect(after.find(({ place }) => place === 'localStorage')?.text).toBe('{}');
});
