import { describe, expect, it } from 'vitest';
import { mintOf } from '../../../tests/fixtures/attest';
import { readCode } from './read-code';

const { code, token } = mintOf('read');

describe('readCode', () => {
	it('reads one and the same token from the code and from the text', () => {
		const read = readCode(code);
		expect(read.ok).toBe(true);
		expect(readCode(token)).toEqual(read);
	});

	it('cuts white space off a pasted token, but never off a code', () => {
		expect(readCode(`\r\n ${token}\t\n`)).toEqual(readCode(token));
		for (const text of [`${code} `, ` ${code}`, `${code}\n`]) {
			expect(readCode(text)).toEqual({ ok: false, error: 'unreadable' });
		}
	});

	it('looks at the size before it cuts anything off', () => {
		expect(readCode(token.padEnd(4096, ' ')).ok).toBe(true);
		expect(readCode(token.padEnd(4097, ' '))).toEqual({ ok: false, error: 'unreadable' });
	});

	it.each([
		['TB2:', 'unsupported'],
		['TB0:', 'unsupported'],
		['TQ1:ABC', 'unsupported'],
		['TR2:', 'unsupported'],
		['TR1:', 'unreadable'],
		[`TR1:${'0'.repeat(299)}`, 'wrong-nonce'],
		[`TR1:${'0'.repeat(300)}`, 'unreadable'],
		['TX1:', 'unreadable'],
		['TB:', 'unreadable'],
		['TB01:', 'unreadable'],
		['tb2:', 'unreadable'],
	])('answers %j with %s', (text, error) => {
		expect(readCode(text)).toEqual({ ok: false, error });
	});
});
