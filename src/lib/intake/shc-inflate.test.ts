import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateRaw } from './shc-inflate';

describe('inflateRaw', () => {
	it('gives back what was packed', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
				const packed = new Uint8Array(deflateRawSync(bytes));
				expect(await inflateRaw(packed, 5000)).toEqual({ ok: true, value: bytes });
			}),
			{ numRuns: 30 },
		);
	});

	it('stops at the limit', async () => {
		const bomb = new Uint8Array(deflateRawSync(new Uint8Array(20_000_000)));
		expect(bomb.length).toBeLessThan(25_000);
		expect(await inflateRaw(bomb, 1_000_000)).toEqual({ ok: false, error: 'too-large' });
	});

	it.each([
		['nothing', new Uint8Array()],
		['a cut one', new Uint8Array(deflateRawSync(new Uint8Array(1000))).subarray(0, 5)],
		['text', new TextEncoder().encode('{"iss":"plain"}')],
	])('refuses %s', async (_, bytes) => {
		expect(await inflateRaw(bytes, 1000)).toEqual({ ok: false, error: 'malformed' });
	});
});
