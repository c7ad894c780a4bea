import { expect } from '@playwright/test';

import { dayAgo, test } from './device';
import { exportRecords, go } from './records';
import { countOf } from './seeded';
import { FIELDS, typeDays, type Field, type Typed } from './typing';

const TABS = 4;
/** Writes of each tab. */
const WRITES = countOf('RELIABILITY_WRITES', 500);
/** Days that the quick log reaches back: two months' pages at the most, which all tabs write to. */
const REACH_DAYS = 30;

test('tabs that write into the same pages at once lose nothing', async ({ device, random }) => {
	const first = await device.start();
	const pages = [first];
	while (pages.length < TABS) pages.push(await device.newPage());
	// The first value makes the vault: four at once are another test's (`vault-tabs.test.ts`).
	for (const page of pages) {
		await page.goto('/');
		await expect(page.getByRole('spinbutton', { name: 'Steps', exact: true })).toBeVisible();
		if (page === first) await typeDays(first, [{ id: -1, back: 0, label: 'Steps', text: '1' }]);
	}

	const last = new Map<string, string>([[`steps ${dayAgo(0)}`, '1']]);
	const sheets = pages.map((_, tab) => {
		const days = Array.from({ length: REACH_DAYS }, (__, back) => back).filter(
			(back) => back % TABS === tab,
		);
		const writes: Typed[] = [];
		for (let sheet = 0; writes.length < WRITES; sheet++) {
			const back = days[sheet % days.length] ?? 0;
			for (const [field, { label, max }] of Object.entries(FIELDS) as [
				Field,
				(typeof FIELDS)[Field],
			][]) {
				if (writes.length === WRITES) break;
				const key = `${field} ${dayAgo(back)}`;
				const before = last.get(key);
				let text = before ?? '';
				while (text === (before ?? '')) text = String(random.between(1, max));
				last.set(key, text);
				writes.push({ id: tab * WRITES + writes.length, back, label, text });
			}
		}
		return writes;
	});

	const shown = new Set<number>();
	device.onShown = (id) => shown.add(id);
	const began = performance.now();
	await Promise.all(pages.map((page, tab) => typeDays(page, sheets[tab] ?? [])));
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	await expect.poll(() => shown.size).toBe(TABS * WRITES);
	console.log(`${String(shown.size)} writes in ${seconds} s`);

	await go(first, 'More');
	const { days } = await exportRecords(first);
	const rests = days.map(({ kind, day, value }) => [`${kind} ${day}`, String(value)] as const);
	expect(new Map([...rests].sort())).toEqual(new Map([...last].sort()));
	device.expectNoComplaints();
});
