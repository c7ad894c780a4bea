import { readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

import { test } from '@playwright/test';

import { expect, installed, tile } from '../e2e/support';
import { CANARIES } from './canaries';
import { ENTRY, JOURNEY, walk } from './journey';
import { Observer } from './observer';
import { Person } from './person';
import { SERVER_ADDRESS } from './network.mjs';
import type { Plan } from './plan';
import { run } from './run.mjs';

const folder = process.env.TESSERA_EGRESS ?? '';
/** Milliseconds for what a browser does a moment after it was asked. */
const CALM = 1500;

/** Stops the static server; nobody listens at its port afterwards. */
const stopServer = () =>
	new Promise<void>((done, failed) => {
		const control = connect(join(folder, 'control'), () => control.write('stop'));
		control.once('error', failed).on('data', () => undefined);
		control.once('close', () => {
			done();
		});
	});

const calm = () => new Promise((done) => setTimeout(done, CALM));

async function lookThroughProfile(person: Person, observer: Observer): Promise<void> {
	const entries = await readdir(person.profile, { recursive: true, withFileTypes: true });
	for (const entry of entries.filter((found) => found.isFile())) {
		const path = join(entry.parentPath, entry.name);
		const place = path.slice(person.profile.length + 1);
		observer.look('browser profile', person.role, place, await readFile(path));
	}
}

test('a citizen and a verifier, seen from outside', async ({ playwright, launchOptions }) => {
	const plan = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as Plan;
	const observer = new Observer();
	const citizen = new Person('citizen', folder, observer);
	const verifier = new Person('verifier', folder, observer);
	let broken: string | null = null;
	let current = { name: 'first visit', from: Date.now(), isServed: true };
	const begin = (name: string, isServed: boolean) => {
		observer.phase({ ...current, to: Date.now() });
		current = { name, from: Date.now(), isServed };
	};
	const open = async () => ({
		page: await citizen.open(playwright.chromium, launchOptions),
		door: await verifier.open(playwright.chromium, launchOptions),
	});
	const close = async () => {
		await citizen.close();
		await verifier.close();
	};
	try {
		const { page, door } = await open();
		await page.goto('/');
		await installed(page);
		await door.goto('/verify/');
		await installed(door);
		await calm();

		begin('installed', true);
		const here = { observer, citizen, verifier, page, door, steps: CANARIES.stepsTyped };
		await walk(plan.isBrief ? ENTRY : JOURNEY, here);
		await calm();
		await close();

		await stopServer();
		await calm();
		if (!plan.isBrief) {
			begin('server gone', false);
			const cold = await open();
			await cold.page.goto('/');
			await expect(tile(cold.page)).toBeVisible();
			await cold.door.goto('/verify/');
			await expect(cold.door.getByRole('heading', { level: 1 })).toHaveText('Check a code');
			await calm();
			await close();
		}

		// The server's address leads nowhere, as all do on a device without a network; all others
		// still lead through the cable, so that an attempt to reach one would be seen.
		run(`ip route replace unreachable ${SERVER_ADDRESS}/32`);
		begin('offline', false);
		const alone = { ...(await open()), observer, citizen, verifier };
		await alone.door.goto('/verify/');
		await walk(plan.isBrief ? ENTRY : JOURNEY, { ...alone, steps: CANARIES.stepsOffline });
		await calm();
		await close();
	} catch (error) {
		broken = error instanceof Error ? error.message : String(error);
		await close();
	}
	begin('', false);
	await lookThroughProfile(citizen, observer);
	await lookThroughProfile(verifier, observer);
	await writeFile(join(folder, 'walk.json'), JSON.stringify(observer.walk(broken), null, '\t'));
	expect(broken).toBeNull();
});
