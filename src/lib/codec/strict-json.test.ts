import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStrictJson, strictJsonStop } from './strict-json';

const LIMITS = { maxDepth: 16, maxLength: 10_000 };
const INTEGERS = { ...LIMITS, integersOnly: true };

const parse = (text: string) => parseStrictJson(text, LIMITS);
const valueOf = (text: string) => {
	const result = parse(text);
	return result.ok ? result.value : `refused: ${result.error}`;
};

describe('parseStrictJson', () => {
	it('reads what JSON.stringify writes', () => {
		fc.assert(
			fc.property(
				fc.jsonValue({ maxDepth: 8 }),
				fc.constantFrom('', '\t', ' \n'),
				(value, space) => {
					const text = JSON.stringify(value, null, space);
					expect(valueOf(text)).toEqual(JSON.parse(text));
				},
			),
		);
	});

	it('accepts nothing that JSON.parse refuses, and agrees with it on the rest', () => {
		const piece = fc.constantFrom(
			...[
				'{',
				'}',
				'[',
				']',
				',',
				':',
				'"',
				'"a"',
				'"b"',
				'\\',
				'\\u0041',
				'0',
				'1',
				'-',
				'.',
				'e',
			],
			...['+', 'true', 'null', ' ', '\n', '\u0000', '\uFEFF', '"__proto__"', '{"a":1}', '[1,2]'],
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				const text = pieces.join('');
				const result = parse(text);
				if (result.ok) expect(result.value).toEqual(JSON.parse(text));
				else if (result.error === 'syntax') expect(() => JSON.parse(text) as unknown).toThrow();
				else expect(result.error).toBe('duplicate-member');
			}),
			{ numRuns: 5000 },
		);
	});

	it.each([
		['{"a":1,"a":1}'],
		['{"a":1,"b":{"c":1,"\\u0063":2}}'],
		['{"__proto__":1,"__proto__":2}'],
		['[{"":0,"":0}]'],
	])('refuses the repeated member in %s', (text) => {
		expect(parse(text)).toEqual({ ok: false, error: 'duplicate-member' });
	});

	it('reads __proto__ and constructor as members like any other', () => {
		const result = parse('{"__proto__":{"a":1},"constructor":2}');
		if (!result.ok) throw new Error(result.error);
		expect(Object.keys(result.value as object)).toEqual(['__proto__', 'constructor']);
		expect((result.value as { a?: unknown }).a).toBeUndefined();
		expect(({} as { a?: unknown }).a).toBeUndefined();
	});

	it('counts nesting', () => {
		const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
		expect(parse(nested(16)).ok).toBe(true);
		expect(parse(nested(17))).toEqual({ ok: false, error: 'too-deep' });
		expect(parse('{"a":'.repeat(17))).toEqual({ ok: false, error: 'too-deep' });
		expect(parseStrictJson('[]', { maxDepth: 0, maxLength: 9 })).toEqual({
			ok: false,
			error: 'too-deep',
		});
		expect(parseStrictJson('7', { maxDepth: 0, maxLength: 9 })).toEqual({ ok: true, value: 7 });
	});

	it('counts length before it reads', () => {
		expect(parseStrictJson('"123"', { maxDepth: 1, maxLength: 5 }).ok).toBe(true);
		expect(parseStrictJson('"1234"', { maxDepth: 1, maxLength: 5 })).toEqual({
			ok: false,
			error: 'too-long',
		});
	});

	it.each([
		['{"a":1,}', 7],
		['[1 2]', 3],
		['', 0],
		['{"a":1}x', 7],
		['{"a":1,"a":2}', 10],
		['["\uD800"]', 2],
		['\uFEFF1', 0],
		['[1,\n  tru]', 6],
	])('says that %j stops at %i', (text, at) => {
		expect(parse(text).ok).toBe(false);
		expect(strictJsonStop(text, LIMITS)).toBe(at);
	});

	it('reads escapes', () => {
		expect(valueOf('"\\"\\\\\\/\\b\\f\\n\\r\\t\\u4f60\\ud83d\\ude00"')).toBe(
			'"\\/\b\f\n\r\t\u4f60\u{1F600}',
		);
	});

	it.each([
		...['', ' ', '{', '[', '"', '{"a"}', '{"a":}', '{"a":1,}', '[1,]', '[,1]', '{,}', '1 2', '[1}'],
		...[
			'tru',
			'True',
			'NaN',
			'Infinity',
			"'a'",
			'{a:1}',
			'//a\n1',
			'01',
			'+1',
			'.5',
			'1.',
			'1e',
			'-',
		],
		...[
			'0x1',
			'1e999',
			'"\\x41"',
			'"\\u12"',
			'"\\u12g4"',
			'"\n"',
			'"\u0000"',
			'\uFEFF1',
			'\u00A01',
		],
		...['"\\ud800"', '"\\udc00\\ud800"', '"\ud800"', '"\ud83d\\ude00"', '\v1', '1\f'],
	])('refuses %j', (text) => {
		expect(parse(text)).toEqual({ ok: false, error: 'syntax' });
	});

	it.each([
		['0', 0],
		['-17', -17],
		['9007199254740991', Number.MAX_SAFE_INTEGER],
	])('reads the integer %s', (text, value) => {
		expect(parseStrictJson(text, INTEGERS)).toEqual({ ok: true, value });
	});

	it.each(['1.0', '1.5', '0.5', '1e3', '1E0', '-0', '9007199254740993', '1' + '0'.repeat(21)])(
		'refuses %s where only integers are expected',
		(text) => {
			expect(parseStrictJson(text, INTEGERS)).toEqual({ ok: false, error: 'syntax' });
			expect(parse(text).ok).toBe(true);
		},
	);
});
