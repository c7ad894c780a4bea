import { checkValue } from '$lib/records/bounds';
import { addDays, type Day } from '$lib/records/day';
import {
	BAIJIU_STRENGTHS,
	DRINK_ABV,
	DRINK_ML,
	drinksToGrams,
	drinkToGrams,
	GLASSES,
	isDrink,
	type Drink,
	type GlassId,
} from '$lib/records/drinks';
import type { LifestyleKind } from '$lib/records/kinds';
import { MANUAL, type DayEntry } from '$lib/records/records';
import { fromThousandths, nearestThousandths } from '$lib/records/thousandths';
import { pointsFor } from '$lib/score/day-points';
import { numberText, pointsText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';
import { citizen } from './citizen.svelte';
import { sample } from './sample.svelte';
import { toasts } from './toasts.svelte';
import { valueProblemText } from './value-texts';

/** How far back the quick log goes: the days that a score reads. Older ones are in the records. */
const REACH_DAYS = 30;

/** The quick log: one day at a time, what is told on it, and changing it by hand. */
export class DayLog {
	/** Days before the running one; null until the citizen moves: then the night decides. */
	#back = $state<number | null>(null);

	readonly back: number = $derived(this.#back ?? (citizen.isNight ? 1 : 0));
	readonly day: Day = $derived(addDays(citizen.today, -this.back));
	/** Opened on yesterday because the night is not over. */
	readonly openedOnYesterday: boolean = $derived(this.#back === null && citizen.isNight);
	readonly canGoBack: boolean = $derived(this.back < REACH_DAYS);
	readonly canGoOn: boolean = $derived(this.back > 0);

	move(days: number): void {
		this.#back = Math.min(REACH_DAYS, Math.max(0, this.back - days));
	}

	/** "Today so far", and what is said under it. */
	readonly title: string = $derived(
		this.back === 0 ? m.log_today() : this.back === 1 ? m.log_yesterday() : m.log_earlier(),
	);
	readonly note: string | null = $derived.by(() => {
		if (this.openedOnYesterday) return m.log_night();
		if (this.back > 0 || citizen.status === 'first-visit') return null;
		return m.log_tomorrow({ n: citizen.tomorrow.score });
	});
	/** Points of the whole day, as text. */
	readonly total: string = $derived(
		pointsText((this.back === 0 ? citizen.todayPoints : citizen.tiles.at(-this.back))?.milli ?? 0),
	);

	/** What counts for the kind on this day; null where nothing is told. */
	told(kind: LifestyleKind): {
		readonly value: number;
		readonly source: string | null;
		readonly drinks: readonly Drink[];
	} | null {
		const entry = this.#entry(kind);
		if (entry === undefined) return null;
		const { value, source, drinks } = entry;
		return { value, source: source === MANUAL ? null : source, drinks: drinks ?? [] };
	}

	/** Points that the value would give alone, as text. */
	points(kind: LifestyleKind, value: number): { text: string; tone: 'good' | 'bad' | 'none' } {
		const milli = pointsFor(citizen.ruleset, kind, value);
		return { text: pointsText(milli), tone: milli > 0 ? 'good' : milli < 0 ? 'bad' : 'none' };
	}

	readonly strengths = BAIJIU_STRENGTHS;

	/** The glasses to choose from, with baijiu of this strength. */
	glasses(strength: number) {
		return GLASSES.map(({ id, ml, abv }) => {
			const drink = { ml, abv: abv ?? strength };
			const grams = drinkToGrams(drink);
			return { id, name: glassName(id), drink, grams, points: this.points('alcohol', grams).text };
		});
	}

	#entry(kind: LifestyleKind): DayEntry | undefined {
		return citizen.entry(kind, this.day);
	}

	/** Keeps a value that was entered by hand. The answer, once it is kept, is null; or why it is not. */
	async set(kind: LifestyleKind, value: number): Promise<string | null> {
		const checked = checkValue(kind, value);
		if (!checked.ok) return valueProblemText(kind, checked.error);
		return this.#keep({ kind, day: this.day, value: checked.value, source: MANUAL });
	}

	/** Takes back what was told by hand. A button's tap can be undone; an emptied field is retyped. */
	async clear(kind: LifestyleKind, byButton: boolean): Promise<string | null> {
		const entry = this.#entry(kind);
		const { day } = this;
		const isGone = await sample.asOwn(() => citizen.removeDay({ kind, day, source: MANUAL }));
		if (isGone === true && byButton && entry?.source === MANUAL) this.#offerUndo(entry);
		return isGone === false ? m.not_changed() : null;
	}

	async addDrink(drink: Drink): Promise<string | null> {
		if (!isDrink(drink))
			return m.drink_own_problem({ ml: numberText(DRINK_ML.max), abv: numberText(DRINK_ABV.max) });
		const entry = this.#entry('alcohol');
		const known = entry?.source === MANUAL ? entry : undefined;
		// A total without its glasses cannot be taken apart: the new glass is added to it.
		if (known !== undefined && known.drinks === undefined && known.value > 0) {
			const total = nearestThousandths(known.value) + nearestThousandths(drinkToGrams(drink));
			return this.set('alcohol', fromThousandths(total));
		}
		return this.#keepDrinks([...(known?.drinks ?? []), drink]);
	}

	async removeDrink(index: number): Promise<string | null> {
		const entry = this.#entry('alcohol');
		const rest = (entry?.drinks ?? []).filter((_, at) => at !== index);
		if (rest.length === 0) return this.clear('alcohol', true);
		const isSample = sample.isOn;
		const problem = await this.#keepDrinks(rest);
		if (problem === null && entry !== undefined && !isSample) this.#offerUndo(entry);
		return problem;
	}

	#offerUndo(entry: DayEntry): void {
		toasts.say(m.record_deleted(), () => citizen.setDay(entry));
	}

	async #keepDrinks(drinks: readonly Drink[]): Promise<string | null> {
		const value = drinksToGrams(drinks);
		const checked = checkValue('alcohol', value);
		if (!checked.ok) return valueProblemText('alcohol', checked.error);
		return this.#keep({ kind: 'alcohol', day: this.day, value, source: MANUAL, drinks });
	}

	async #keep(entry: DayEntry): Promise<string | null> {
		const isKept = await sample.asOwn(() => citizen.setDay(entry));
		return isKept === false ? m.not_kept() : null;
	}
}

function glassName(id: GlassId): string {
	switch (id) {
		case 'baijiu-liang':
			return m.drink_baijiu_liang();
		case 'baijiu-half-jin':
			return m.drink_baijiu_half_jin();
		case 'huangjiu-bowl':
			return m.drink_huangjiu();
		case 'beer-330':
			return m.drink_beer_small();
		case 'beer-500':
			return m.drink_beer_large();
		case 'wine-glass':
			return m.drink_wine();
	}
}
