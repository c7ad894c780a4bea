import { describe, expect, it } from 'vitest';

import { recoveryCode } from '$lib/vault/recovery-code';
import { readEntry } from './recovery-entry';

const SEED = Uint8Array.from({ length: 15 }, (_, index) => index * 17);
const CODE = recoveryCode(SEED);

describe('a recovery code as it is typed', () => {
	it('gives the seed', () => {
		const read = readEntry(CODE.toLowerCase().replaceAll('-', ' '));
		expect(read.ok && [...read.value.reveal()]).toEqual([...SEED]);
	});

	it('names the group that misses a symbol where the groups were typed apart', () => {
		const groups = CODE.split('-');
		const short = groups.map((group, index) => (index === 3 ? group.slice(1) : group));
		expect(readEntry(short.join('-'))).toEqual({
			ok: false,
			error: { code: 'group-length', group: 4 },
		});
		expect(readEntry(short.join('  '))).toMatchObject({
			error: { code: 'group-length', group: 4 },
		});
	});

	it('can only say that the length is wrong where they were not, or where groups are missing', () => {
		expect(readEntry(CODE.replaceAll('-', '').slice(1))).toMatchObject({
			error: { code: 'length' },
		});
		expect(readEntry(CODE.slice(0, 11))).toMatchObject({ error: { code: 'length' } });
		expect(readEntry('')).toMatchObject({ error: { code: 'length' } });
	});

	it('names the group whose check symbol disagrees', () => {
		const [last = ''] = CODE.slice(-1);
		const wrong = CODE.slice(0, -1) + (last === '7' ? '8' : '7');
		expect(readEntry(wrong)).toMatchObject({ error: { code: 'check', group: 6 } });
	});
});
