import type { Day } from '$lib/records/day';
import type { LifestyleKind } from '$lib/records/kinds';
import type { Observation } from '$lib/records/records';
import { contributionTitles } from '$lib/score/contributions';
import { examine } from '$lib/score/examination';
import { ruleDays } from '$lib/score/explain';
import { rulesetHashText } from '$lib/score/hash';
import { strongestReasons } from '$lib/score/reasons';
import { suggest } from '$lib/score/suggest';
import { dayText, fullDayText } from '$lib/text/days';
import { kindName, unitName, valueText } from '$lib/text/names';
import { numberText, pointsText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';
import { citizen } from './citizen.svelte';
import { language } from './language.svelte';
import { suggestionText } from './suggestion-text';

/** Only mend the sum: shown where they do something. */
const SHOWN_IF_NOT_ZERO: readonly string[] = ['exam-floor', 'clamp'];

/** Why the score is what it is, in the words and numbers of the screen. */
export class Explanation {
	readonly #titles = $derived(contributionTitles(citizen.ruleset));
	readonly #lifestyleIds = $derived(citizen.ruleset.lifestyle.rules.map(({ id }) => id));
	readonly #examined = $derived(examine(citizen.ruleset, citizen.records, citizen.asOf));

	#nameOf(id: string): string {
		return this.#titles.find((titled) => titled.id === id)?.title[language.locale] ?? id;
	}

	/** The three that moved it most. */
	readonly reasons = $derived(
		strongestReasons(citizen.evaluation).map(({ id, milli }) => ({
			id,
			name: this.#nameOf(id),
			points: pointsText(milli),
			good: milli > 0,
		})),
	);

	/** What would move the colour, or null where nothing single would. */
	readonly suggestion: string | null = $derived.by(() => {
		const found = suggest(citizen.ruleset, citizen.records, citizen.asOf);
		return found === null ? null : suggestionText(found);
	});

	/** The steps of the waterfall, from everybody's start to the score. */
	readonly baseline = $derived({
		name: m.score_baseline(),
		milli: citizen.ruleset.baseline.milli,
		points: numberText(citizen.ruleset.baseline.milli / 1000),
	});
	readonly steps = $derived(
		citizen.evaluation.contributions
			.filter(
				({ id, milli }) => id !== 'baseline' && (milli !== 0 || !SHOWN_IF_NOT_ZERO.includes(id)),
			)
			.map(({ id, milli }) => ({ id, name: this.#nameOf(id), milli, points: pointsText(milli) })),
	);
	readonly total = $derived({
		name: m.score_total(),
		milli: citizen.evaluation.scoreMilli,
		// Rounded down like the number on the tile: 79.96 must not look green.
		points: numberText(Math.floor(citizen.evaluation.scoreMilli / 100) / 10, 1),
	});

	readonly rulesetHash: string = $derived(rulesetHashText(citizen.ruleset));

	/** The days behind a lifestyle step, latest first; null where the step is no lifestyle rule. */
	days(id: string) {
		if (!this.#lifestyleIds.includes(id)) return null;
		return ruleDays(citizen.ruleset, citizen.records, citizen.asOf, id)
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
		const found = this.#examined.find((exam) => exam.id === id);
		// What decided comes first; a reading that is both is named once.
		const decisive = found?.decisive?.readings ?? [];
		const others = (found?.latest?.readings ?? []).filter((reading) => !decisive.includes(reading));
		const readings = [...decisive, ...others];
		return { lines: readings.map(readingText), note: statusText(found?.status ?? 'none') };
	}

	#checkups(): string[] {
		const past = citizen.records.checkups.filter(({ day }) => day <= citizen.asOf);
		const latest = past
			.map(({ day }) => day)
			.sort()
			.at(-1);
		return latest === undefined ? [] : [fullDayText(latest satisfies Day)];
	}
}

function valuesText(values: { readonly [K in LifestyleKind]?: number }): string {
	return (Object.entries(values) as [LifestyleKind, number][])
		.map(([kind, value]) => valueText(kind, value))
		.join(' · ');
}

function readingText(reading: Observation): string {
	const value =
		reading.kind === 'bp'
			? `${numberText(reading.systolic)}/${numberText(reading.diastolic)}`
			: numberText(reading.value);
	return `${fullDayText(reading.day)}: ${kindName(reading.kind)} ${value} ${unitName(reading.kind)}`;
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
