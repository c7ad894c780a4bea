import type { ZipWriterAddDataOptions } from '@zip.js/zip.js';
import { describe, expect, it, vi } from 'vitest';
import { openArchive } from './archive';
import { inputOfBytes } from './bytes-input';
import { inputOfBlob } from './file-input';
import type { Input } from './input';
import { InputFailure, PasswordFailure } from './input-failure';
import { zip } from '../../../tests/fixtures/intake/zip';

// Megabytes are packed and unpacked.
vi.setConfig({ testTimeout: 60_000 });

const open = async (bytes: Uint8Array, password?: string) => {
	const archive = await openArchive(inputOfBytes(bytes, 'a.zip'), password);
	if (!archive.ok) throw new Error(archive.error);
	return archive.value;
};

const textOf = async (input: Input | undefined) => {
	let text = '';
	const decoder = new TextDecoder();
	for await (const chunk of input?.stream() ?? []) text += decoder.decode(chunk, { stream: true });
	return text;
};

describe('openArchive', () => {
	it('reads members, any number of times, and in pieces', async () => {
		const long = 'steps,8123\n'.repeat(100_000);
		const { members, passedOver } = await open(
			await zip({ 'a/b.csv': long, 'a/': '', '__MACOSX/a/._b.csv': 'x', 'a/.DS_Store': 'x' }),
		);
		expect(passedOver).toBe(3);
		expect(members.map(({ input }) => [input.path, input.size])).toEqual([
			['a.zip/a/b.csv', long.length],
		]);
		const input = members[0]?.input;
		expect(await textOf(input)).toBe(long);
		expect(await textOf(input)).toBe(long);
		expect(new TextDecoder().decode(await input?.slice(6, 10))).toBe('8123');
		expect(await input?.slice(long.length - 2, long.length + 9)).toHaveLength(2);
	});

	it('stops unpacking where nobody asks for more', async () => {
		const { members } = await open(await zip({ a: new Uint8Array(50_000_000) }));
		let length = 0;
		for await (const chunk of members[0]?.input.stream() ?? []) {
			length += chunk.length;
			break;
		}
		expect(length).toBeGreaterThan(0);
		expect(length).toBeLessThan(1_000_000);
	});

	it.each<[string, ZipWriterAddDataOptions]>([
		['ZipCrypto', { zipCrypto: true }],
		['AES', { encryptionStrength: 3 }],
	])('opens %s with the password, and only with it', async (_, options) => {
		const bytes = await zip({ a: 'text', b: 'more' }, { password: '步 1', ...options });
		const { members } = await open(bytes, '步 1');
		expect(await textOf(members[0]?.input)).toBe('text');
		await expect(open(bytes)).rejects.toMatchObject({ path: 'a.zip', wasWrong: false });
		for (const wrong of ['1', '步', 'x']) {
			const read = open(bytes, wrong).then(async (archive) => textOf(archive.members[0]?.input));
			await expect(read).rejects.toThrow(PasswordFailure);
			await expect(read).rejects.toMatchObject({ path: 'a.zip', wasWrong: true });
		}
	});

	it('says what is wrong with an archive', async () => {
		const bytes = await zip({ a: 'text'.repeat(1000), b: 'more' });
		const end = await openArchive(inputOfBytes(bytes.slice(0, -10), 'x'), undefined);
		expect(end).toEqual({ ok: false, error: 'cut-archive' });
		const tooShort = await openArchive(inputOfBytes(bytes.slice(0, 10), 'x'), undefined);
		expect(tooShort).toEqual({ ok: false, error: 'cut-archive' });
	});

	it('hands out what comes before a damage, and then says so', async () => {
		const noise = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * at * 7 + at) >>> 3);
		const bytes = await zip({ a: noise });
		bytes.fill(0xff, bytes.length - 2000, bytes.length - 1000);
		const { members } = await open(bytes);
		let length = 0;
		const read = async () => {
			for await (const chunk of members[0]?.input.stream() ?? []) length += chunk.length;
		};
		await expect(read()).rejects.toThrow(InputFailure);
		await expect(read()).rejects.toMatchObject({ problem: 'damaged' });
		expect(length).toBeGreaterThan(1_000_000);
	});

	it('knows contents by their checksum', async () => {
		const { members } = await open(await zip({ a: '123456789' }));
		expect(members[0]?.crc).toBe(0xcbf43926);
		const aes = await zip({ a: '123456789' }, { password: 'x' });
		expect((await open(aes, 'x')).members[0]?.crc).toBeNull();
	});

	it('reads from a blob as from memory', async () => {
		const blob = new Blob([new Uint8Array(await zip({ a: 'text' }))]);
		const archive = await openArchive(inputOfBlob(blob, 'b.zip'), undefined);
		expect(archive.ok && (await textOf(archive.value.members[0]?.input))).toBe('text');
	});
});
