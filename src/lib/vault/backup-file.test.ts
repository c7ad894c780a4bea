import {
	armor,
	Decrypter,
	Encrypter,
	generateHybridIdentity,
	generateX25519Identity,
	identityToRecipient,
} from 'age-encryption';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { utf8ToBytes } from '../codec/bytes';
import type { RandomSource } from '../codec/random';
import {
	isIdentity,
	isRecipient,
	openBackup,
	sealBackup,
	type BackupLock,
	type BackupSecret,
} from './backup-file';
import { lockOf } from './backup-header';

/** So low that a test can afford it a thousand times; the app's own is in `backup-age.test.ts`. */
const LOG_N = 1;
const PASSPHRASE = 'three tall pines';
const CONTENT = utf8ToBytes('{"format":"tessera.backup/1"}');

const random: RandomSource = (length) => crypto.getRandomValues(new Uint8Array(length));
const nothing = () => undefined;
const withPassphrase = (passphrase: string) => ({ kind: 'passphrase', passphrase }) as const;
const open = (file: Uint8Array, secret: BackupSecret) => openBackup(file, secret, nothing);

async function seal(lock: BackupLock, content = CONTENT): Promise<Uint8Array> {
	const sealed = await sealBackup(content, lock, random, nothing, LOG_N);
	if (!sealed.ok) throw new Error(sealed.error);
	return sealed.value;
}

describe('a passphrase', () => {
	it('closes and opens whatever is inside, and tells how far it is', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.string({ minLength: 1, unit: 'grapheme' }),
				fc.uint8Array({ maxLength: 300 }),
				async (passphrase, content) => {
					const told: number[] = [];
					const onProgress = (fraction: number) => told.push(fraction);
					const lock = withPassphrase(passphrase);
					const sealed = await sealBackup(content, lock, random, onProgress, LOG_N);
					expect(sealed.ok && (await openBackup(sealed.value, lock, onProgress))).toEqual({
						ok: true,
						value: content,
					});
					expect(told.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
					expect(told).toContain(1);
				},
			),
			{ numRuns: 50 },
		);
	}, 30_000);

	it('opens content of more than one of age’s chunks', async () => {
		const long = new Uint8Array(2 * 65_536 + 1).map((_, at) => at % 251);
		const file = await seal(withPassphrase(PASSPHRASE), long);
		const opened = await open(file, withPassphrase(PASSPHRASE));
		expect(opened.ok && Buffer.from(opened.value).equals(long)).toBe(true);
	});

	it('is what age’s own library makes of it, both ways', async () => {
		const decrypter = new Decrypter();
		decrypter.addPassphrase(PASSPHRASE);
		expect(await decrypter.decrypt(await seal(withPassphrase(PASSPHRASE)))).toEqual(CONTENT);

		const encrypter = new Encrypter();
		encrypter.setPassphrase(PASSPHRASE);
		encrypter.setScryptWorkFactor(LOG_N);
		const theirs = await encrypter.encrypt(CONTENT);
		expect(lockOf(theirs)).toBe('passphrase');
		expect(await open(theirs, withPassphrase(PASSPHRASE))).toEqual({ ok: true, value: CONTENT });
	});

	it('is the same from keyboards that compose letters and spaces differently', async () => {
		const file = await seal(withPassphrase('caf\u00e9\u3000au lait'));
		const other = withPassphrase('cafe\u0301 au\u00a0lait');
		expect(await open(file, other)).toEqual({ ok: true, value: CONTENT });
	});

	it('opens as it was typed, for a file from a tool that prepares nothing', async () => {
		const encrypter = new Encrypter();
		encrypter.setPassphrase('cafe\u0301');
		encrypter.setScryptWorkFactor(LOG_N);
		const theirs = await encrypter.encrypt(CONTENT);
		expect(await open(theirs, withPassphrase('cafe\u0301'))).toEqual({ ok: true, value: CONTENT });
	});

	it('that is another, or a key in its place, does not fit', async () => {
		const file = await seal(withPassphrase(PASSPHRASE));
		expect(await open(file, withPassphrase('three tall pine'))).toEqual({
			ok: false,
			error: 'wrong-passphrase',
		});
		const identity = await generateX25519Identity();
		expect(await open(file, { kind: 'identity', identity })).toEqual({
			ok: false,
			error: 'wrong-identity',
		});
	});

	it('is not tried where the file asks for 2 GiB', async () => {
		const file = await seal(withPassphrase(PASSPHRASE));
		const text = Buffer.from(file).toString('latin1');
		const greedy = text.replace(/^(-> scrypt \S+) 1$/m, '$1 21');
		expect(greedy).not.toBe(text);
		expect(await open(Buffer.from(greedy, 'latin1'), withPassphrase(PASSPHRASE))).toEqual({
			ok: false,
			error: 'too-costly',
		});
	});
});

describe('a key', () => {
	it.each([
		['X25519', generateX25519Identity],
		['post-quantum', generateHybridIdentity],
	])('of the kind %s opens what was closed for it and for others', async (_, generate) => {
		const [mine, theirs, another] = await Promise.all([
			generate(),
			generateX25519Identity(),
			generate(),
		]);
		const recipients = [await identityToRecipient(theirs), await identityToRecipient(mine)];
		expect(recipients.every(isRecipient)).toBe(true);
		const file = await seal({ kind: 'recipients', recipients });
		expect(lockOf(file)).toBe('recipients');
		for (const identity of [mine, theirs])
			expect(await open(file, { kind: 'identity', identity })).toEqual({
				ok: true,
				value: CONTENT,
			});
		for (const secret of [
			{ kind: 'identity', identity: another },
			{ kind: 'identity', identity: 'AGE-SECRET-KEY-1' },
		] as const)
			expect(await open(file, secret)).toEqual({ ok: false, error: 'wrong-identity' });
		expect(await open(file, withPassphrase(PASSPHRASE))).toEqual({
			ok: false,
			error: 'wrong-passphrase',
		});
	});

	it('is told from what is none', async () => {
		const identity = await generateX25519Identity();
		expect(isIdentity(identity)).toBe(true);
		expect(isIdentity(identity.slice(0, -1))).toBe(false);
		const recipient = await identityToRecipient(identity);
		const notOne = [recipient.slice(0, -1), identity, 'age1', '', 'ssh-ed25519 AAAA'];
		expect(notOne.filter(isRecipient)).toEqual([]);
	});
});

describe('a file', () => {
	it('of another kind is told from one of age', async () => {
		const others = [new Uint8Array(0), utf8ToBytes('{"schema":"tessera.records/1"}')];
		for (const file of others) {
			expect(lockOf(file)).toBeNull();
			expect(await open(file, withPassphrase(PASSPHRASE))).toEqual({
				ok: false,
				error: 'not-age',
			});
		}
	});

	it('in age’s text form opens too, and broken in it is damaged', async () => {
		const text = armor.encode(await seal(withPassphrase(PASSPHRASE)));
		expect(lockOf(utf8ToBytes(text))).toBe('passphrase');
		expect(await open(utf8ToBytes(text), withPassphrase(PASSPHRASE))).toEqual({
			ok: true,
			value: CONTENT,
		});
		expect(lockOf(utf8ToBytes(text.replaceAll('\n', '\r\n')))).toBe('passphrase');
		expect(lockOf(utf8ToBytes(text.replace('Y', '%')))).toBeNull();
		const cut = utf8ToBytes(text.slice(0, -10));
		expect(await open(cut, withPassphrase(PASSPHRASE))).toEqual({ ok: false, error: 'damaged' });
	});

	const identity = generateX25519Identity();
	const locks: readonly (readonly [string, () => Promise<readonly [BackupLock, BackupSecret]>])[] =
		[
			[
				'a passphrase',
				() => Promise.resolve([withPassphrase(PASSPHRASE), withPassphrase(PASSPHRASE)]),
			],
			[
				'a key',
				async () => [
					{ kind: 'recipients', recipients: [await identityToRecipient(await identity)] },
					{ kind: 'identity', identity: await identity },
				],
			],
		];
	it.each(locks)(
		'closed by %s opens with no single bit changed',
		async (_, lock) => {
			const [closed, secret] = await lock();
			const file = await seal(closed);
			// Behind the header, 21 bytes of its first line and the MAC's, the key is known to be right.
			const header = Buffer.from(file).indexOf('\n--- ');
			for (const at of file.keys()) {
				const flipped = file.slice();
				flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
				const opened = await open(flipped, secret);
				const expected =
					at < header
						? ['not-age', 'damaged', 'too-costly', `wrong-${secret.kind}`]
						: ['damaged', `wrong-${secret.kind}`];
				expect(opened.ok ? 'opened' : opened.error, String(at)).toBeOneOf(expected);
				if (at > header + 5) expect(opened).toEqual({ ok: false, error: 'damaged' });
			}
		},
		30_000,
	);

	it('that was cut short anywhere does not open', async () => {
		const file = await seal(withPassphrase(PASSPHRASE));
		for (const length of file.keys())
			expect((await open(file.subarray(0, length), withPassphrase(PASSPHRASE))).ok).toBe(false);
	}, 30_000);

	it('that never was one does not throw', async () => {
		const intro = utf8ToBytes('age-encryption.org/v1\n');
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
				const file = new Uint8Array([...intro, ...noise]);
				expect((await open(file, withPassphrase(PASSPHRASE))).ok).toBe(false);
			}),
			{ numRuns: 200 },
		);
	}, 30_000);
});
