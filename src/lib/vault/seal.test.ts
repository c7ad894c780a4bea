import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { random } from '../../../tests/fixtures/vault';
import { equalBytes } from '../codec/bytes';
import { PAGE_TABLES, type StoredPage } from './database';
import { openPage, sealPage } from './seal';
import { SCHEMA_VERSION } from './upgrade';

const PADDING = 4096;
const TAG_BYTES = 16;

const pageKey = random(32);
const name = 'ab'.repeat(32);

/** Any JSON object; lone surrogates and −0 are no canonical JSON. */
const json = fc
	.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }))
	.map((value) => JSON.parse(JSON.stringify(value)) as object);

const seal = (content: object) => sealPage(pageKey, 'days', name, content, random);

/** The page with one bit turned, of its bytes one after the other. */
function* flips(page: StoredPage, member: 'nonce' | 'sealed'): Generator<StoredPage> {
	const bytes = page[member].slice();
	for (let bit = 0; bit < bytes.length * 8; bit++) {
		const mask = 1 << (bit % 8);
		const at = bit >> 3;
		bytes[at] = (bytes[at] ?? 0) ^ mask;
		yield { ...page, [member]: bytes };
		bytes[at] ^= mask;
	}
}

describe('a sealed page', () => {
	it('opens to what was sealed, whatever that is', () => {
		fc.assert(
			fc.property(json, fc.constantFrom(...PAGE_TABLES), fc.string(), (content, table, key) => {
				const page = sealPage(pageKey, table, key, content, random);
				expect(openPage(pageKey, page)).toEqual({ ok: true, value: content });
			}),
			{ numRuns: 300 },
		);
	});

	it('has a length in steps of 4 KiB, and no more steps than it needs', () => {
		const sizes = [0, 1, 4000, 4080, 4083, 4084, 4085, 8176, 8180, 8181, 100_000];
		const lengths = sizes.map((size) => seal({ a: 'x'.repeat(size) }).sealed.length - TAG_BYTES);
		// 4 bytes of length and 8 of `{"a":""}` are there too.
		expect(lengths).toEqual(sizes.map((size) => Math.ceil((size + 12) / PADDING) * PADDING));
	});

	it('says by its length nothing of a day more or less', () => {
		const entry = { kind: 'steps', day: '2026-11-20', value: 54_321, source: 'manual' };
		const lengthOf = (count: number) => seal({ entries: Array(count).fill(entry) }).sealed.length;
		expect(new Set([0, 1, 2, 10, 30].map(lengthOf)).size).toBe(1);
	});

	it('shares nothing with another one of the same content', () => {
		const [one, other] = [seal({ steps: 54_321 }), seal({ steps: 54_321 })];
		expect(equalBytes(one.nonce, other.nonce)).toBe(false);
		const blocks = (page: StoredPage) =>
			Array.from({ length: page.sealed.length / 8 }, (_, at) =>
				Buffer.from(page.sealed.subarray(at * 8, at * 8 + 8)).toString('hex'),
			);
		const seen = new Set(blocks(one));
		expect(seen.size).toBe(one.sealed.length / 8);
		expect(blocks(other).filter((block) => seen.has(block))).toEqual([]);
	});

	it('does not open with any one bit of its nonce or its sealed bytes turned', () => {
		const page = seal({ steps: 54_321 });
		let tried = 0;
		for (const member of ['nonce', 'sealed'] as const)
			for (const flipped of flips(page, member)) {
				const opened = openPage(pageKey, flipped);
				if (opened.ok || opened.error !== 'damaged') expect(opened).toBe('damaged');
				tried++;
			}
		expect(tried).toBe((24 + PADDING + TAG_BYTES) * 8);
		expect(openPage(pageKey, page).ok).toBe(true);
	});

	it('does not open under another key, not even one with one bit turned', () => {
		const page = seal({ steps: 54_321 });
		for (let bit = 0; bit < 256; bit++) {
			const other = pageKey.slice();
			other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit % 8));
			expect(openPage(other, page)).toEqual({ ok: false, error: 'damaged' });
		}
	});

	it('does not open in another place: its own key and table are sealed with it', () => {
		const page = seal({ steps: 54_321 });
		for (let at = 0; at < name.length; at++) {
			const key = `${name.slice(0, at)}0${name.slice(at + 1)}`;
			expect(openPage(pageKey, { ...page, key })).toEqual({ ok: false, error: 'damaged' });
		}
		for (const table of PAGE_TABLES.filter((other) => other !== 'days'))
			expect(openPage(pageKey, { ...page, table })).toEqual({ ok: false, error: 'damaged' });
		// A key must not take over a part of the table's name.
		const moved = { ...page, table: 'day' as StoredPage['table'], key: `s${name}` };
		expect(openPage(pageKey, moved)).toEqual({ ok: false, error: 'damaged' });
	});

	it('does not open as another version', () => {
		const page = seal({ steps: 54_321 });
		for (let bit = 0; bit < 31; bit++) {
			const version = page.version ^ (1 << bit);
			const error = version > SCHEMA_VERSION ? 'newer-version' : 'damaged';
			expect(openPage(pageKey, { ...page, version })).toEqual({ ok: false, error });
		}
		for (const version of [0, -1, 0.5, Number.NaN, '1', null, undefined])
			expect(openPage(pageKey, { ...page, version: version as number })).toEqual({
				ok: false,
				error: 'damaged',
			});
	});

	it.each(['nonce', 'sealed'] as const)('is damaged where its %s is no bytes', (member) => {
		const page = seal({ steps: 54_321 });
		const wrongs = [undefined, null, 7, 'text', [1, 2, 3], new Uint8Array(), new Uint8Array(15)];
		for (const wrong of wrongs)
			expect(openPage(pageKey, { ...page, [member]: wrong })).toEqual({
				ok: false,
				error: 'damaged',
			});
	});

	it('is not sealed at all where its content is no JSON', () => {
		for (const wrong of [{ a: undefined }, { a: Number.NaN }, { a: '\ud800' }, new Map()])
			expect(() => seal(wrong)).toThrow(TypeError);
	});
});
