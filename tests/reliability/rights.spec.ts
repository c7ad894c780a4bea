import { expect, type Page } from '@playwright/test';

import { RECORDS_SCHEMA, type HealthRecords } from '../../src/lib/records/records';
import { keysOf, openPage, openWithFiles, readAll, type Known, type SealedPage } from './attacker';
import { isBusy } from '../e2e/support';
import { dayAgo, test, type Device } from './device';
import { contentOf, filesWithKey, filesWithText } from './profile';
import { chooseFile, exportRecords, go, keepFile } from './records';

/**
 * The rights of a citizen, each looked at where it is kept: in the rows of the database and the files of
 * the profile. Deleting is in `deletion.spec.ts`.
 */

/** Numbers and texts that stand nowhere else. */
const STEPS = 141_271;
const OLD_STEPS = 127_913;
const OLD_TYPED = 118_657;
const CONDITION = 'zqwheeze 3184 9026 557';
const SOURCE = 'zqband 6613 2209 884';

/** Days that a code can be shown of, and a month that is older than the shortest retention. */
const RECENT = [1, 2, 3, 4, 5, 6, 7, 8].map(dayAgo);
const OLD_MONTH = dayAgo(200).slice(0, 7);

const RECORDS: HealthRecords = {
	schema: RECORDS_SCHEMA,
	days: [
		...RECENT.map((day) => ({ kind: 'steps', day, value: STEPS, source: SOURCE }) as const),
		{ kind: 'steps', day: `${OLD_MONTH}-11`, value: OLD_STEPS, source: SOURCE },
	],
	observations: [{ kind: 'weight', day: dayAgo(3), value: 81.377 }],
	conditions: [{ code: CONDITION, since: dayAgo(400), until: null }],
	checkups: [{ day: dayAgo(30) }],
};

async function withRecords(device: Device): Promise<Page> {
	const page = await device.start();
	await page.goto('/settings/');
	await chooseFile(page, RECORDS);
	await keepFile(page);
	await go(page, 'More');
	return page;
}

/** The pages of a table, each as what it says to its owner: its length, JSON, and zeros. */
function contentsOf(known: Known, table: string): unknown[] {
	const dataKey = keysOf(known)['the data key'] ?? known.root;
	return known.pages
		.filter((page) => page.table === table)
		.map((page) => openPage(dataKey, page) ?? '')
		.map((said) => said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1))
		.map((json) => (JSON.parse(json) as { content: unknown }).content);
}

/** Lists of this name in the pages of a table, as one. */
const listed = (known: Known, table: string, name: string) =>
	contentsOf(known, table).flatMap(
		(content) => (content as Readonly<Record<string, unknown[]>>)[name] ?? [],
	);

const sorted = (list: readonly unknown[]) =>
	list.map((item) => JSON.stringify(Object.entries(item as object).sort())).sort();

const pageWith = (known: Known, table: string, text: string): SealedPage => {
	const dataKey = keysOf(known)['the data key'] ?? known.root;
	const found = known.pages.find(
		(page) => page.table === table && openPage(dataKey, page)?.includes(text) === true,
	);
	if (found === undefined) throw new Error(`no page of ${table} with ${text}`);
	return found;
};

/** Waits until no page of the table has the text; gives what is known then. */
async function gone(page: Page, table: string, text: string, before: Known): Promise<Known> {
	let now = before;
	await expect
		.poll(
			async () => {
				now = await readAll(page);
				const isThere = JSON.stringify(contentsOf(now, table)).includes(text);
				return isThere || Buffer.from(now.secret).equals(before.secret);
			},
			{ timeout: 20_000 },
		)
		.toBe(false);
	return now;
}

/** Expects that the profile's files neither say a page's text nor open the page as it was. */
async function expectUnreadable(device: Device, before: Known, now: Known, page: SealedPage) {
	device.expectNoComplaints();
	await device.close();
	const content = await contentOf(device.folder);
	for (const [name, key] of Object.entries(keysOf(before)))
		expect(filesWithKey(content, key), `files with ${name}`).toEqual([]);
	expect(openWithFiles(content, [before.root, now.root], page)).toBeNull();
	for (const text of [String(OLD_STEPS), String(OLD_TYPED), CONDITION, SOURCE])
		expect(filesWithText(content, text), text).toEqual([]);
}

test('an export has every record that rests in the database, and leaves none in clear', async ({
	device,
}) => {
	const page = await withRecords(device);
	const exported = await exportRecords(page);
	const known = await readAll(page);
	expect(exported.days).toHaveLength(RECORDS.days.length);
	expect(sorted(exported.days)).toEqual(sorted(listed(known, 'days', 'entries')));
	expect(sorted(exported.observations)).toEqual(sorted(listed(known, 'clinical', 'observations')));
	expect(sorted(exported.checkups)).toEqual(sorted(listed(known, 'clinical', 'checkups')));
	expect(sorted(exported.conditions)).toEqual(sorted(listed(known, 'conditions', 'conditions')));

	device.expectNoComplaints();
	await device.close();
	const content = await contentOf(device.folder);
	for (const text of [String(STEPS), String(OLD_STEPS), CONDITION, SOURCE, '81.377'])
		expect(filesWithText(content, text), text).toEqual([]);
});

test('a value that was corrected cannot be read again', async ({ device }) => {
	const page = await withRecords(device);
	await go(page, 'Today');
	const steps = page.getByRole('spinbutton', { name: 'Steps', exact: true });
	await steps.fill(String(OLD_TYPED));
	await go(page, 'Records');
	await expect(page.getByText(OLD_TYPED.toLocaleString('en'))).toBeVisible();
	const before = await readAll(page);
	const old = pageWith(before, 'days', String(OLD_TYPED));
	await go(page, 'Today');
	await steps.fill('4000');
	await go(page, 'Records');
	await expect(page.getByText('4,000')).toBeVisible();
	const now = await gone(page, 'days', String(OLD_TYPED), before);
	await expectUnreadable(device, before, now, old);
});

test('days older than the retention that is set go, and nobody can read them again', async ({
	device,
}) => {
	const page = await withRecords(device);
	const before = await readAll(page);
	const old = pageWith(before, 'days', String(OLD_STEPS));
	await page.getByLabel('Keep daily values for').selectOption('90 days');
	// A page that is left in the middle of a write has not written.
	await expect.poll(() => page.evaluate(isBusy)).toBe(false);
	await page.reload();
	await go(page, 'Today');
	const now = await gone(page, 'days', String(OLD_STEPS), before);
	expect(sorted(listed(now, 'days', 'entries'))).toEqual(
		sorted(RECORDS.days.filter(({ value }) => value === STEPS)),
	);
	expect(listed(now, 'conditions', 'conditions')).toHaveLength(1);
	await expectUnreadable(device, before, now, old);
});

test('receipts go after thirty days, and nobody can read them again', async ({ device }) => {
	const page = await withRecords(device);
	await page.goto('/share/');
	await page.getByRole('button', { name: 'Show code' }).click();
	await expect(page.getByRole('dialog', { name: 'Your code' })).toBeVisible();
	await page.getByRole('button', { name: 'Done' }).click();
	const before = await readAll(page);
	expect(contentsOf(before, 'receipts')).toHaveLength(1);
	const receipt = pageWith(before, 'receipts', '"mode":"show"');

	await page.context().clock.setSystemTime(Date.now() + 40 * 86_400_000);
	await page.goto('/');
	// Age counts from the last day that is told: a clock alone may be wrong.
	await page.getByRole('spinbutton', { name: 'Steps', exact: true }).fill('4000');
	await go(page, 'Records');
	await expect(page.getByText('4,000')).toBeVisible();
	await page.goto('/receipts/');
	await expect(page.getByText('No receipts.')).toBeVisible();
	const now = await gone(page, 'receipts', '"mode"', before);
	expect(JSON.stringify(contentsOf(now, 'receipts'))).not.toContain('"mode"');
	await expectUnreadable(device, before, now, receipt);
});
