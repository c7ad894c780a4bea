import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { inputOfBytes } from './bytes-input';
import { asArray, asNumber, asString, member } from './json-access';
import { jsonItems } from './json-items';

const all = async (text: string, chunkSize = 5) => {
	const read: unknown[] = [];
	for await (const item of jsonItems(inputOfBytes(utf8ToBytes(text), 'x', chunkSize))) {
		read.push(item.ok ? item.value : item.error);
	}
	return read;
};

describe('jsonItems', () => {
	it('reads what JSON.parse reads, whatever the chunks', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.jsonValue(), { maxLength: 5 }),
				fc.integer({ min: 1, max: 40 }),
				fc.constantFrom(0, 2),
				async (items, chunkSize, indent) => {
					const text = JSON.stringify(items, null, indent);
					expect(await all(text, chunkSize)).toEqual(JSON.parse(text));
				},
			),
		);
	});

	it.each<[string, unknown[]]>([
		['\uFEFF [1, 2 ]', [1, 2]],
		['[]', []],
		['[1,]', [1]],
		['[1,,2]', [1, 'broken', 2]],
		['[{"a":},{"a":[}]},2]', ['broken', 'broken', 2]],
		['[{"a":"],["},"\\"]"]', [{ a: '],[' }, '"]']],
		['[1,{"a":2', [1, 'truncated']],
		['[1,2', [1, 'truncated']],
		['[', ['truncated']],
		['', ['malformed']],
		['{"a":1}', ['malformed']],
		['x[1]', ['malformed']],
	])('%j', async (text, expected) => {
		expect(await all(text)).toEqual(expected);
	});

	it('passes over an item that is too large, and goes on', async () => {
		const large = `"${'x'.repeat(5_000_000)}"`;
		expect(await all(`[1,${large},2]`, 65_536)).toEqual([1, 'broken', 2]);
	});
});

describe('access', () => {
	it('reaches own members only', () => {
		const value: unknown = JSON.parse('{"a":[{"b":"c","n":1e999}],"__proto__":{"x":1}}');
		expect(asString(member(value, 'a', 0, 'b'))).toBe('c');
		expect(asNumber(member(value, 'a', 0, 'n'))).toBeNull();
		expect(member(value, 'a', 'length', 'x')).toBeUndefined();
		expect(member(value, 'toString')).toBeUndefined();
		expect(member(value, 'x')).toBeUndefined();
		expect(member(null, 'a')).toBeUndefined();
		expect(member('text', 0)).toBeUndefined();
		expect(asNumber('1')).toBeNull();
		expect(asString(1)).toBeNull();
		expect(asArray({ length: 0 })).toBeNull();
		expect(asArray([1])).toEqual([1]);
	});
});
