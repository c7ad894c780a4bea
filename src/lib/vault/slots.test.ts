import { describe, expect, it } from 'vitest';

import { random, valueOf } from '../../../tests/fixtures/vault';
import type { SecretSlot } from './database';
import { Redacted } from './redacted';
import {
	kindOf,
	makeSlot,
	openDeviceSlot,
	openSlot,
	slotFrame,
	withRoot,
	wrapForDevice,
} from './slots';

const root = () => Uint8Array.from({ length: 32 }, (_, at) => at);
const secret = (first = 1) => new Redacted(new Uint8Array(32).fill(7).fill(first, 0, 1));
const salted = () => slotFrame('passphrase', { salt: new Uint8Array(16).fill(3) });

describe('a slot of a secret', () => {
	it('gives the root key to that secret alone', async () => {
		const slot = await makeSlot(salted(), secret(), root(), random);
		expect(valueOf(await openSlot(slot, secret()))).toEqual(root());
		expect(await openSlot(slot, secret(2))).toEqual({ ok: false, error: 'wrong-secret' });
		expect(kindOf(slot)).toBe('passphrase');
	});

	it('takes another root key without its secret, and keeps no trace of the old one', async () => {
		const slot = await makeSlot(salted(), secret(), root(), random);
		const other = random(32);
		const next = await withRoot(slot, other, random);
		expect(valueOf(await openSlot(next, secret()))).toEqual(other);
		expect(next.publicKey).toEqual(slot.publicKey);
		expect([...next.enc]).not.toEqual([...slot.enc]);
	});

	it('is no other slot: neither of another kind nor by another name', async () => {
		const slot = await makeSlot(salted(), secret(), root(), random);
		for (const change of [{ kind: 'recovery' }, { id: 'passkey-1' }] as const)
			expect((await openSlot({ ...slot, ...change }, secret())).ok).toBe(false);
	});

	it('leads from one secret to another key pair for each kind and salt', async () => {
		const slots = await Promise.all(
			[
				salted(),
				slotFrame('passphrase', { salt: new Uint8Array(16) }),
				slotFrame('recovery'),
				slotFrame('passkey'),
			].map((frame) => makeSlot(frame, secret(), root(), random)),
		);
		expect(new Set(slots.map(({ publicKey }) => publicKey.join())).size).toBe(slots.length);
	});

	it('is damaged, not wrong, after any flipped bit', async () => {
		const slot = await makeSlot(salted(), secret(), root(), random);
		const members = ['salt', 'publicKey', 'enc', 'wrapped', 'sum'] as const;
		for (const member of members)
			for (let at = 0; at < slot[member].length; at++) {
				const flipped = slot[member].slice();
				flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
				const damaged: SecretSlot = { ...slot, [member]: flipped };
				expect(await openSlot(damaged, secret())).toEqual({ ok: false, error: 'slot-damaged' });
			}
		expect(await openSlot({ ...slot, enc: undefined as never }, secret())).toEqual({
			ok: false,
			error: 'slot-damaged',
		});
	});

	it('of a later version is left alone', async () => {
		const slot = await makeSlot(salted(), secret(), root(), random);
		expect(await openSlot({ ...slot, version: 2 }, secret())).toEqual({
			ok: false,
			error: 'newer-version',
		});
	});
});

describe('the device slot', () => {
	it('holds the root key under a key that cannot be exported', async () => {
		const slot = await wrapForDevice(root(), random);
		expect(valueOf(await openDeviceSlot(slot))).toEqual(root());
		expect(slot.wrappingKey.extractable).toBe(false);
		await expect(crypto.subtle.exportKey('raw', slot.wrappingKey)).rejects.toThrow();
		expect(kindOf(slot)).toBe('device');
	});
});
