import { expect } from '@playwright/test';

import { LIFESTYLE_KINDS } from '../../src/lib/records/kinds';
import { dayAgo, type Device } from './device';
import type { Scenario } from './kills';
import { go } from './records';
import type { Seeded } from './seeded';
import { FIELDS, typeDays, type Field, type Typed } from './typing';

/** Days that one round of typing goes through. */
const DAYS = 14;
/** Days back that the quick log reaches. */
const REACH_DAYS = 30;

interface Value {
	/** What the screen showed as kept; empty: nothing is told. */
	kept: string;
	/** What was typed afterwards, and not shown as kept. */
	typed: string[];
}

/** Values by hand: each one that a field has shown as kept is there after the kill. */
export function quickLog(device: Device, random: Seeded): Scenario {
	const values = new Map<string, Value>();
	let writes: { readonly key: string; readonly write: Typed }[] = [];
	device.onShown = (id) => {
		const shown = writes.find(({ write }) => write.id === id);
		const value = values.get(shown?.key ?? '');
		if (shown === undefined || value === undefined) return;
		value.kept = shown.write.text;
		value.typed = [];
	};

	const make = (): void => {
		writes = [];
		for (const back of shuffled(random, DAYS))
			for (const [field, { label, max }] of Object.entries(FIELDS) as [
				Field,
				(typeof FIELDS)[Field],
			][]) {
				const key = `${field} ${dayAgo(back)}`;
				const present = values.get(key) ?? { kept: '', typed: [] };
				values.set(key, present);
				const isCleared = present.kept !== '' && random.next() < 0.15;
				const text = isCleared ? '' : String(random.between(1, max));
				if (text === present.kept) continue;
				writes.push({ key, write: { id: writes.length, back, label, text } });
			}
	};

	return {
		name: 'quick log',
		prepare: async (page) => {
			await go(page, 'Today');
			await expect(page.getByRole('spinbutton', { name: 'Steps', exact: true })).toBeVisible();
			make();
		},
		act: async (page) => {
			for (const { key, write } of writes) values.get(key)?.typed.push(write.text);
			await typeDays(
				page,
				writes.map(({ write }) => write),
			);
		},
		check: ({ days }) => {
			const rests = new Map(
				days
					.filter(({ source }) => source === 'manual')
					.map(({ kind, day, value }) => [`${kind} ${day}`, String(value)]),
			);
			for (const [key, value] of values) {
				const present = rests.get(key) ?? '';
				expect([value.kept, ...value.typed], key).toContain(present);
				value.kept = present;
				value.typed = [];
				rests.delete(key);
			}
			expect([...rests], 'values that nobody typed').toEqual([]);
			expect(LIFESTYLE_KINDS).toEqual(expect.arrayContaining(Object.keys(FIELDS)));
		},
	};
}

/** So many of the days that the log reaches, in any order. */
function shuffled(random: Seeded, count: number): number[] {
	const days = Array.from({ length: REACH_DAYS }, (_, back) => back);
	return Array.from({ length: count }, () => {
		const [day = 0] = days.splice(random.between(0, days.length - 1), 1);
		return day;
	});
}
