import { describe, expect, it } from 'vitest';
import type { Input } from './input';
import { SqlitePages } from './sqlite-pages';

const MANY = 200;
const BLOCK = 65_536;

/** A file whose every byte tells in which page it lies, and a count of how often it is asked. */
function pagesOf(pageSize: number, size: number) {
	const asked: number[] = [];
	const input: Input = {
		path: 'a.db',
		size,
		stream: () => {
			throw new Error('the pages are asked for by their place');
		},
		slice: (start, end) => {
			asked.push(start);
			const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
			return Promise.resolve(bytes.map((_, at) => Math.floor((start + at) / pageSize) + 1));
		},
	};
	const header = {
		pageSize,
		usableSize: pageSize - 8,
		encoding: 'utf-8',
		isTruncated: false,
	} as const;
	const pageCount = Math.floor(size / pageSize);
	return { asked, pages: new SqlitePages(input, { ...header, pageCount }) };
}

describe('the pages of a database', () => {
	it.each([512, 4096, 65_536])('are found by their number, of %i bytes', async (pageSize) => {
		const { pages } = pagesOf(pageSize, 20 * pageSize);
		for (const number of [1, 2, 16, 17, 20]) {
			const page = await pages.page(number);
			expect(page).toHaveLength(pageSize - 8);
			expect(page?.every((byte) => byte === number)).toBe(true);
		}
		for (const number of [0, -1, 21, 2 ** 32 - 1]) expect(await pages.page(number)).toBeNull();
	});

	it('that lie near one another are read at once', async () => {
		const { pages, asked } = pagesOf(4096, 64 * 4096);
		for (let number = 1; number <= 64; number++) await pages.page(number);
		expect(asked).toEqual([0, BLOCK, 2 * BLOCK, 3 * BLOCK]);
	});

	it('are kept while they are used, and no more of them than fits', async () => {
		const { pages, asked } = pagesOf(BLOCK, MANY * BLOCK);
		for (let number = 2; number <= MANY; number++) {
			await pages.page(1);
			await pages.page(number);
		}
		expect(asked).toHaveLength(MANY);
		await pages.page(MANY);
		await pages.page(2);
		expect(asked).toHaveLength(MANY + 1);
	});

	it('at the end of a file that is cut off are not there', async () => {
		const { pages } = pagesOf(4096, 3 * 4096 + 100);
		expect(await pages.page(3)).not.toBeNull();
		expect(await pages.page(4)).toBeNull();
	});
});
