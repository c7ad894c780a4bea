/**
 * `npm test`: everything that is checked, in the order in which it fails soonest; with names of
 * stages (`npm test -- lint unit`) only those. The last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findBrowser } from './browser.mjs';
import { isBuildStale } from './build.mjs';
import { compileWords } from './words.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** What machines say to us; gone when we are done. */
const reports = mkdtempSync(join(tmpdir(), 'tessera-test-'));
process.on('exit', () => {
	rmSync(reports, { recursive: true, force: true });
});
const vitestReport = join(reports, 'vitest.json');

/** @typedef {'lint' | 'types' | 'build' | 'unit' | 'browser' | 'reliability' | 'egress'} Stage */

/** @param {Stage} stage */
const playwrightReport = (stage) => join(reports, `${stage}.json`);

/** The commands of each stage. @type {Readonly<Record<Stage, readonly string[]>>} */
const COMMANDS = {
	lint: [
		'prettier --check --log-level warn .',
		'eslint --max-warnings 0 .',
		'depcruise src --config .dependency-cruiser.cjs',
		'depcruise src --config .dependency-cruiser.door.cjs',
		'knip --no-progress',
	],
	types: [
		'svelte-check --tsconfig ./tsconfig.json --output human --fail-on-warnings',
		'tsc -p scripts',
		'tsc -p tsconfig.worker.json',
		'tsc -p tests/egress',
	],
	// Built again in another folder, time zone and language: the same to the byte.
	build: ['vite build --logLevel warn', 'node scripts/reproduce.mjs --against build'],
	unit: [
		// Lint runs beside it: what takes a second by itself may take some.
		`vitest run --testTimeout=20000 --reporter=default --reporter=json --outputFile.json=${vitestReport}`,
	],
	browser: ['playwright test'],
	// The whole browser killed, its files searched; the full numbers: `npm run reliability`.
	reliability: ['playwright test --config tests/reliability/playwright.config.ts'],
	// Every packet of the whole journey; and that a planted leak is found.
	egress: ['node scripts/prove-egress.mjs', 'node scripts/prove-egress.mjs --self-test'],
};

/** The stages that need a browser. */
const BROWSER_STAGES = /** @type {const} */ (['browser', 'reliability', 'egress']);

const STAGES = /** @type {readonly Stage[]} */ (Object.keys(COMMANDS));

/**
 * Rounds of lanes of stages. Lanes run side by side, for two cores: `lint`, which needs one for as long
 * as the three others do together. Tests come after the build, because some of them look at what was
 * built.
 */
const ROUNDS = /** @type {readonly (readonly (readonly Stage[])[])[]} */ ([
	[['lint'], ['types', 'build', 'unit']],
	[['browser']],
	[['reliability']],
	[['egress']],
]);

/** @param {string} text */
const heading = (text) => {
	console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 60 - text.length))}`);
};

/** Every process that runs now, to be ended when another stage has failed. */
const running = new Set(/** @type {import('node:child_process').ChildProcess[]} */ ([]));

/**
 * @param {Stage | null} stage
 * @param {string} command
 * @param {boolean} aside whether something else runs too: then what it says is kept for later
 * @returns {Promise<{ ok: boolean, said: string }>}
 */
function run(stage, command, aside) {
	const [name = '', ...args] = command.split(' ');
	const child = spawn(name, args, {
		stdio: aside ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
		shell: process.platform === 'win32',
		env: {
			...process.env,
			PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
			...(stage === null ? {} : { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport(stage) }),
			// With all 200 kills it would take some minutes more.
			RELIABILITY_KILLS: process.env.RELIABILITY_KILLS ?? '60',
			...(aside && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
		},
	});
	running.add(child);
	let said = '';
	for (const stream of [child.stdout, child.stderr])
		stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
			said += text;
		});
	return new Promise((done, failed) => {
		child.once('error', failed);
		child.once('close', (code) => {
			running.delete(child);
			done({ ok: code === 0, said });
		});
	});
}

/** The first stage that failed, where one did. */
const failures = /** @type {Stage[]} */ ([]);

/** @param {Stage} stage @param {boolean} aside */
async function runStage(stage, aside) {
	const start = performance.now();
	if (!aside) heading(stage);
	let said = '';
	let ok = true;
	for (const command of COMMANDS[stage]) {
		const result = await run(stage, command, aside);
		// Ended from outside, because a stage beside this one has failed.
		if (failures.length > 0) return;
		if (!result.ok) {
			ok = false;
			said += `${result.said}\n${command}: failed\n`;
			// The other lint tools have something to say too; the rest builds on what failed.
			if (stage !== 'lint') break;
		}
	}
	if (aside) heading(stage);
	if (said.trim() !== '') console.log(said.trim());
	const seconds = ((performance.now() - start) / 1000).toFixed(1);
	console.log(`${stage}: ${ok ? 'passed' : 'failed'} after ${seconds} s`);
	if (!ok) {
		failures.push(stage);
		for (const child of running) child.kill();
	}
}

/**
 * @param {string} file a report in JSON
 * @returns {unknown} null where none was written
 */
const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);

/** @typedef {{ passed: number, failed: number }} Sums */

/** @returns {Sums} */
function countUnitTests() {
	const report = /** @type {import('vitest/reporters').JsonTestResults | null} */ (
		readReport(vitestReport)
	);
	if (report === null) return { passed: 0, failed: 0 };
	// A file that cannot even be loaded has no test that could fail.
	const files = report.testResults.filter(({ status }) => status === 'failed').length;
	return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, files) };
}

/**
 * @param {Stage} stage
 * @returns {Sums}
 */
function countBrowserTests(stage) {
	const report = /** @type {import('@playwright/test/reporter').JSONReport | null} */ (
		readReport(playwrightReport(stage))
	);
	if (report === null) return { passed: 0, failed: 0 };
	const { expected, flaky, unexpected } = report.stats;
	return { passed: expected + flaky, failed: unexpected + report.errors.length };
}

/** @returns {Set<Stage>} */
function askedStages() {
	const names = process.argv.slice(2);
	const unknown = names.filter((name) => !STAGES.some((stage) => stage === name));
	if (unknown.length > 0) {
		console.error(`No stage is called ${unknown.join(', ')}. The stages: ${STAGES.join(', ')}.`);
		process.exit(2);
	}
	const asked = new Set(names.length === 0 ? STAGES : /** @type {Stage[]} */ (names));
	// The tests of the built files, and the browser, need a build of these sources.
	if ((asked.has('unit') || needsBrowser(asked)) && isBuildStale()) asked.add('build');
	return asked;
}

/** @param {ReadonlySet<Stage>} stages */
const needsBrowser = (stages) => BROWSER_STAGES.some((stage) => stages.has(stage));

const asked = askedStages();
if (needsBrowser(asked)) process.env.PLAYWRIGHT_CHROMIUM = findBrowser();

heading('prepare');
await compileWords();
const prepared = await run(null, 'svelte-kit sync', false);
if (!prepared.ok) throw new Error('svelte-kit sync failed; what it said is above.');

for (const round of ROUNDS) {
	const lanes = round
		.map((lane) => lane.filter((stage) => asked.has(stage)))
		.filter((lane) => lane.length > 0);
	await Promise.all(
		lanes.map(async (lane) => {
			for (const stage of lane) if (failures.length === 0) await runStage(stage, lanes.length > 1);
		}),
	);
	if (failures.length > 0) break;
}

const sums = [countUnitTests(), ...BROWSER_STAGES.map(countBrowserTests)];
const passed = sums.reduce((sum, part) => sum + part.passed, 0);
const failedTests = sums.reduce((sum, part) => sum + part.failed, 0);
const [failedStage] = failures;
if (failedStage !== undefined) console.log(`\nStopped: ${failedStage} failed.`);
// A stage that fails without a test counts as one: the line never says 0 where something is wrong.
const failed = failedStage === undefined ? failedTests : Math.max(failedTests, 1);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
