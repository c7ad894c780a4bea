import { checkValue } from '$lib/records/bounds';
import { addDays, type Day } from '$lib/records/day';
import { emptyRecords, MANUAL, type DayEntry } from '$lib/records/records';
import { dayText } from '$lib/text/days';
import { citizen } from './citizen.svelte';
import { sample } from './sample.svelte';
import { valueProblemText } from './value-texts';

const DAYS = 7;
const KINDS = ['steps', 'sleep', 'alcohol', 'cigarettes'] as const;
type Kind = (typeof KINDS)[number];

const keyOf = (kind: Kind, day: Day) => `${kind} ${day}`;

/** The last seven complete days on one sheet, as they are typed; kept all at once. */
export class WeekForm {
	readonly kinds = KINDS;
	#typed = $state<Record<string, string>>({});
	#problem = $state<string | null>(null);

	/** Yesterday first: it is the day that is remembered best, and counts most. */
	readonly days: readonly Day[] = $derived(
		Array.from({ length: DAYS }, (_, index) => addDays(citizen.asOf, -index)),
	);

	get problem(): string | null {
		return this.#problem;
	}

	/** What stands in a cell: what was typed, else what is kept already. */
	textOf(kind: Kind, day: Day): string {
		const value = sample.isOn ? undefined : citizen.entry(kind, day)?.value;
		return this.#typed[keyOf(kind, day)] ?? (value === undefined ? '' : String(value));
	}

	type(kind: Kind, day: Day, text: string): void {
		this.#typed[keyOf(kind, day)] = text;
	}

	/** Writes one text into every day of a kind. */
	fill(kind: Kind, text: string): void {
		for (const day of this.days) this.type(kind, day, text);
	}

	/** Keeps every filled cell; false, with a message, where one cannot be kept: then none is. */
	async keep(): Promise<boolean> {
		const read = this.#read();
		this.#problem = typeof read === 'string' ? read : null;
		if (typeof read === 'string') return false;
		// One write: a sheet is kept whole or not at all.
		return citizen.change((vault) => vault.importRecords({ ...emptyRecords(), days: read }));
	}

	/** What was typed as entries, or a message at the first cell that cannot be kept. */
	#read(): DayEntry[] | string {
		const found: DayEntry[] = [];
		for (const day of this.days)
			for (const kind of KINDS) {
				const text = this.#typed[keyOf(kind, day)]?.trim() ?? '';
				if (text === '') continue;
				const checked = checkValue(kind, Number(text));
				if (!checked.ok) return `${dayText(day)}: ${valueProblemText(kind, checked.error)}`;
				found.push({ kind, day, value: checked.value, source: MANUAL });
			}
		return found;
	}
}
