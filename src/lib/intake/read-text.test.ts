import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { inputOfBytes } from './bytes-input';
import { lines } from './lines';
import { readJson } from './read-json';
import { readText } from './read-text';

const given = (content: string | Uint8Array, chunkSize = 3) =>
	inputOfBytes(typeof content === 'string' ? utf8ToBytes(content) : content, 'x', chunkSize);

const utf16 = (text: string) =>
	Uint8Array.from([
		0xff,
		0xfe,
		...new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer),
	]);

describe('readText', () => {
	it('reads UTF-8 and UTF-16, without the mark', async () => {
		expect(await readText(given('步数 ⌚️'), 100)).toEqual({ ok: true, value: '步数 ⌚️' });
		expect(await readText(given('\uFEFFa'), 100)).toEqual({ ok: true, value: 'a' });
		expect(await readText(given(utf16('步a')), 100)).toEqual({ ok: true, value: '步a' });
	});

	it('refuses what is too large, whatever it says of its size, and what is no text', async () => {
		expect(await readText(given('12345'), 4)).toEqual({ ok: false, error: 'too-large' });
		expect(await readText({ ...given('12345'), size: 1 }, 4)).toMatchObject({ error: 'too-large' });
		expect(await readText(given(Uint8Array.of(0xc3)), 4)).toEqual({
			ok: false,
			error: 'malformed',
		});
	});
});

describe('readJson', () => {
	it.each<[string, unknown]>([
		['{"a":[1,"]"]}', { ok: true, value: { a: [1, ']'] } }],
		['\uFEFF1', { ok: true, value: 1 }],
		['{"a":[1,', { ok: false, error: 'truncated' }],
		['{"a":"b\\"', { ok: false, error: 'truncated' }],
		['{"a":1}}', { ok: false, error: 'malformed' }],
		['', { ok: false, error: 'malformed' }],
		['{a:1}', { ok: false, error: 'malformed' }],
	])('%j', async (text, expected) => {
		expect(await readJson(given(text), 100)).toEqual(expected);
	});

	it('survives any depth', async () => {
		const deep = await readJson(given('['.repeat(2_000_000), 65_536), 10_000_000);
		expect(deep).toEqual({ ok: false, error: 'truncated' });
	});
});

describe('lines', () => {
	const all = async (content: string | Uint8Array, chunkSize: number, maxLength = 100) => {
		const read: string[] = [];
		for await (const line of lines(given(content, chunkSize), maxLength)) read.push(line);
		return read;
	};

	it.each([2, 3, 7, 1000])('whatever the chunks: %i', async (size) => {
		expect(await all('\uFEFF步数\r\nb\n\nc', size)).toEqual(['步数', 'b', '', 'c']);
		expect(await all('a\n', size)).toEqual(['a']);
		expect(await all('', size)).toEqual([]);
		expect(await all(utf16('步a\r\nb'), size)).toEqual(['步a', 'b']);
		expect(await all(Uint8Array.of(0x61, 0xff, 0x0a), size)).toEqual(['a\uFFFD']);
	});

	it.each([2, 3, 7, 1000])('hands out no more of a line than asked: %i', async (size) => {
		expect(await all('123456789\r\n1234\r\n12345', size, 4)).toEqual(['1234', '1234', '1234']);
	});
});
