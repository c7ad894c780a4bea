import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { backup } from '../../../tests/fixtures/backup';
import type { RandomSource } from '../codec/random';
import { backupBytes, parseBackup } from './backup';
import { openBackup, sealBackup } from './backup-file';

/**
 * Against `age` itself, Filippo Valsorda's tool in Go (Debian's package `age`), which shares no line
 * with what is used here: what one closes the other opens.
 */

const PASSPHRASE = 'three tall pines 三棵松';
const CONTENT = backupBytes(backup, backup.made);
const random: RandomSource = (length) => crypto.getRandomValues(new Uint8Array(length));
const nothing = () => undefined;

const hasAge = ['age', 'age-keygen', 'script'].every((tool) => {
	try {
		execFileSync(tool, ['--version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
});
if (!hasAge) process.stderr.write('backup-age.test.ts: skipped: no age\n');

const folder = mkdtempSync(join(tmpdir(), 'tessera-age-'));
const path = (name: string) => join(folder, name);
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

/** Runs age and answers its questions for a passphrase, which it asks a terminal for. */
function ageWithPassphrase(command: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const terminal = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
			cwd: folder,
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		let said = '';
		terminal.stdout.on('data', (bytes: Buffer) => {
			said += bytes.toString();
			const asked = /(?:Enter|Confirm) passphrase[^:]*: /.exec(said);
			if (asked === null) return;
			said = said.slice(asked.index + asked[0].length);
			terminal.stdin.write(`${PASSPHRASE}\n`);
		});
		terminal.on('error', reject);
		terminal.on('close', (code) => {
			if (code === 0) resolve();
			else reject(new Error(`age ended with ${String(code)}: ${said}`));
		});
	});
}

const lock = { kind: 'passphrase', passphrase: PASSPHRASE } as const;

async function expectRestorable(file: Uint8Array, secret: Parameters<typeof openBackup>[1]) {
	const opened = await openBackup(file, secret, nothing);
	expect(opened.ok && parseBackup(opened.value)).toEqual({ ok: true, value: backup });
}

describe.skipIf(!hasAge)('age', () => {
	it('opens our file by its passphrase, at the strength that the app uses', async () => {
		const sealed = await sealBackup(CONTENT, lock, random, nothing);
		if (!sealed.ok) throw new Error(sealed.error);
		expect(Buffer.from(sealed.value).toString('latin1')).toMatch(/^-> scrypt \S{22} 18$/m);
		writeFileSync(path('ours.age'), sealed.value);
		await ageWithPassphrase('age -d -o ours.json ours.age');
		expect(readFileSync(path('ours.json'))).toEqual(Buffer.from(CONTENT));
	}, 60_000);

	it('makes a file by passphrase that we open', async () => {
		writeFileSync(path('theirs.json'), CONTENT);
		await ageWithPassphrase('age -p -o theirs.age theirs.json');
		await expectRestorable(readFileSync(path('theirs.age')), lock);
	}, 60_000);

	it('and we open each other’s files by key, also in its text form', async () => {
		execFileSync('age-keygen', ['-o', path('key.txt')], { stdio: 'ignore' });
		const recipient = execFileSync('age-keygen', ['-y', path('key.txt')], {
			encoding: 'utf8',
		}).trim();
		const [identity = ''] =
			/^AGE-SECRET-KEY-1\S+$/m.exec(readFileSync(path('key.txt'), 'utf8')) ?? [];

		const ours = await sealBackup(
			CONTENT,
			{ kind: 'recipients', recipients: [recipient] },
			random,
			nothing,
		);
		if (!ours.ok) throw new Error(ours.error);
		const opened = execFileSync('age', ['-d', '-i', path('key.txt')], { input: ours.value });
		expect(opened).toEqual(Buffer.from(CONTENT));

		for (const form of [[], ['-a']]) {
			const theirs = execFileSync('age', [...form, '-r', recipient], { input: CONTENT });
			await expectRestorable(theirs, { kind: 'identity', identity });
		}
	}, 60_000);
});

describe('files of this format', () => {
	const frozen = JSON.parse(
		readFileSync(new URL('../../../tests/vectors/backup.json', import.meta.url), 'utf8'),
	) as {
		content: string;
		identity: string;
		passphrase: string;
		files: { byKey: string; byPassphrase: string };
	};

	it('that age made open for ever', async () => {
		const expected = { ok: true, value: Buffer.from(frozen.content) };
		const { identity, passphrase, files } = frozen;
		for (const [file, secret] of [
			[files.byKey, { kind: 'identity', identity }],
			[files.byPassphrase, { kind: 'passphrase', passphrase }],
		] as const) {
			const opened = await openBackup(Buffer.from(file, 'base64'), secret, nothing);
			expect(opened.ok ? { ...opened, value: Buffer.from(opened.value) } : opened).toEqual(
				expected,
			);
		}
		// Of the first version of the format, which had no imports.
		expect(parseBackup(Buffer.from(frozen.content))).toEqual({
			ok: true,
			value: { ...backup, batches: [] },
		});
	}, 60_000);
});
