import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

import { launchOptions, PERSON, serveBuild } from './app.mjs';
import { seriesOf } from './sample.mjs';
import { goalText, printTable, seriesCells } from './table.mjs';
import { watchFrames, watchPage, whenCodeSeen, whenSeen } from './watch-page.mjs';

const RUNS = 12;
/** How much slower than this machine the page's main thread runs. */
const SLOWER = [4, 1];
const GOAL_MS = 300;
/** Between two frames of the film. */
const FRAME_MS = 100;

const VERDICT = '[data-verdict] .good-or-not';

/**
 * One verdict on a page opened just now, so that nothing of an earlier one helps it.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {{ address: string, slower: number, pointCamera: (at: 'wall' | 'code') => Promise<void> }} run
 */
async function timeVerdict(context, { address, slower, pointCamera }) {
	const page = await context.newPage();
	try {
		await page.addInitScript(watchPage, [VERDICT]);
		await page.addInitScript(watchFrames);
		const devtools = await context.newCDPSession(page);
		await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
		await pointCamera('wall');
		await page.goto(address);
		await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 1);
		await pointCamera('code');
		const pointedAt = Date.now();
		const { seenAt } = await whenSeen(page, VERDICT);
		const { frameAt, missed } = await whenCodeSeen(page);
		const startedAt = await page.evaluate(() => performance.timeOrigin);
		// A frame that the watch missed may have been the first with the code: it counts as that.
		const fromFrame = seenAt - frameAt + missed * FRAME_MS;
		return { fromFrame, fromPointing: startedAt + seenAt - pointedAt, missed };
	} finally {
		await page.close();
	}
}

/**
 * Measures how long a guard waits: a real page with a film in place of its camera, a white wall
 * first and then a code.
 *
 * @param {typeof import('./rooms.ts')} rooms
 * @param {() => string} freshCode a code that is valid now
 */
export async function measureCamera({ drawQr, FakeCamera, toDrawing }, freshCode) {
	const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
	const camera = new FakeCamera(join(folder, 'camera.y4m'));
	const { args, ...options } = launchOptions();
	const server = await serveBuild();
	const browser = await camera.launch(
		{ chromium },
		{
			...options,
			args: [...args, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
		},
	);
	try {
		const rows = [];
		let missed = 0;
		for (const slower of SLOWER) {
			/** @type {number[]} */
			const fromFrame = [];
			/** @type {number[]} */
			const fromPointing = [];
			const context = await browser.newContext({ ...PERSON, permissions: ['camera'] });
			for (let run = 0; run < RUNS; run++) {
				const timed = await timeVerdict(context, {
					address: `${server.origin}/verify/`,
					slower,
					pointCamera: (at) =>
						camera.see(at === 'wall' ? undefined : toDrawing(drawQr(freshCode()).path)),
				});
				fromFrame.push(timed.fromFrame);
				fromPointing.push(timed.fromPointing);
				missed += timed.missed;
			}
			await context.close();
			const at = `${String(slower)}×`;
			const series = seriesOf(fromFrame);
			rows.push(
				[
					'from the first frame with the code',
					at,
					...seriesCells(series),
					'ms',
					goalText(series.high, GOAL_MS, 'ms'),
				],
				['from pointing the camera at it', at, ...seriesCells(seriesOf(fromPointing)), 'ms', ''],
			);
		}
		printTable(
			`Camera to verdict (goal ${String(GOAL_MS)} ms from the first readable frame)`,
			['', 'slowed', 'median', 'spread', '', 'goal, by the upper end'],
			rows,
			[
				`${String(RUNS)} runs each, every one on a page opened anew; until the painted verdict. The camera is a`,
				'film of 1280 × 720 with 10 frames a second: pointing adds up to 100 ms until the next frame.',
				`Frames that the watch missed before the one it saw, each counted as ${String(FRAME_MS)} ms more: ${String(missed)}.`,
			],
		);
	} finally {
		await browser.close();
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}
