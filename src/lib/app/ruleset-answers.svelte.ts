import { NICOTINE_ANSWERS } from '$lib/records/answers';
import type { Day } from '$lib/records/day';
import { addRecord } from '$lib/records/edit';
import { MEPA_ITEMS, type MepaItem } from '$lib/records/mepa';
import type { Condition } from '$lib/records/records';
import type { Case, Ruleset } from '$lib/score/ruleset';
import { isActive } from '$lib/score/readings';
import { fullDayText } from '$lib/text/days';
import { conditionName } from '$lib/text/names';
import { m } from '$lib/words/messages';
import { citizen } from './citizen.svelte';
import type { Explained } from './explanation.svelte';

export type Nicotine = (typeof NICOTINE_ANSWERS)[number] | 'none';

/**
 * What a ruleset reads that no file and no device tells: answers, kept like conditions. They are of the
 * last complete day, which is what a score is of: an answer that changes nothing today would puzzle.
 */
export class RulesetAnswers {
	readonly #chosen: Explained;

	constructor(chosen: Explained) {
		this.#chosen = chosen;
	}

	readonly #codes = $derived.by(() => codesOf(this.#chosen.ruleset));
	readonly #active = $derived.by(() =>
		this.#chosen.records.conditions.filter((condition) => isActive(condition, citizen.asOf)),
	);

	readonly asksNicotine: boolean = $derived(NICOTINE_ANSWERS.some((code) => this.#codes.has(code)));
	readonly nicotine: Nicotine = $derived(
		NICOTINE_ANSWERS.find((code) => this.#active.some((condition) => condition.code === code)) ??
			'none',
	);
	readonly nicotineOptions = $derived([
		...NICOTINE_ANSWERS.map((code): { value: Nicotine; label: string } => ({
			value: code,
			label: conditionName(code),
		})),
		{ value: 'none' as const, label: m.answers_none() },
	]);
	/** Since when the citizen has quit; null where that is not the answer, or is not asked. */
	readonly quitOn: Day | null = $derived(
		this.asksNicotine
			? (this.#active.find(({ code }) => code === 'former-smoker')?.since ?? null)
			: null,
	);

	/** Everything else that holds or does not. Diagnoses are among the records, with their dates. */
	readonly flags = $derived(
		[...this.#codes]
			.filter((code) => !NICOTINE_ANSWERS.some((answer) => answer === code) && code !== 'diabetes')
			.filter((code) => code !== 'hypertension')
			.map((code) => ({
				code,
				name: conditionName(code),
				on: this.#active.some((condition) => condition.code === code),
			})),
	);

	readonly asksDiet: boolean = $derived.by(() => readsDiet(this.#chosen.ruleset));
	/** The last answers, if there are any. */
	readonly diet: string | null = $derived.by(() => {
		const last = this.#chosen.records.observations
			.flatMap((entry) => (entry.kind === 'diet-mepa' ? [entry] : []))
			.sort((a, b) => (a.day < b.day ? 1 : -1))[0];
		return last === undefined
			? null
			: m.answers_diet_again({ n: last.value, day: fullDayText(last.day) });
	});
	readonly asksAnything: boolean = $derived(this.#codes.size > 0 || this.asksDiet);

	readonly mepaItems = MEPA_ITEMS.map((item) => ({ item, text: mepaText(item) }));

	answerNicotine(answer: Nicotine): Promise<boolean> {
		const since = citizen.asOf;
		return this.#replace(NICOTINE_ANSWERS, answer === 'none' ? null : { code: answer, since });
	}

	setQuitOn(day: Day): Promise<boolean> {
		return this.#replace(NICOTINE_ANSWERS, { code: 'former-smoker', since: day });
	}

	toggle(code: string, on: boolean): Promise<boolean> {
		return this.#replace([code], on ? { code, since: citizen.asOf } : null);
	}

	keepDiet(value: number): Promise<boolean> {
		const day = citizen.asOf;
		return citizen.editClinical((clinical) => ({
			...clinical,
			observations: addRecord(
				// Two answers of one day are a correction.
				clinical.observations.filter((entry) => entry.kind !== 'diet-mepa' || entry.day !== day),
				{ kind: 'diet-mepa', day, value },
			),
		}));
	}

	/** Ends what held of these codes, and begins another. */
	#replace(
		codes: readonly string[],
		next: Pick<Condition, 'code' | 'since'> | null,
	): Promise<boolean> {
		const { asOf } = citizen;
		return citizen.editConditions(({ conditions }) => {
			const others = conditions.flatMap((condition) => {
				if (!codes.includes(condition.code) || !isActive(condition, asOf)) return [condition];
				// What began on that day never held; nor what is only told another day.
				const isGone = condition.since === asOf || condition.code === next?.code;
				return isGone ? [] : [{ ...condition, until: asOf }];
			});
			return {
				conditions: next === null ? others : addRecord(others, { ...next, until: null }),
			};
		});
	}
}

function casesOf({ means = [] }: Ruleset): readonly Case[] {
	return means.flatMap(({ parts }) => parts).flatMap(({ cases }) => cases);
}

/** The codes of the conditions that the means of a ruleset read. */
function codesOf(ruleset: Ruleset): ReadonlySet<string> {
	const adjustments = (ruleset.means ?? [])
		.flatMap(({ parts }) => parts)
		.flatMap((part) => part.adjustments);
	const cases = casesOf(ruleset);
	const tests = [...cases, ...adjustments].flatMap(({ when }) => when ?? []);
	return new Set([
		...tests.flatMap((test) => (test.test === 'condition' ? [test.code] : [])),
		...cases.flatMap((candidate) =>
			candidate.use !== 'points' && candidate.of.from === 'condition' ? [candidate.of.code] : [],
		),
	]);
}

function readsDiet(ruleset: Ruleset): boolean {
	return casesOf(ruleset).some(
		(candidate) =>
			candidate.use !== 'points' &&
			candidate.of.from === 'observation' &&
			candidate.of.kind === 'diet-mepa',
	);
}

function mepaText(item: MepaItem): string {
	switch (item) {
		case 'olive-oil':
			return m.mepa_olive_oil();
		case 'leafy':
			return m.mepa_leafy();
		case 'vegetables':
			return m.mepa_vegetables();
		case 'berries':
			return m.mepa_berries();
		case 'fruit':
			return m.mepa_fruit();
		case 'meat':
			return m.mepa_meat();
		case 'fish':
			return m.mepa_fish();
		case 'chicken':
			return m.mepa_chicken();
		case 'cheese':
			return m.mepa_cheese();
		case 'butter':
			return m.mepa_butter();
		case 'beans':
			return m.mepa_beans();
		case 'grains':
			return m.mepa_grains();
		case 'sweets':
			return m.mepa_sweets();
		case 'nuts':
			return m.mepa_nuts();
		case 'fast-food':
			return m.mepa_fast_food();
		case 'alcohol':
			return m.mepa_alcohol();
	}
}
