#!/usr/bin/env node
/**
 * `npm run fuzz`: 100,000 hostile inputs for every decoder and verifier, where the tests try 1,000;
 * for every file that can be imported, a twentieth of that.
 * `npm run fuzz -- 5000` tries another number. It takes a while, and tells the slowest input of each.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [runs = '100000'] = process.argv.slice(2);
if (!/^[1-9]\d{0,7}$/.test(runs)) {
	console.error('Expected a number of inputs, such as 100000.');
	process.exit(2);
}

const { status } = spawnSync(
	process.execPath,
	[
		`${root}node_modules/vitest/vitest.mjs`,
		...['run', 'src/lib/attest/fuzz.test.ts', 'src/lib/intake/fuzz.test.ts', 'src/lib/codec'],
		...['--reporter=verbose', '--disable-console-intercept'],
	],
	{ cwd: root, stdio: 'inherit', env: { ...process.env, FUZZ_RUNS: runs } },
);
process.exitCode = status ?? 1;
