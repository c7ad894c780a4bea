import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createPasskey, passkeysAvailable, usePasskey, type PasskeyHandle } from './passkey';

/** HKDF-SHA256 of the bytes 0 … 31, no salt, info `tessera/passkey`; computed by Python's hmac. */
const KEY = '0bad975fc74eaeb697628c2981743ff7295223d9cc206c8bcef1ac14551d88ff';

const prfValue = () => Uint8Array.from({ length: 32 }, (_, at) => at);
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

class FakeCredential {
	readonly rawId: ArrayBuffer;
	readonly #prf: unknown;

	constructor(id: readonly number[], prf: unknown) {
		this.rawId = new Uint8Array(id).buffer;
		this.#prf = prf;
	}

	getClientExtensionResults(): unknown {
		return { prf: this.#prf };
	}
}

const create = vi.fn<(options: CredentialCreationOptions) => Promise<unknown>>();
const get = vi.fn<(options: CredentialRequestOptions) => Promise<unknown>>();
const never = new DOMException('', 'NotAllowedError');

let filled = 0;
const random = (length: number) => new Uint8Array(length).fill((filled += 1));

const handle = (id: number[], salt: number): PasskeyHandle => ({
	credentialId: new Uint8Array(id),
	salt: new Uint8Array(32).fill(salt),
});

beforeEach(() => {
	filled = 0;
	vi.stubGlobal('PublicKeyCredential', FakeCredential);
	vi.stubGlobal('navigator', { credentials: { create, get } });
	vi.stubGlobal('location', { hostname: 'localhost' });
	create.mockReset().mockRejectedValue(never);
	get.mockReset().mockRejectedValue(never);
});
afterEach(() => vi.unstubAllGlobals());

describe('a passkey', () => {
	it('is offered where the browser has passkeys and the address is a name', () => {
		expect(passkeysAvailable()).toBe(true);
		for (const hostname of ['192.168.1.20', '[::1]']) {
			vi.stubGlobal('location', { hostname });
			expect(passkeysAvailable()).toBe(false);
		}
		vi.stubGlobal('location', { hostname: 'tessera.example' });
		vi.stubGlobal('PublicKeyCredential', FakeCredential);
		expect(passkeysAvailable()).toBe(true);
		vi.unstubAllGlobals();
		expect(passkeysAvailable()).toBe(false);
	});

	it('is not asked for where there are none', async () => {
		vi.stubGlobal('location', { hostname: '192.168.1.20' });
		expect(await createPasskey(random, 'x')).toEqual({ ok: false, error: 'no-passkeys' });
		expect(await usePasskey([handle([1], 1)])).toEqual({ ok: false, error: 'no-passkeys' });
		expect(create).not.toHaveBeenCalled();
		expect(get).not.toHaveBeenCalled();
	});

	it('gives a key when it is made', async () => {
		const value = prfValue();
		create.mockResolvedValue(
			new FakeCredential([7, 8], { enabled: true, results: { first: value.buffer } }),
		);
		const made = await createPasskey(random, 'My phone');
		if (!made.ok) throw new Error(made.error);
		expect(hex(made.value.key.reveal())).toBe(KEY);
		expect(String(made.value.key)).toBe('<redacted>');
		expect([...made.value.handle.credentialId]).toEqual([7, 8]);
		expect(value.every((byte) => byte === 0)).toBe(true);
		expect(get).not.toHaveBeenCalled();

		const asked = create.mock.calls[0]?.[0].publicKey;
		expect(asked?.rp).toEqual({ name: 'Tessera' });
		expect(asked?.user).toMatchObject({ name: 'My phone', displayName: 'My phone' });
		expect(asked?.attestation).toBe('none');
		expect(asked?.authenticatorSelection?.userVerification).toBe('required');
		expect(asked?.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-7, -8, -257]);
		expect(asked?.extensions).toEqual({ prf: { eval: { first: made.value.handle.salt } } });
		// Salt, user and challenge are three pieces of chance.
		expect(filled).toBe(3);
	});

	it('is used at once where making it gave no key', async () => {
		create.mockResolvedValue(new FakeCredential([7, 8], { enabled: true }));
		get.mockResolvedValue(new FakeCredential([7, 8], { results: { first: prfValue() } }));
		const made = await createPasskey(random, 'x');
		if (!made.ok) throw new Error(made.error);
		expect(hex(made.value.key.reveal())).toBe(KEY);
		expect(get.mock.calls[0]?.[0].publicKey).toMatchObject({
			userVerification: 'required',
			allowCredentials: [{ type: 'public-key', id: made.value.handle.credentialId }],
			extensions: { prf: { evalByCredential: { Bwg: { first: made.value.handle.salt } } } },
		});
	});

	it('is asked for among several, each with its own salt', async () => {
		const [one, two] = [handle([1], 1), handle([2], 2)];
		get.mockResolvedValue(new FakeCredential([2], { results: { first: prfValue().buffer } }));
		const used = await usePasskey([one, two]);
		if (!used.ok) throw new Error(used.error);
		expect(used.value.handle).toBe(two);
		expect(hex(used.value.key.reveal())).toBe(KEY);
		expect(get.mock.calls[0]?.[0].publicKey?.extensions).toEqual({
			prf: { evalByCredential: { AQ: { first: one.salt }, Ag: { first: two.salt } } },
		});
	});

	it.each([
		['NotAllowedError', 'declined'],
		['AbortError', 'declined'],
		['SecurityError', 'no-passkeys'],
		['NotSupportedError', 'no-passkeys'],
		['ConstraintError', 'no-passkeys'],
		['UnknownError', 'failed'],
		['InvalidStateError', 'failed'],
	])('that ends in %s: %s', async (name, error) => {
		create.mockRejectedValue(new DOMException('', name));
		get.mockRejectedValue(new DOMException('', name));
		expect(await createPasskey(random, 'x')).toEqual({ ok: false, error });
		expect(await usePasskey([handle([1], 1)])).toEqual({ ok: false, error });
	});

	it('that gives no key is said to give none', async () => {
		for (const prf of [undefined, {}, { enabled: false }]) {
			create.mockResolvedValue(new FakeCredential([1], prf));
			expect(await createPasskey(random, 'x')).toEqual({ ok: false, error: 'no-prf' });
		}
		for (const prf of [undefined, {}, { results: {} }]) {
			get.mockResolvedValue(new FakeCredential([1], prf));
			expect(await usePasskey([handle([1], 1)])).toEqual({ ok: false, error: 'no-prf' });
		}
	});

	it('that was not asked for, or is none at all, is a failure', async () => {
		get.mockResolvedValue(new FakeCredential([9], { results: { first: prfValue() } }));
		expect(await usePasskey([handle([1], 1)])).toEqual({ ok: false, error: 'failed' });
		create.mockResolvedValue(null);
		expect(await createPasskey(random, 'x')).toEqual({ ok: false, error: 'failed' });
	});
});
