import { expect, it } from 'vitest';

import { hexDump } from './hex-dump';

it('shows bytes in hexadecimal and as text, eight to a line', () => {
	const bytes = new TextEncoder().encode('彩{"a":1}');
	expect(hexDump(bytes)).toEqual([
		{ at: '000', hex: 'e5 bd a9 7b 22 61 22 3a', text: '···{"a":' },
		{ at: '008', hex: '31 7d', text: '1}' },
	]);
	expect(hexDump(new Uint8Array(0))).toEqual([]);
});
