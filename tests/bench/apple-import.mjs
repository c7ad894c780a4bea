import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launchBrowser, PERSON, serveBuild } from './app.mjs';
import { writeAppleZip } from './apple-export.mjs';
import { seriesOf } from './sample.mjs';
import { goalText, numberText, printTable, seriesCells } from './table.mjs';
import { watchPage, whenSeen } from './watch-page.mjs';

const MB = 1_000_000;
const SPEED_GOAL = 150;
const MEMORY_GOAL = 250;
const RUNS = 3;
const SAMPLE_MS = 50;
/** A gigabyte on a slow machine. */
const TIMEOUT_MS = 600_000;

const FOUND = '#found';
const KEPT = '#kept';

/**
 * What Linux says of a process: its own memory, which leaves out the pages of the browser's program that
 * all processes share, and the processor time so far. NaN elsewhere.
 *
 * @param {number} pid
 */
function processOf(pid) {
	try {
		const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
		const [, numbers = ''] = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(/\) /);
		const fields = numbers.split(' ');
		return {
			memory: (Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1]) * 1024) / MB,
			// `utime` and `stime`, in ticks of 10 ms (proc(5)).
			processorMs: (Number(fields[11]) + Number(fields[12])) * 10,
		};
	} catch {
		return { memory: NaN, processorMs: NaN };
	}
}

/**
 * Watches processes; the call of what is returned ends it, and tells of the one that worked most.
 *
 * @param {readonly number[]} pids
 */
function watchProcesses(pids) {
	const watched = pids.map((pid) => {
		const before = processOf(pid);
		return { pid, before, most: before.memory };
	});
	const timer = setInterval(() => {
		for (const one of watched) one.most = Math.max(one.most, processOf(one.pid).memory);
	}, SAMPLE_MS);
	return () => {
		clearInterval(timer);
		const all = watched.map(({ pid, before, most }) => ({
			before: before.memory,
			most,
			processor: processOf(pid).processorMs - before.processorMs,
		}));
		return all.sort((a, b) => b.processor - a.processor)[0];
	};
}

/** Notes when a file was chosen. Runs before any script of the page. */
function watchChoice() {
	addEventListener(
		'change',
		() => {
			Object.assign(globalThis, { benchChosenAt: performance.now() });
		},
		{ capture: true },
	);
}

/**
 * Brings an archive in through the app's own page, into a vault that is new.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} origin
 * @param {string} file
 */
async function importOnce(browser, origin, file) {
	const context = await browser.newContext(PERSON);
	try {
		const page = await context.newPage();
		page.setDefaultTimeout(TIMEOUT_MS);
		await page.addInitScript(watchPage, [FOUND, KEPT]);
		await page.addInitScript(watchChoice);
		await page.goto(`${origin}/import/`);
		const input = page.getByLabel('Choose a file');
		await input.waitFor({ state: 'attached' });
		const devtools = await browser.newBrowserCDPSession();
		const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
		await devtools.detach();
		const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
		// There may be a spare one beside the page's.
		const endWatch = watchProcesses(pids);

		await input.setInputFiles(file);
		const { seenAt: foundAt } = await whenSeen(page, FOUND);
		const chosenAt = await page.evaluate(
			() => /** @type {{ benchChosenAt?: number }} */ (globalThis).benchChosenAt ?? NaN,
		);
		await page.getByRole('button', { name: 'Keep these records' }).click();
		const { seenAt: keptAt, askedAt } = await whenSeen(page, KEPT);
		const own = endWatch() ?? { before: NaN, most: NaN, processor: NaN };
		return { read: foundAt - chosenAt, stored: keptAt - askedAt, ...own };
	} finally {
		await context.close();
	}
}

/**
 * Measures a zipped export from the chosen file to the stored days, in Chromium.
 *
 * @param {number} megabytes of XML
 */
export async function measureImport(megabytes) {
	const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
	const file = join(folder, 'export.zip');
	try {
		const { xmlBytes, zipBytes } = await writeAppleZip(file, megabytes * MB);
		const server = await serveBuild();
		const browser = await launchBrowser();
		const runs = [];
		try {
			for (let run = 0; run < RUNS; run++) {
				runs.push(await importOnce(browser, server.origin, file));
			}
		} finally {
			await browser.close();
			await server.stop();
		}
		const speed = (/** @type {number} */ ms) => xmlBytes / MB / (ms / 1000);
		const stored = seriesOf(runs.map((run) => speed(run.read + run.stored)));
		const peak = seriesOf(runs.map((run) => run.most));
		printTable(
			`A zipped Apple Health export of ${numberText(xmlBytes / MB)} MB of XML, in Chromium`,
			['', 'median', 'spread', '', 'goal'],
			[
				[
					'file to records',
					...seriesCells(seriesOf(runs.map((run) => speed(run.read)))),
					'MB/s',
					'',
				],
				[
					'file to stored days',
					...seriesCells(stored),
					'MB/s',
					stored.median >= SPEED_GOAL
						? `kept, ${numberText(stored.median - SPEED_GOAL)} MB/s to spare`
						: `missed by ${numberText(SPEED_GOAL - stored.median)} MB/s`,
				],
				[
					'  by its processor time',
					...seriesCells(seriesOf(runs.map((run) => speed(run.processor)))),
					'MB/s',
					'',
				],
				['memory at most', ...seriesCells(peak), 'MB', goalText(peak.median, MEMORY_GOAL, 'MB')],
				[
					'  of it before the file was chosen',
					...seriesCells(seriesOf(runs.map((run) => run.before))),
					'MB',
					'',
				],
			],
			[
				`${String(RUNS)} runs, each into a vault that is new, through the app's own page: from the chosen file`,
				'to the painted list of what was found, and from the tap on "Keep" to the painted word that it is',
				`kept. The archive has ${numberText(zipBytes / MB)} MB. Memory (Linux RssAnon, sampled) and processor time are those of`,
				"the page's process with its workers, without the pages of the program that all processes share.",
			],
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
