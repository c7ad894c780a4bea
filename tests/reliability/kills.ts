import { setTimeout as later } from 'node:timers/promises';

import { expect, type Page } from '@playwright/test';

import type { HealthRecords } from '../../src/lib/records/records';
import type { Device } from './device';
import { exportRecords } from './records';
import type { Seeded } from './seeded';

/** Work that a kill of the browser interrupts. All scenarios of a run share one profile. */
export interface Scenario {
	readonly name: string;
	/** From the settings' screen to the tap that begins the work. */
	prepare(page: Page): Promise<void>;
	/** The work, until the screen says that it is done. */
	act(page: Page): Promise<void>;
	/**
	 * After the next start: whether all that was acknowledged is there, and nothing half-done. It is
	 * asked again after the other scenarios' kills too.
	 *
	 * @param isDone whether `act` had ended before the kill; null: nothing was done since the last check
	 */
	check(records: HealthRecords, isDone: boolean | null): void;
}

export interface Lane {
	readonly device: Device;
	readonly scenarios: readonly Scenario[];
	readonly random: Seeded;
	readonly kills: number;
	/**
	 * What a person does after a start before the records show: a passphrase, say.
	 *
	 * @param isDone as in `Scenario.check`, for the last scenario
	 */
	readonly open?: (page: Page, isDone: boolean | null) => Promise<void>;
}

/** How many kills there were, by what they hit. */
export interface Kills {
	inWork: number;
	afterWork: number;
}

/** Up to this part of the time that the work took before, so that some kills come after. */
const REACH = 1.1;

/**
 * Kills the browser again and again on one profile, each time at another moment of the work, and
 * looks after each next start whether everything acknowledged is there.
 */
export async function runKills(lane: Lane): Promise<Map<string, Kills>> {
	const { device, scenarios, random } = lane;
	let isDone: boolean | null = null;
	let last: Scenario | null = null;
	const start = async (): Promise<Page> => {
		const page = await device.start();
		await page.goto('/settings/');
		await lane.open?.(page, isDone);
		return page;
	};

	// How long the work takes on this machine, when nothing disturbs it.
	const durations = new Map<Scenario, number>();
	for (const scenario of scenarios) {
		const page = await start();
		await scenario.prepare(page);
		const began = performance.now();
		await scenario.act(page);
		durations.set(scenario, performance.now() - began);
		device.expectNoComplaints();
		await device.kill();
		isDone = true;
		last = scenario;
		const records = await exportRecords(await start());
		scenario.check(records, true);
		await device.kill();
		isDone = null;
	}
	const counts = new Map(scenarios.map(({ name }) => [name, { inWork: 0, afterWork: 0 }]));

	const expectAllThere = async (page: Page, when: string): Promise<void> => {
		const records = await exportRecords(page);
		for (const scenario of scenarios)
			try {
				scenario.check(records, scenario === last ? isDone : null);
			} catch (cause) {
				throw new Error(`${scenario.name}, ${when}`, { cause });
			}
		device.expectNoComplaints();
	};

	for (let kill = 1; kill <= lane.kills; kill++) {
		const page = await start();
		await expectAllThere(page, `after kill ${String(kill - 1)}`);
		const scenario = random.pick(scenarios);
		await scenario.prepare(page);
		const usual = durations.get(scenario) ?? 0;
		let killed = false;
		const began = performance.now();
		const act = scenario.act(page).then(
			() => {
				if (killed) return false;
				// A machine that was busy for once must not make all later kills late.
				durations.set(scenario, (usual + performance.now() - began) / 2);
				return true;
			},
			(cause: unknown) => {
				if (!killed) throw cause;
				return false;
			},
		);
		const moment = random.next() * usual * REACH;
		await Promise.race([act, later(moment)]);
		killed = true;
		await device.kill();
		isDone = await act;
		last = scenario;
		const count = counts.get(scenario.name);
		if (count !== undefined) count[isDone ? 'afterWork' : 'inWork']++;
	}
	await expectAllThere(await start(), 'at the end');
	await device.close();
	expect([...counts.values()].reduce((sum, count) => sum + count.inWork + count.afterWork, 0)).toBe(
		lane.kills,
	);
	return counts;
}
