/** The search for values that were put in, which the proof from outside (`docs/egress.md`) stands on. */
import { describe, expect, it } from 'vitest';

import { mintOf } from '../fixtures/attest';
import { drawQr } from '../../src/lib/qr/draw';
import { CANARIES, Search } from '../egress/canaries';
import { readPath, readShown } from '../egress/codes';

const { text } = CANARIES.asker;
const search = new Search([CANARIES.asker, CANARIES.stepsTyped]);
const found = (content: string | Uint8Array) => search.in('here', content).map(({ form }) => form);

describe('the search', () => {
	it.each([
		['UTF-8', Buffer.from(`a ${text} b`)],
		['UTF-16', Buffer.from(`a ${text} b`, 'utf16le')],
		['UTF-16', Buffer.from(`a ${text} b`, 'utf16le').swap16()],
		['hexadecimal', Buffer.from(text).toString('hex')],
		['hexadecimal', Buffer.from(text).toString('hex').toUpperCase()],
		['percent', `?v=${encodeURIComponent(text)}&`],
		['percent', new URLSearchParams({ v: text }).toString()],
		['a name', 'canary-library-gnusto.example'],
	])('finds a value as %s', (form, content) => {
		expect(found(content)).toEqual([form]);
	});

	it.each([0, 1, 2, 3, 4])('finds it in base64, %i bytes after the beginning', (before) => {
		const bytes = Buffer.from(`${'x'.repeat(before)}${text}, and more`);
		expect(found(bytes.toString('base64'))).toEqual(['base64']);
		expect(found(`a.${bytes.toString('base64url')}.b`)).toEqual(['base64']);
	});

	it('finds a number in a longer text, and nothing where nothing is', () => {
		expect(found('{"value":103713}')).toEqual(['UTF-8']);
		expect(found('{"value":10371,"3":"Canary Library"}')).toEqual([]);
	});
});

describe('a code that was shown', () => {
	const { code, token } = mintOf('shown', { disclosure: { say: { band: 4 }, facts: [] } });

	it('is read from its drawing', () => {
		expect(readPath(drawQr(code).path)).toBe(code);
	});

	it('says what it says, drawn and copied', () => {
		for (const shown of [code, token])
			expect(readShown(shown)).toMatchObject({
				says: '{"say":{"band":4},"facts":[]}',
				fault: null,
			});
	});

	it('is at fault where it is cut off, or anything else', () => {
		for (const shown of [code.slice(0, -1), 'https://example.org/', `${token}x`])
			expect(readShown(shown).fault).toBe('not one of ours');
		expect(readShown('TQ1:').fault).not.toBeNull();
		expect(readShown('TR1:').fault).not.toBeNull();
	});
});
