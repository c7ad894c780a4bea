import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { expect, field, fillDay, test } from './support';

interface PageVector {
	readonly version: number;
	readonly table: string;
	readonly nonce: string;
	readonly key: string;
	readonly sealed: string;
	readonly content: Record<string, readonly Record<string, unknown>[]>;
}

const vectors = JSON.parse(
	await readFile(new URL('../vectors/vault-pages.json', import.meta.url), 'utf8'),
) as { dataKey: string; pages: readonly PageVector[] };
const first = vectors.pages.filter(({ version }) => version === 1);

/**
 * Makes the database as the first version of the app made it: two tables, the data key itself wrapped
 * for the device, and pages of version 1.
 */
async function makeFirstVault(page: Page): Promise<void> {
	const bytes = (text: string, encoding: BufferEncoding) => [...Buffer.from(text, encoding)];
	await page.evaluate(
		async ({ dataKey, pages }) => {
			const db = await new Promise<IDBDatabase>((resolve) => {
				const opening = indexedDB.open('tessera', 10);
				opening.onupgradeneeded = () => {
					opening.result.createObjectStore('slots', { keyPath: 'id' });
					const store = opening.result.createObjectStore('pages', { keyPath: 'key' });
					store.createIndex('table', 'table');
				};
				opening.onsuccess = () => {
					resolve(opening.result);
				};
			});
			const wrappingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
				'encrypt',
				'decrypt',
			]);
			const iv = crypto.getRandomValues(new Uint8Array(12));
			const wrapped = new Uint8Array(
				await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, wrappingKey, new Uint8Array(dataKey)),
			);
			const writing = db.transaction(['slots', 'pages'], 'readwrite');
			writing.objectStore('slots').put({ id: 'device', version: 1, wrappingKey, iv, wrapped });
			for (const { nonce, sealed, ...rest } of pages)
				writing
					.objectStore('pages')
					.put({ ...rest, nonce: new Uint8Array(nonce), sealed: new Uint8Array(sealed) });
			await new Promise((resolve) => (writing.oncomplete = resolve));
			db.close();
		},
		{
			dataKey: bytes(vectors.dataKey, 'hex'),
			// Of the two pages of settings the one that has something in every place is the last.
			pages: first.map(({ version, table, key, nonce, sealed }) => ({
				version,
				table,
				key,
				nonce: bytes(nonce, 'hex'),
				sealed: bytes(sealed, 'base64url'),
			})),
		},
	);
}

const contentOf = (table: string, part: string) =>
	first.filter((vector) => vector.table === table).flatMap(({ content }) => content[part] ?? []);

async function exported(page: Page): Promise<Record<string, Record<string, unknown>[]>> {
	await page.goto('/settings/');
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Export all records' }).click();
	const path = await (await download).path();
	return JSON.parse(await readFile(path, 'utf8')) as Record<string, Record<string, unknown>[]>;
}

test('a vault of the first version opens with all that was in it, and can be written to', async ({
	page,
}) => {
	await page.goto('/verify/');
	await makeFirstVault(page);
	const expectAll = async () => {
		const file = await exported(page);
		for (const [part, table] of [
			['days', 'days'],
			['observations', 'clinical'],
			['checkups', 'clinical'],
			['conditions', 'conditions'],
		] as const) {
			const expected = contentOf(table, part === 'days' ? 'entries' : part);
			expect(expected.length, part).toBeGreaterThan(0);
			expect(file[part]).toEqual(expect.arrayContaining([...expected]));
		}
	};
	await expectAll();
	await expect(page.getByRole('switch', { name: 'I am under 18 or pregnant' })).toBeChecked();
	await expect(page.getByText('Your days are counted in the time of Shanghai.')).toBeVisible();
	await page.goto('/receipts/');
	await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(
		contentOf('receipts', 'receipts').length,
	);
	await expect(page.getByRole('alert')).toHaveCount(0);

	await page.goto('/');
	await fillDay(page, { cigarettes: 1 });
	await page.clock.fastForward(10_000);
	await page.reload();
	await expect(field(page, 'cigarettes')).toHaveValue('1');
	await expectAll();
});
