import { argon2id } from '@noble/hashes/argon2.js';
import { beforeAll, describe, expect, it } from 'vitest';

import { stubWorker, type FakeWorkers } from '../../../tests/fixtures/fake-worker';
import vectors from '../../../tests/vectors/passphrase-key.json';
import { passphraseBytes } from './passphrase-hash';
import { deriveHere, deriveInWorker } from './passphrase-key';
import { Redacted } from './redacted';

/** A hash takes about a second where nothing else runs. */
const HASH_MS = 30_000;

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');
const first = vectors.keys[0];
if (first === undefined) throw new Error('no vectors');

describe('a passphrase as bytes', () => {
	it.each(vectors.keys)(
		'is prepared as others prepare it: $prepared',
		({ passphrase, prepared }) => {
			expect(hex(passphraseBytes(passphrase))).toBe(prepared);
		},
	);

	it('is the same however a keyboard composes it', () => {
		const typed = ['\u00e9\u3000\u00fc', 'e\u0301\u2003u\u0308', 'e\u0301 \u00fc'];
		expect(new Set(typed.map((text) => hex(passphraseBytes(text)))).size).toBe(1);
	});

	it('keeps case, width, tabs and spaces at its ends apart', () => {
		const typed = ['pass word', 'Pass word', 'pass\tword', ' pass word', 'ｐass word', 'password'];
		expect(new Set(typed.map((text) => hex(passphraseBytes(text)))).size).toBe(typed.length);
	});
});

describe('the key of a passphrase', () => {
	let workers: FakeWorkers;
	beforeAll(async () => {
		workers = await stubWorker(() => import('./argon2.worker'));
	});

	it('comes from a hash that passes the vector of RFC 9106, section 5.3', () => {
		const tag = argon2id(new Uint8Array(32).fill(1), new Uint8Array(16).fill(2), {
			t: 3,
			m: 32,
			p: 4,
			dkLen: 32,
			key: new Uint8Array(8).fill(3),
			personalization: new Uint8Array(12).fill(4),
		});
		expect(hex(tag)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
	});

	it.each(vectors.keys)(
		'is what the reference implementation computes: $key',
		async ({ passphrase, salt, key }) => {
			const derived = await deriveHere(new Redacted(passphrase), bytes(salt));
			expect(hex(derived.reveal())).toBe(key);
		},
		HASH_MS,
	);

	it(
		'is the same from a worker, which is ended, and leaves the salt alone',
		async () => {
			const salt = bytes(first.salt);
			const derived = await deriveInWorker(new Redacted(first.passphrase), salt);
			expect(hex(derived.reveal())).toBe(first.key);
			expect(hex(salt)).toBe(first.salt);
			expect(String(derived)).toBe('<redacted>');
			expect(workers).toEqual({ started: 1, ended: 1 });
		},
		HASH_MS,
	);

	it('is refused, and the worker ended, where the hash cannot be made', async () => {
		const derived = deriveInWorker(new Redacted('x'), new Uint8Array(3));
		await expect(derived).rejects.toThrow('the worker argon2 failed');
		expect(workers.ended).toBe(workers.started);
	});
});
