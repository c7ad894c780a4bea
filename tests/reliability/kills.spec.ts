import { test } from './device';
import { fileImport } from './kill-import';
import { erasure, Lock, lockChange } from './kill-keys';
import { quickLog } from './kill-quick-log';
import { Restore } from './kill-restore';
import { runKills, type Lane } from './kills';
import { countOf } from './seeded';

/** Kills of the whole browser, in all. */
const KILLS = countOf('RELIABILITY_KILLS', 200);

test.skip(process.platform === 'win32', 'there a group of processes cannot be ended at once');

/** Runs a part of the kills on one profile, and says what they hit. */
async function killAll(part: number, lane: Omit<Lane, 'kills'>): Promise<void> {
	const kills = Math.round(KILLS * part);
	const counts = await runKills({ ...lane, kills });
	const hits = [...counts].map(
		([name, { inWork, afterWork }]) =>
			`${name} ${String(inWork)} in its work, ${String(afterWork)} right after`,
	);
	console.log(`${String(kills)} kills: ${hits.join('; ')}`);
}

test('killed while it writes, a browser has all that it said it kept', async ({
	device,
	random,
}) => {
	await killAll(0.6, { device, random, scenarios: [quickLog(device, random), fileImport()] });
});

test('killed while it changes keys or restores, it has the old state or the new one', async ({
	device,
	random,
}) => {
	const restore = await Restore.make(device);
	const lock = new Lock();
	await killAll(0.4, {
		device,
		random,
		scenarios: [restore.scenario(), erasure(), lockChange(lock, random)],
		open: lock.open,
	});
});
