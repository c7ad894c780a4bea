import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, concatBytes } from './bytes';
import { sha256 } from './sha256';
import { Sha256Stream } from './sha256-stream';

describe('Sha256Stream', () => {
	it('does not depend on the pieces', () => {
		fc.assert(
			fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (pieces) => {
				const stream = new Sha256Stream();
				for (const piece of pieces) stream.update(piece);
				expect(stream.hex()).toBe(bytesToHex(sha256(concatBytes(...pieces))));
			}),
		);
	});
});
