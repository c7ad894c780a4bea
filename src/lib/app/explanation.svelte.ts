import type { Day } from '$lib/records/day';
import type { LifestyleKind } from '$lib/records/kinds';
import type { HealthRecords } from '$lib/records/records';
import { contributionTitles } from '$lib/score/contributions';
import type { Evaluation } from '$lib/score/evaluate';
import { examine } from '$lib/score/examination';
import { ruleDays } from '$lib/score/explain';
import { rulesetHashText } from '$lib/score/hash';
import { strongestReasons } from '$lib/score/reasons';
import type { Ruleset } from '$lib/score/ruleset';
import { suggest } from '$lib/score/suggest';
import { dayText, fullDayText } from '$lib/text/days';
import { valueText } from '$lib/text/names';
import { numberText, pointsText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';
import { language } from './language.svelte';
import { partBehind, partsOf, readingLine } from './part-texts';
import { suggestionText } from './suggestion-text';

/** Only mend the sum: shown where they do something. */
const SHOWN_IF_NOT_ZERO: readonly string[] = ['exam-floor', 'clamp'];

/** A score, and what it was made of. */
export interface Explained {
	readonly ruleset: Ruleset;
	readonly records: HealthRecords;
	readonly evaluation: Evaluation;
	readonly asOf: Day;
}

/** Why a score is what it is, in the words and numbers of the screen. */
export class Explanation {
	readonly #of: Explained;

	constructor(of: Explained) {
		this.#of = of;
	}

	readonly #titles = $derived.by(() => contributionTitles(this.#of.ruleset));
	readonly #lifestyleIds = $derived.by(() => this.#of.ruleset.lifestyle.rules.map(({ id }) => id));
	readonly #examined = $derived.by(() =>
		examine(this.#of.ruleset, this.#of.records, this.#of.asOf),
	);
	readonly #parts = $derived.by(() => partsOf(this.#of.ruleset, this.#of.evaluation));

	#nameOf(id: string): string {
		return this.#titles.find((titled) => titled.id === id)?.title[language.locale] ?? id;
	}

	/** The three that moved it most. */
	readonly reasons = $derived.by(() =>
		strongestReasons(this.#of.evaluation).map(({ id, milli }) => ({
			id,
			name: this.#nameOf(id),
			points: pointsText(milli),
			good: milli > 0,
		})),
	);

	/** What would move the colour, or null where nothing single would. */
	readonly suggestion: string | null = $derived.by(() => {
		const found = suggest(this.#of.ruleset, this.#of.records, this.#of.asOf);
		return found === null ? null : suggestionText(found);
	});

	/** The steps of the waterfall, from everybody's start to the score. */
	readonly baseline = $derived.by(() => ({
		name: m.score_baseline(),
		milli: this.#of.ruleset.baseline.milli,
		points: numberText(this.#of.ruleset.baseline.milli / 1000),
	}));
	readonly steps = $derived.by(() =>
		this.#of.evaluation.contributions
			.filter(
				({ id, milli }) => id !== 'baseline' && (milli !== 0 || !SHOWN_IF_NOT_ZERO.includes(id)),
			)
			.map(({ id, milli }) => ({
				...{ id, milli, name: this.#nameOf(id) },
				points: this.#parts.get(id)?.of.milli === null ? m.part_unknown() : pointsText(milli),
			})),
	);

	/** How many parts of each mean are known; empty where the rules take none. */
	readonly known: readonly string[] = $derived.by(() =>
		this.#of.evaluation.means.map(({ known, parts }, at) => {
			const least = this.#of.ruleset.means?.[at]?.atLeast ?? 0;
			return m.parts_known({ n: known, of: parts.length, least });
		}),
	);
	readonly total = $derived.by(() => ({
		name: m.score_total(),
		milli: this.#of.evaluation.scoreMilli,
		// Rounded down like the number on the tile: 79.96 must not look green.
		points: numberText(Math.floor(this.#of.evaluation.scoreMilli / 100) / 10, 1),
	}));

	readonly rulesetHash: string = $derived.by(() => rulesetHashText(this.#of.ruleset));

	/** The days behind a lifestyle step, latest first; null where the step is no lifestyle rule. */
	days(id: string) {
		if (!this.#lifestyleIds.includes(id)) return null;
		return ruleDays(this.#of.ruleset, this.#of.records, this.#of.asOf, id)
			.filter(({ values }) => Object.keys(values).length > 0)
			.map(({ day, values, milli, weightPpm, weightedMilli }) => ({
				day: dayText(day),
				values: valuesText(values),
				points: pointsText(milli),
				weight: `${numberText(weightPpm / 10_000, 1)} %`,
				counts: pointsText(weightedMilli),
			}));
	}

	/** The readings behind any other step, and what was made of them. */
	readings(id: string): { readonly lines: readonly string[]; readonly note: string } {
		if (id === 'checkup') return { lines: this.#checkups(), note: m.explain_checkup() };
		if (id === 'exam-floor') return { lines: [], note: m.explain_floor() };
		if (id === 'clamp') return { lines: [], note: m.explain_clamp() };
		const part = this.#parts.get(id);
		if (part !== undefined) return partBehind(part, language.locale);
		const found = this.#examined.find((exam) => exam.id === id);
		// What decided comes first; a reading that is both is named once.
		const decisive = found?.decisive?.readings ?? [];
		const others = (found?.latest?.readings ?? []).filter((reading) => !decisive.includes(reading));
		const readings = [...decisive, ...others];
		return { lines: readings.map(readingLine), note: statusText(found?.status ?? 'none') };
	}

	#checkups(): string[] {
		const past = this.#of.records.checkups.filter(({ day }) => day <= this.#of.asOf);
		const latest = past
			.map(({ day }) => day)
			.sort()
			.at(-1);
		return latest === undefined ? [] : [fullDayText(latest)];
	}
}

function valuesText(values: { readonly [K in LifestyleKind]?: number }): string {
	return (Object.entries(values) as [LifestyleKind, number][])
		.map(([kind, value]) => valueText(kind, value))
		.join(' · ');
}

function statusText(status: ReturnType<typeof examine>[number]['status']): string {
	switch (status) {
		case 'none':
			return m.explain_none();
		case 'table':
			return m.explain_table();
		case 'controlled':
			return m.explain_controlled();
		case 'uncontrolled':
			return m.explain_uncontrolled();
		case 'not-measured':
			return m.explain_not_measured();
	}
}
