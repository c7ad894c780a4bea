/** The whole way of a citizen and a verifier, as it is walked with the server there and without it. */
import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';

import { readDrawing } from '../e2e/code-video';
import { lockedScreen, lockPage, setPassphrase, unlock } from '../e2e/locking';
import {
	answerButton,
	answerScreen,
	ask,
	consent,
	copyAnswer,
	copyRequest,
	readRequest,
} from '../e2e/question';
import {
	checkCode,
	copyCode,
	expect,
	expectVerdict,
	fillDay,
	fillWeek,
	importRecords,
	readTile,
	showCode,
} from '../e2e/support';
import { CANARIES } from './canaries';
import type { Observer } from './observer';
import type { Person } from './person';

const BAND_NUMBERS: Readonly<Record<string, number>> = {
	Purple: 1,
	Red: 2,
	Orange: 3,
	Yellow: 4,
	Green: 5,
};

const ZONE = 'Asia/Shanghai';
const DAY = 86_400_000;

/** A day before today where the citizen lives, as ISO 8601 writes it. */
const dayBefore = (days: number) =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(Date.now() - days * DAY);

const records = () => ({
	schema: 'tessera.records/1',
	days: [
		{
			kind: 'steps',
			day: dayBefore(20),
			value: Number(CANARIES.stepsImported.text),
			source: CANARIES.source.text,
		},
	],
	observations: [
		{
			kind: 'weight',
			day: dayBefore(20),
			value: Number(CANARIES.weight.text),
			source: CANARIES.clinic.text,
		},
	],
	conditions: [{ code: CANARIES.condition.text, since: '2020-02-02', until: null }],
	checkups: [],
});

export interface Scene {
	readonly observer: Observer;
	readonly citizen: Person;
	readonly verifier: Person;
	readonly page: Page;
	readonly door: Page;
	/** Steps that are typed today: other ones each time, so that all can be told apart. */
	readonly steps: { readonly name: string; readonly text: string };
}

type Step = readonly [name: string, walk: (scene: Scene) => Promise<void>];

/** Typing and importing: all values but the passphrases are in the vault then. */
export const ENTRY: readonly Step[] = [
	[
		'fill in a week, log a day',
		async ({ page, steps }) => {
			await fillWeek(page);
			await fillDay(page, { steps: Number(steps.text) });
		},
	],
	[
		'import a file',
		async ({ page }) => {
			await importRecords(page, records());
		},
	],
	[
		'see score and records',
		async ({ page, observer }) => {
			await page.goto('/score/');
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(/, and why$/);
			await page.goto('/records/');
			await expect(page.getByText(CANARIES.weight.text)).toBeVisible();
			const { weight, condition } = CANARIES;
			const shown = await page.getByRole('main').innerText();
			observer.control('the page of records, on the screen', shown, [weight, condition]);
		},
	],
];

/** From one screen to another, by every way that there is. */
const MEETING: readonly Step[] = [
	[
		'show a code; check it as text, as a picture and by the camera',
		async ({ page, door, observer, citizen, verifier }) => {
			await page.goto('/');
			const { band } = await readTile(page);
			observer.chosen.add(JSON.stringify({ say: { band: BAND_NUMBERS[band] }, facts: [] }));
			await showCode(page);
			observer.code(await copyCode(page));
			const text = await citizen.lookAtClipboard(page);
			await door.goto('/verify/');
			await checkCode(door, text);
			await expectVerdict(door, 'valid');
			await door.reload();
			const picture = await page.screenshot();
			const file = { name: 'code.png', mimeType: 'image/png', buffer: picture };
			await door.getByLabel('Choose a picture').setInputFiles(file);
			await expectVerdict(door, 'valid');
			await door.reload();
			await expect(door.locator('video')).toBeVisible();
			await verifier.see(await readDrawing(page));
			await expectVerdict(door, 'valid');
			await verifier.see();
		},
	],
	[
		'a spoken number',
		async ({ page, door, observer }) => {
			await door.goto('/verify/');
			const say = door.getByRole('switch', { name: 'Say a number' });
			await say.click();
			const number = door.getByText('Say aloud:').locator('..').getByRole('strong');
			await page
				.getByRole('textbox', { name: 'Number the verifier said' })
				.fill(await number.innerText());
			const text = await copyCode(page);
			observer.code(text);
			await checkCode(door, text);
			await expectVerdict(door, 'valid');
		},
	],
	[
		'a request and its answer',
		async ({ page, door, observer, citizen, verifier }) => {
			await door.goto('/verify/');
			await ask(door, { label: CANARIES.asker.text });
			observer.code(await copyRequest(door));
			await readRequest(page, await verifier.lookAtClipboard(door));
			await expect(consent(page).getByRole('radio').first()).toBeChecked();
			await answerButton(page).click();
			await expect(answerScreen(page)).toBeVisible();
			observer.code(await copyAnswer(page));
			await checkCode(door, await citizen.lookAtClipboard(page));
			await expectVerdict(door, 'valid');
		},
	],
	[
		'a gate',
		async ({ page, door, verifier }) => {
			await showCode(page);
			await door.goto('/verify/');
			await door.getByRole('radio', { name: 'Gate', exact: true }).check();
			await door.getByRole('button', { name: 'Open the gate' }).click();
			const gate = door.getByRole('dialog', { name: 'Gate' });
			await expect(gate).toContainText('Hold up a code');
			await verifier.see(await readDrawing(page));
			await expect(gate.locator('.outcome[role="status"]')).toHaveAttribute(
				'data-verdict',
				'valid',
			);
			await verifier.see();
			await gate.getByRole('button', { name: 'Close the gate' }).click();
			await expect(gate).toBeHidden();
		},
	],
];

/** Presses a button that saves a file, and gives what is in it. */
async function save(page: Page, button: string): Promise<Buffer> {
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: button }).click();
	return readFile(await (await download).path());
}

const RIGHTS: readonly Step[] = [
	[
		'receipts and exports',
		async ({ page, observer, steps }) => {
			await page.goto('/receipts/');
			const receipts = page.getByRole('main').getByRole('listitem');
			await expect(receipts.filter({ hasText: CANARIES.asker.text }).first()).toBeVisible();
			const written = await save(page, 'Export receipts');
			observer.control('the exported receipts', written, [CANARIES.asker]);
			await page.goto('/settings/');
			const { stepsImported, weight, condition, source, clinic } = CANARIES;
			observer.control('the exported records', await save(page, 'Export all records'), [
				steps,
				stepsImported,
				weight,
				condition,
				source,
				clinic,
			]);
		},
	],
	[
		'a lock: set, locked, unlocked',
		async ({ page }) => {
			await setPassphrase(page, CANARIES.passphrase.text);
			// A lock loads the page anew; what is typed before is lost.
			const loaded = page.waitForEvent('load');
			await page.getByRole('button', { name: 'Lock now' }).last().click();
			await loaded;
			await expect(lockedScreen(page)).toBeVisible();
			await unlock(page, CANARIES.passphrase.text);
		},
	],
	[
		'a backup: made and read back',
		async ({ page, observer }) => {
			await page.getByRole('link', { name: 'More' }).click();
			await page.getByRole('link', { name: 'Back up or restore' }).click();
			await page.getByLabel('Passphrase for the file').fill(CANARIES.backup.text);
			await page.getByLabel('The same once more').fill(CANARIES.backup.text);
			// Shown, it is a field like any other to the browser.
			await page.getByRole('button', { name: 'Show what is typed' }).first().click();
			const file = await save(page, 'Make the file');
			observer.look('backup file', 'citizen', 'tessera-backup.age', file);
			await page
				.getByLabel('Choose a backup')
				.setInputFiles({ name: 'b.age', mimeType: 'application/octet-stream', buffer: file });
			await page.getByLabel('Passphrase of the file').fill(CANARIES.backup.text);
			await page.getByRole('button', { name: 'Open', exact: true }).click();
			await expect(page.getByText('Nothing: all of it is here already.')).toBeVisible();
		},
	],
];

/** Without its lock the next browser opens the vault by itself. */
const UNLOCKING: readonly Step[] = [
	[
		'the lock taken away',
		async ({ page }) => {
			await page.goto(lockPage);
			await unlock(page, CANARIES.passphrase.text);
			await page.getByRole('button', { name: 'Remove the lock' }).click();
			await page.getByRole('dialog').getByRole('button', { name: 'Remove the lock' }).click();
			await expect(page.getByText('There is no lock any more.')).toBeVisible();
		},
	],
];

export const JOURNEY: readonly Step[] = [...ENTRY, ...MEETING, ...RIGHTS, ...UNLOCKING];

/** Walks steps; after each, everything that both browsers have is looked through. */
export async function walk(steps: readonly Step[], scene: Scene): Promise<void> {
	for (const [name, step] of steps) {
		await step(scene);
		await scene.citizen.look(scene.page);
		await scene.verifier.look(scene.door);
		scene.observer.steps.push(name);
	}
	await scene.citizen.look(scene.page, true);
	await scene.verifier.look(scene.door, true);
}
