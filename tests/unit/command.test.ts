/** The command as a process: the script, its bundle, streams and exit codes. */
import { execFile, type ExecFileException } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KNOWN_RULESETS } from '../../src/lib/attest/rulesets';
import vectors from '../vectors/scoring.json';

const SCRIPT = fileURLToPath(new URL('../../scripts/tessera.mjs', import.meta.url));
/** Milliseconds; the first use makes the bundle. */
const TIMEOUT = 60_000;

let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'tessera-'));
});

afterAll(() => rm(folder, { recursive: true }));

interface Ran {
	readonly status: ExecFileException['code'];
	readonly out: string;
	readonly err: string;
}

/** Runs the script in a folder that is not the project's. */
function tessera(args: readonly string[], stdin = ''): Promise<Ran> {
	return new Promise((resolve) => {
		const child = execFile(
			process.execPath,
			[SCRIPT, ...args],
			{ cwd: folder },
			(error, out, err) => {
				resolve({ status: error === null ? 0 : error.code, out, err });
			},
		);
		child.stdin?.end(stdin);
	});
}

describe('the command as a process', { timeout: TIMEOUT }, () => {
	it('mints by its own clock and randomness what it then verifies', async () => {
		const first = await tessera(['mint', '--at-least', '4', '--fact', 'checkup-1y']);
		const second = await tessera(['mint', '--at-least', '4', '--fact', 'checkup-1y']);
		expect(first).toMatchObject({ status: 0, err: '' });
		expect(first.out).toMatch(/^TB1:[^\n]{227}\n$/);
		expect(first.out).not.toBe(second.out);

		const verified = await tessera(['verify', '--json'], first.out);
		expect(verified).toMatchObject({ status: 0, err: '' });
		expect(JSON.parse(verified.out)).toMatchObject({
			verdict: 'valid',
			claims: { atLeast: 4, facts: ['checkup-1y'], rs: KNOWN_RULESETS[0]?.hash },
		});
	});

	it('reads files of the folder that it is called in', async () => {
		const [vector] = vectors.cases;
		await writeFile(join(folder, 'records.json'), JSON.stringify(vector?.records));
		const asOf = vector?.asOf ?? '';
		const scored = await tessera(['score', 'records.json', '--as-of', asOf, '--json']);
		expect(scored).toMatchObject({ status: 0, err: '' });
		expect(JSON.parse(scored.out)).toMatchObject(vector?.expect ?? {});
	});

	it('passes a whole document through a pipe', async () => {
		const shown = await tessera(['ruleset', 'show', 'hangzhou-2020']);
		expect(await tessera(['ruleset', 'hash', '-'], shown.out)).toEqual({
			status: 0,
			out: `${String(KNOWN_RULESETS[0]?.hash)}\n`,
			err: '',
		});
	});

	it('exits with 1 for another verdict, with 2 for a failure', async () => {
		expect(await tessera(['verify', '--json'], 'hello')).toEqual({
			status: 1,
			out: '{"verdict":"unreadable","claims":null,"ageSeconds":null}\n',
			err: '',
		});
		expect(await tessera(['verify', 'none.txt'])).toEqual({
			status: 2,
			out: '',
			err: 'tessera: none.txt: cannot be read (ENOENT)\n',
		});
	});
});
