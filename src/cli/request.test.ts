import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parseRequest } from '$lib/attest/request';
import { NOW, seededRandom } from '../../tests/fixtures/attest';
import { rawRequest } from '../../tests/fixtures/attest-requests';
import vectors from '../../tests/vectors/attest-requests.json';
import { runIn } from './fake-io';
import { nodeIo } from './node-io';

const DOOR = ['--at-least', '4', '--purpose', 'venue-entry', '--label', 'City library'];

/** Asks in a world of its own, and gives what was written. */
async function ask(...args: readonly string[]) {
	const written: Record<string, string> = {};
	const world = { now: NOW, random: seededRandom('ask'), written };
	return { ...(await runIn(world, 'request', ...args)), written };
}

async function answer(request: string, ...args: readonly string[]) {
	return runIn({ random: seededRandom('answer') }, 'answer', request, ...args);
}

interface Verified {
	readonly verdict: string;
	readonly claims: Readonly<Record<string, unknown>> | null;
	readonly ageSeconds: number | null;
	readonly policy: string;
	readonly answered: string | null;
}

async function verified(
	file: string,
	stdin: string,
	...args: readonly string[]
): Promise<Verified> {
	const world = { files: { 'request.json': file }, stdin, now: NOW + 20_000 };
	const ran = await runIn(world, 'verify', '--json', '--request', 'request.json', ...args);
	const json = JSON.parse(ran.out) as Verified;
	expect(ran.status).toBe(json.verdict === 'valid' ? 0 : 1);
	return json;
}

describe('request, answer, verify', () => {
	it('go round', async () => {
		const asked = await ask(...DOOR);
		expect(asked).toMatchObject({ status: 0, err: '' });
		expect(asked.out).toMatch(/^TQ1:[^\n]+\n$/);
		const file = asked.written['request.json'] ?? '';
		const answered = await answer(asked.out.trimEnd(), '--at-least', '4');
		expect(answered).toMatchObject({ status: 0, err: '' });
		expect(answered.out).toMatch(/^TR1:[^\n]{299}\n$/);
		expect(await verified(file, answered.out)).toMatchObject({
			...{ verdict: 'valid', ageSeconds: 20, policy: 'met', answered: 'all' },
			claims: { vct: 'urn:tessera:band:1', atLeast: 4, iat: NOW / 1000, exp: NOW / 1000 + 180 },
		});
		const late = await verified(file, answered.out, '--at', '2026-11-21T08:03:11Z');
		expect(late).toMatchObject({ verdict: 'expired', claims: null, answered: null });
	});

	it('takes less, and says so', async () => {
		const asked = await ask(
			...['--band', '--fact', 'sleep-7h-30d', '--purpose', 'study', '--label', 'Campus'],
		);
		const { out } = await answer(asked.out.trimEnd(), '--at-least', '2');
		expect(await verified(asked.written['request.json'] ?? '', out)).toMatchObject({
			...{ verdict: 'valid', policy: 'none', answered: 'less' },
		});
	});

	it('reads a request from standard input', async () => {
		const { out } = await ask(...DOOR);
		const random = seededRandom('answer');
		const ran = await runIn({ stdin: out, random }, 'answer', '-', '--at-least', '3');
		expect(ran).toEqual(await answer(out.trimEnd(), '--at-least', '3'));
	});

	it('says in words what an answer says, and that it is self-declared', async () => {
		const asked = await ask(...DOOR);
		const files = { 'request.json': asked.written['request.json'] ?? '' };
		const { out: stdin } = await answer(asked.out.trimEnd(), '--at-least', '3');
		const world = { files, stdin, now: NOW };
		const { out } = await runIn(world, 'verify', '--request', 'request.json');
		expect(out).toMatch(/^verdict +valid: /);
		expect(out).toMatch(/^answered less than asked$/m);
		expect(out).toMatch(/^policy +not-met$/m);
		expect(out).toContain('\nSelf-declared: anyone can write any colour');
	});

	it('opens no answer with the file of another request', async () => {
		const asked = await ask(...DOOR);
		const other = await ask(...DOOR, '--at', '2026-11-21T08:00:11Z');
		const { out } = await answer(asked.out.trimEnd(), '--at-least', '4');
		expect((await verified(other.written['request.json'] ?? '', out)).verdict).toBe('wrong-nonce');
	});
});

describe('request', () => {
	it('writes the file that it is told to', async () => {
		const { written } = await ask(...DOOR, '--out', 'own.json');
		expect(Object.keys(written)).toEqual(['own.json']);
		const { request } = JSON.parse(written['own.json'] ?? '') as { request: string };
		expect(parseRequest(request).ok).toBe(true);
	});

	it('prints no request whose answer nobody could open', async () => {
		expect(await runIn({ now: NOW, random: seededRandom('x') }, 'request', ...DOOR)).toEqual({
			status: 2,
			out: '',
			err: 'tessera: request.json: cannot be written (EACCES)\n',
		});
	});

	it('writes a file for its owner alone, and overwrites none', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'tessera-'));
		try {
			const path = join(folder, 'request.json');
			const streams = { stdin: new PassThrough(), stdout: new PassThrough() };
			const io = nodeIo({ ...streams, stderr: new PassThrough() });
			await io.writePrivateFile(path, 'secret');
			expect((await stat(path)).mode & 0o777).toBe(0o600);
			await expect(io.writePrivateFile(path, 'other')).rejects.toThrow('EEXIST');
			await chmod(path, 0o600);
			expect(await readFile(path, 'utf8')).toBe('secret');
		} finally {
			await rm(folder, { recursive: true });
		}
	});

	it.each<[readonly string[], string]>([
		[[], 'expected either --band or --at-least'],
		[['--band', '--at-least', '4'], 'expected either --band or --at-least'],
		[['--at-least', '1'], '--at-least: expected 2 to 5'],
		[['--at-least', '4'], '--purpose: expected one of venue-entry, event, '],
		[['--at-least', '4', '--purpose', 'employment'], '--purpose: expected one of venue-entry'],
		[['--at-least', '4', '--purpose', 'event'], 'expected --label'],
		[[...DOOR.slice(2), '--band'], '--purpose: venue-entry may not ask for this'],
		[[...DOOR, '--fact', 'checkup-1y'], '--purpose: venue-entry may not ask for this'],
		[[...DOOR, '--fact', 'vegan'], '--fact: expected different ones of '],
		[[...DOOR.slice(0, 4), '--label', ''], '--label: expected 1 to 72 bytes'],
		[[...DOOR.slice(0, 4), '--label', 'x'.repeat(73)], '--label: expected 1 to 72 bytes'],
		[[...DOOR.slice(0, 4), '--label', 'a\u202eb'], '--label: expected 1 to 72 bytes'],
		[[...DOOR, '--text', 'Quiz'], '--text: expected with the purpose other only'],
		[['--at-least', '4', '--purpose', 'other', '--label', 'x'], '--text: expected 1 to 72 bytes'],
		[[...DOOR, '--at', '1969-12-31T23:59:59Z'], '--at: expected a time from 1970 to 2106'],
		[[...DOOR, 'more'], 'expected options only'],
	])('refuses %j', async (args, message) => {
		const ran = await ask(...args);
		expect(ran).toMatchObject({ status: 2, out: '', written: {} });
		expect(ran.err.startsWith(`tessera: ${message}`)).toBe(true);
		expect(ran.err).toMatch(/^[^\n]+; see tessera request --help\n$/);
	});
});

describe('answer', () => {
	it.each(vectors.refused)('refuses $error: $name', async ({ request, error }) => {
		const expected = {
			unreadable: 'expected TQ1: and at most 307 characters, undamaged',
			unsupported: 'expected a request (TQ1), got another kind or version',
			'low-order-key': 'refused, others could read what is sealed to its key',
			'over-asking': 'refused, asks for more than ',
		};
		const ran = await runIn({}, 'answer', '--at-least', '2', '--', request);
		expect(ran).toMatchObject({ status: 2, out: '' });
		const message = expected[error as keyof typeof expected];
		expect(ran.err.startsWith(`tessera: request: ${message}`)).toBe(true);
		expect(ran.err).toMatch(/^[^\n]+\n$/);
	});

	it.each<[readonly string[], string]>([
		[['--band', '4'], 'answer: says more than was asked'],
		[['--at-least', '5'], 'answer: says more than was asked'],
		[['--at-least', '4', '--fact', 'checkup-1y'], 'answer: says more than was asked'],
		[[], 'expected either --band or --at-least; see tessera answer --help'],
		[['--at-least', '4', 'more'], 'REQUEST: expected one; see tessera answer --help'],
	])('refuses %j', async (args, message) => {
		expect(await answer(rawRequest(), ...args)).toEqual({
			status: 2,
			out: '',
			err: `tessera: ${message}\n`,
		});
	});

	it('wants a request', async () => {
		const ran = await runIn({}, 'answer', '--at-least', '4');
		expect(ran.err).toBe('tessera: REQUEST: expected one; see tessera answer --help\n');
	});
});

describe('verify --request', () => {
	it.each([
		['{}', 'expected tessera.request/1'],
		['[]', 'expected tessera.request/1'],
		['{"format":"tessera.request/1","request":"TQ1:","seed":""}', 'expected tessera.request/1'],
		['{"format":"tessera.request/2"}', 'expected tessera.request/1'],
		['TQ1:', 'expected JSON at line 1, column 1'],
	])('refuses %s', async (file, message) => {
		const world = { files: { f: file }, stdin: '', now: NOW };
		expect(await runIn(world, 'verify', '--request', 'f')).toEqual({
			status: 2,
			out: '',
			err: `tessera: f: ${message}\n`,
		});
	});

	it.each([
		[['--request', 'f', '--number', '0042'], 'expected --request or --number, not both'],
		[['--request', '-'], '--request: expected a file'],
	])('refuses %j', async (args, message) => {
		const ran = await runIn({}, 'verify', ...args);
		expect(ran).toEqual({
			status: 2,
			out: '',
			err: `tessera: ${message}; see tessera verify --help\n`,
		});
	});
});
