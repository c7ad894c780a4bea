import { describe, expect, it } from 'vitest';

import { readKeySet } from './key-set-file';

const file = (text: string) => ({ path: 'keys.json', blob: new Blob([text]) });
const KEY = { kty: 'EC', crv: 'P-256', kid: 'a' };

describe('a key set', () => {
	it('is told by its keys', async () => {
		const json = { keys: [KEY] };
		expect(await readKeySet(file(JSON.stringify(json)))).toEqual({ name: 'keys.json', json });
	});

	it.each(['', '{', '[]', '{}', '{"keys":{}}', '{"keys":[]}', '{"keys":[1]}', '{"keys":[{}]}'])(
		'is not what "%s" is',
		async (text) => {
			expect(await readKeySet(file(text))).toBeNull();
		},
	);

	it('is not read where it is larger than any', async () => {
		const many = Array.from({ length: 40_000 }, () => KEY);
		expect(await readKeySet(file(JSON.stringify({ keys: many })))).toBeNull();
	});
});
