import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, type Page } from '@playwright/test';

import { RECORDS_SCHEMA, type HealthRecords } from '../../src/lib/records/records';
import { keysOf, openPage, openWithFiles, readAll, rootInFiles, type Known } from './attacker';
import { dayAgo, test, type Device } from './device';
import { contentOf, filesWith, filesWithKey, filesWithText, type Found } from './profile';
import { chooseFile, go, keepFile } from './records';

/** Texts and numbers that stand nowhere else: each place where one turns up is a leak. */
const CANARIES = {
	source: 'zqwatch 8317 2650 914',
	otherSource: 'zqring 5520 7731 068',
	condition: 'zqfever 9912 6603 471',
	typedCondition: 'zqcough 4406 1187 235',
	unsavedCondition: 'zqache 7028 3349 516',
	steps: '137931',
	oldSteps: '128479',
	typedSteps: '119653',
	weight: '83.917',
	passphrase: 'zqlantern 6190 4427 835',
} as const;

/** Two days of this window, and a month of its own long before. */
const DAY = dayAgo(3);
const OLD_MONTH = dayAgo(200).slice(0, 7);
const OLD_DAYS = [`${OLD_MONTH}-11`, `${OLD_MONTH}-12`];

const RECORDS: HealthRecords = {
	schema: RECORDS_SCHEMA,
	days: [
		{ kind: 'steps', day: DAY, value: Number(CANARIES.steps), source: CANARIES.source },
		{ kind: 'sleep', day: DAY, value: 7, source: CANARIES.source },
		...OLD_DAYS.map(
			(day) =>
				({
					kind: 'steps',
					day,
					value: Number(CANARIES.oldSteps),
					source: CANARIES.otherSource,
				}) as const,
		),
	],
	observations: [{ kind: 'weight', day: DAY, value: Number(CANARIES.weight) }],
	conditions: [{ code: CANARIES.condition, since: dayAgo(400), until: null }],
	checkups: [],
};

const leaksIn = (content: readonly Found[]) =>
	Object.entries(CANARIES).flatMap(([name, text]) =>
		filesWithText(content, text).map((file) => `${name} in ${file}`),
	);

/** Waits until what was deleted has been made unreadable; nothing on the screen says so. */
async function erased(page: Page, before: Known): Promise<Known> {
	let now = before;
	await expect
		.poll(
			async () => {
				now = await readAll(page);
				return Buffer.from(now.secret).equals(before.secret);
			},
			{ timeout: 20_000 },
		)
		.toBe(false);
	return now;
}

/** Closes the browser; gives everything that its profile then holds. */
async function seize(device: Device): Promise<readonly Found[]> {
	device.expectNoComplaints();
	await device.close();
	return contentOf(device.folder);
}

/** Expects that nothing in the profile opens a page as it was, nor says what it held. */
function expectGone(content: readonly Found[], old: Known, now: Known | null): void {
	for (const [name, key] of Object.entries(keysOf(old)))
		expect(filesWithKey(content, key), `files with ${name}`).toEqual([]);
	const roots = [old.root, ...(now === null ? [] : [now.root])];
	// All pages of one vault have one data key.
	const [page] = old.pages;
	if (page === undefined) throw new Error('expected a page');
	expect(openWithFiles(content, roots, page), `a page of ${page.table}`).toBeNull();
	expect(leaksIn(content)).toEqual([]);
}

/** The page of a table and text, opened as its owner: the text is in it. */
function pageWith(known: Known, table: string, text: string) {
	const dataKey = keysOf(known)['the data key'] ?? known.root;
	const page = known.pages.find(
		(candidate) => candidate.table === table && openPage(dataKey, candidate)?.includes(text),
	);
	if (page === undefined) throw new Error(`no page of ${table} with ${text}`);
	return page;
}

async function deleteRows(page: Page, text: string): Promise<void> {
	const rows = page.getByRole('listitem').filter({ hasText: text });
	await expect(rows).not.toHaveCount(0);
	for (let left = await rows.count(); left > 0; left--) {
		await rows
			.first()
			.getByRole('button', { name: /^Delete/ })
			.click();
		await expect(rows).toHaveCount(left - 1);
	}
}

test('what is deleted can be read by nobody who has the whole profile', async ({ device }) => {
	const copy = await mkdtemp(join(tmpdir(), 'tessera-copy-'));
	try {
		let page = await device.start();
		await page.goto('/settings/');
		await chooseFile(page, RECORDS);
		await keepFile(page);
		await go(page, 'Today');
		await page.getByRole('spinbutton', { name: 'Steps', exact: true }).fill(CANARIES.typedSteps);
		// Forms: one that is kept, and one that is left as it is typed.
		await go(page, 'Records');
		const form = page.getByRole('dialog');
		for (const text of [CANARIES.typedCondition, CANARIES.unsavedCondition]) {
			await page.getByRole('button', { name: 'Add a condition' }).click();
			await form.getByLabel('Condition').selectOption('Another one');
			await form.getByLabel('Which one').fill(text);
			if (text === CANARIES.unsavedCondition) break;
			await form.getByLabel('Since').fill(dayAgo(20));
			await form.getByRole('button', { name: 'Keep' }).click();
			await expect(form).toBeHidden();
		}
		// The source that is looked at, and a passphrase that is shown as it is typed.
		await page.goto('/records/');
		await page.getByLabel(/^Source/).selectOption(CANARIES.source);
		await page.goto('/settings/lock/');
		await page.getByRole('button', { name: 'Set a passphrase' }).click();
		await page.getByLabel('New passphrase').fill(CANARIES.passphrase);
		await page.getByRole('button', { name: 'Show what is typed' }).first().click();
		await page.goto('/settings/');
		const first = await readAll(page);
		let content = await seize(device);

		// With everything in hand the same search finds it all: it can find something.
		const recent = pageWith(first, 'days', CANARIES.steps);
		const past = pageWith(first, 'days', CANARIES.oldSteps);
		const conditions = pageWith(first, 'conditions', CANARIES.condition);
		expect(filesWith(content, recent.sealed.subarray(0, 64))).not.toEqual([]);
		expect(filesWithKey(content, first.secret)).not.toEqual([]);
		expect(rootInFiles(content, first)).toEqual(first.root);
		expect(openWithFiles(content, [first.root], recent)).toContain(CANARIES.steps);
		expect(filesWithText(content, recent.key)).not.toEqual([]);
		expect(leaksIn(content)).toEqual([]);
		await cp(device.folder, copy, { recursive: true });

		// One record.
		page = await device.start();
		await page.goto('/records/');
		await deleteRows(page, CANARIES.condition);
		const second = await erased(page, first);
		expect(openPage(keysOf(second)['the data key'] ?? second.root, conditions)).toBeNull();
		content = await seize(device);
		expectGone(content, first, second);
		expect(openWithFiles(await contentOf(copy), [first.root], conditions)).toContain(
			CANARIES.condition,
		);

		// A month, record by record, as the screen offers it.
		page = await device.start();
		await page.goto('/records/');
		await page.getByLabel('Month').selectOption(OLD_MONTH);
		await deleteRows(page, '128,479');
		const third = await erased(page, second);
		content = await seize(device);
		expectGone(content, second, third);
		expectGone(content, first, third);
		expect(openWithFiles(content, [first.root, second.root], past)).toBeNull();

		// Everything. What was shown before is not brought back with its page, either.
		page = await device.start();
		await page.goto('/records/');
		await expect(page.getByText(CANARIES.typedCondition)).toBeVisible();
		await page.goto('/settings/');
		await page.getByRole('button', { name: 'Delete everything' }).click();
		await page.getByRole('button', { name: 'Delete for good' }).click();
		await expect(page.getByText('Everything is deleted.')).toBeVisible();
		await page.goBack();
		await expect(page.getByText('Nothing logged yet: that counts 0, not bad.')).toBeVisible();
		await expect(page.getByText(CANARIES.typedCondition)).toHaveCount(0);
		content = await seize(device);
		for (const known of [first, second, third]) {
			expectGone(content, known, null);
			expect(filesWithKey(content, known.root), 'files with a root key').toEqual([]);
		}
		expect(openWithFiles(await contentOf(copy), [first.root], past)).toContain(CANARIES.oldSteps);
	} finally {
		await rm(copy, { recursive: true, force: true, maxRetries: 5 });
	}
});
