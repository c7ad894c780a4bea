import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { random } from '../../../tests/fixtures/vault';
import { bytesToHex } from '../codec/bytes';
import { PAGE_TABLES } from './database';
import { dataKeyOf, KeysForgotten, StaleKeys, VaultKeys } from './keys';

const dataKey = () => Uint8Array.from({ length: 32 }, (_, at) => at);

/** HKDF-SHA256 by Node, without a salt. */
const derived = (label: string): Uint8Array =>
	new Uint8Array(hkdfSync('sha256', dataKey(), new Uint8Array(), `tessera/${label}`, 32));

describe('VaultKeys', () => {
	it('derives a key for each table as RFC 5869 says, all different', () => {
		const keys = new VaultKeys(dataKey());
		for (const table of PAGE_TABLES)
			expect(keys.pagesKey(table)).toEqual(derived(`pages/${table}`));
		const all = [...PAGE_TABLES.map((table) => keys.pagesKey(table)), derived('index'), dataKey()];
		expect(new Set(all.map(bytesToHex)).size).toBe(PAGE_TABLES.length + 2);
	});

	it('names a page by HMAC-SHA256 of its table and name', () => {
		const name = createHmac('sha256', derived('index'))
			.update('days\0' + '2026-11')
			.digest('hex');
		expect(new VaultKeys(dataKey()).pageName('days', '2026-11')).toBe(name);
	});

	it('makes names that tell nothing: of one length, and others in every vault', () => {
		const pages = ['2026-11', '2026-12', 'all', ''];
		const namesOf = (keys: VaultKeys) =>
			PAGE_TABLES.flatMap((table) => pages.map((page) => keys.pageName(table, page)));
		const names = [...namesOf(new VaultKeys(random(32))), ...namesOf(new VaultKeys(random(32)))];
		expect(new Set(names).size).toBe(2 * PAGE_TABLES.length * pages.length);
		expect(names.every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
	});

	it('does not take a table and a name for another pair that reads the same', () => {
		const keys = new VaultKeys(dataKey());
		const joined = keys.pageName('days', 'all');
		expect(keys.pageName('day' as 'days', 'sall')).not.toBe(joined);
	});

	it('overwrites what it knew and is of no use after that', () => {
		const bytes = dataKey();
		const keys = new VaultKeys(bytes);
		const pagesKey = keys.pagesKey('days');
		keys.pageName('days', '2026-11');
		keys.forget();
		expect(bytes).toEqual(new Uint8Array(32));
		expect(pagesKey).toEqual(new Uint8Array(32));
		expect(() => keys.pagesKey('days')).toThrow('forgotten');
		expect(() => keys.pagesKey('clinical')).toThrow('forgotten');
		expect(() => keys.pageName('days', '2026-11')).toThrow('forgotten');
		keys.forget();
	});
});

describe('dataKeyOf', () => {
	it('is HKDF of both parts, by Node’s own HKDF', () => {
		const secret = random(32);
		const expected = hkdfSync('sha256', dataKey(), secret, 'tessera/data', 32);
		expect(dataKeyOf(dataKey(), secret)).toEqual(new Uint8Array(expected));
	});

	it('is a copy of the root key where there is no secret', () => {
		const root = dataKey();
		const key = dataKeyOf(root, null);
		expect(key).toEqual(root);
		key.fill(0);
		expect(root).toEqual(dataKey());
	});
});

describe('keys in force', () => {
	it('are told from old ones, and from those that must let go', () => {
		const keys = new VaultKeys(dataKey(), 3);
		const other = new VaultKeys(random(32), 3);
		keys.assertInForce({ epoch: 3, check: keys.check });
		expect(() => {
			keys.assertInForce({ epoch: 4, check: keys.check });
		}).toThrow(KeysForgotten);
		expect(() => {
			keys.assertInForce({ epoch: 3, check: other.check });
		}).toThrow(StaleKeys);
	});

	it('give way to others, which overwrites them', () => {
		const bytes = dataKey();
		const keys = new VaultKeys(bytes, 1);
		const before = keys.pagesKey('days');
		const next = random(32);
		const expected = new VaultKeys(next.slice(), 2);
		keys.replace(next, 2);
		expect(keys.pagesKey('days')).toEqual(expected.pagesKey('days'));
		expect(keys.epoch).toBe(2);
		expect(bytes).toEqual(new Uint8Array(32));
		expect(before).toEqual(new Uint8Array(32));
		keys.forget();
		expect(() => {
			keys.replace(random(32), 3);
		}).toThrow(KeysForgotten);
	});
});
