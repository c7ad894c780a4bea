import type { Page } from '@playwright/test';

/** One value typed into the quick log. */
export interface Typed {
	readonly id: number;
	/** Days before today. */
	readonly back: number;
	/** The field's label. */
	readonly label: string;
	/** Empty: the value is taken back. */
	readonly text: string;
}

/** The quick log's fields, with the largest value that each takes. */
export const FIELDS = {
	steps: { label: 'Steps', max: 99_999 },
	activity: { label: 'Activity (minutes)', max: 600 },
	sleep: { label: 'Sleep (hours)', max: 16 },
	cigarettes: { label: 'Cigarettes', max: 60 },
} as const;
export type Field = keyof typeof FIELDS;

/** Runs in the page: events as a hand's, faster than a hand, day by day. */
async function typeInPage(writes: readonly Typed[]): Promise<void> {
	const shownAsKept = Reflect.get(window, 'shownAsKept') as (id: number) => Promise<void>;
	const turn = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
	const fieldOf = (label: string) =>
		[...document.querySelectorAll('input')].find(
			(input) => input.labels?.[0]?.textContent === label,
		);
	const move = (name: string) => {
		document.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)?.click();
	};
	const [PREVIOUS, NEXT] = ['Previous day', 'Next day'] as const;
	let at = 0;
	for (let first = 0; first < writes.length;) {
		const back = writes[first]?.back ?? 0;
		const sheet = writes.slice(first);
		const end = sheet.findIndex((write) => write.back !== back);
		const today = end === -1 ? sheet : sheet.slice(0, end);
		first += today.length;
		for (; at < back; at++) move(PREVIOUS);
		for (; at > back; at--) move(NEXT);
		await turn();
		for (const { label, text } of today) {
			const input = fieldOf(label);
			if (input === undefined) throw new Error(`no field is called ${label}`);
			input.focus();
			input.value = text;
			input.dispatchEvent(new Event('input', { bubbles: true }));
			// No hand is out of a field before the screen has followed it.
			await turn();
			input.blur();
		}
		// A field may hold on to what was typed. One that is come back to shows what is kept, no more.
		const [away, again] = back === 0 ? [PREVIOUS, NEXT] : [NEXT, PREVIOUS];
		for (const step of [away, again]) {
			move(step);
			await turn();
		}
		const open = new Set(today);
		for (const began = performance.now(); open.size > 0; await turn(2)) {
			for (const write of open) {
				if (fieldOf(write.label)?.value !== write.text) continue;
				open.delete(write);
				void shownAsKept(write.id);
			}
			if (performance.now() - began > 60_000)
				throw new Error(`not shown as kept: ${JSON.stringify([...open])}`);
		}
	}
}

/**
 * Types values into the quick log, which shows today. The device hears of each one as soon as its
 * field shows it as kept.
 */
export const typeDays = (page: Page, writes: readonly Typed[]): Promise<void> =>
	page.evaluate(typeInPage, writes);
