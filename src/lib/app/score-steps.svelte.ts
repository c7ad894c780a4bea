import { daysBetween } from '$lib/records/day';
import type { LifestyleKind } from '$lib/records/kinds';
import { examine } from '$lib/score/examination';
import { ruleDays } from '$lib/score/explain';
import { missing } from '$lib/score/reasons';
import { shownContributions, toTenth } from '$lib/score/tenths';
import { dayText, fullDayText } from '$lib/text/days';
import { bandName, unitName, valueText } from '$lib/text/names';
import { numberText, pointsText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';
import { contributionName } from './contribution-name';
import { examBehind } from './exam-texts';
import type { Explained } from './explanation.svelte';
import { language } from './language.svelte';
import { partBehind, partsOf } from './part-texts';

/** Only mend the sum: shown where they do something. */
const SHOWN_IF_NOT_ZERO: readonly string[] = ['exam-floor', 'clamp'];

/** From everybody's start to the score, step by step, with what is behind each. */
export class ScoreSteps {
	readonly #of: Explained;

	constructor(of: Explained) {
		this.#of = of;
	}

	readonly #lifestyleIds = $derived.by(() => this.#of.ruleset.lifestyle.rules.map(({ id }) => id));
	readonly #examined = $derived.by(() =>
		examine(this.#of.ruleset, this.#of.records, this.#of.asOf),
	);
	readonly #parts = $derived.by(() => partsOf(this.#of.ruleset, this.#of.evaluation));
	/** The latest check-up that counts. */
	readonly #checkup = $derived.by(() => {
		const { records, ruleset, asOf } = this.#of;
		const within = ruleset.checkup?.within.days ?? 0;
		return records.checkups
			.map(({ day }) => day)
			.filter((day) => day <= asOf && daysBetween(day, asOf) <= within)
			.sort()
			.at(-1);
	});

	readonly #shown = $derived.by(() => shownContributions(this.#of.evaluation));

	readonly baseline = $derived.by(() => ({
		name: m.score_baseline(),
		milli: this.#of.ruleset.baseline.milli,
		points: numberText((this.#shown.get('baseline') ?? 0) / 1000),
	}));
	readonly steps = $derived.by(() =>
		this.#of.evaluation.contributions
			.filter(
				({ id, milli }) => id !== 'baseline' && (milli !== 0 || !SHOWN_IF_NOT_ZERO.includes(id)),
			)
			.map(({ id, milli }) => {
				const lack = this.#lackOf(id);
				const name = contributionName(this.#of.ruleset, id);
				const points = lack ?? pointsText(this.#shown.get(id) ?? 0);
				return { id, milli, name, points, isMissing: lack !== null };
			}),
	);
	readonly total = $derived.by(() => ({
		name: m.score_total(),
		milli: this.#of.evaluation.scoreMilli,
		// Rounded down like the number on the tile: 79.96 must not look green.
		points: numberText(toTenth(this.#of.evaluation.scoreMilli) / 1000),
	}));

	/** How much is known, where that is not enough or parts are counted; and what it would take. */
	readonly known: readonly string[] = $derived.by(() => {
		const { evaluation, ruleset } = this.#of;
		const { days: least, of } = ruleset.lifestyle.sufficiency;
		const n = evaluation.recordedDays;
		const parts = evaluation.means.map(({ known, parts }, at) =>
			m.parts_known({ n: known, of: parts.length, least: ruleset.means?.[at]?.atLeast ?? 0 }),
		);
		return n < least ? [m.score_days_known({ n, of, least }), ...parts] : parts;
	});

	/** The next colour, and how far it is; null in the highest or where too little is known. */
	readonly next: string | null = $derived.by(() => {
		const { evaluation, ruleset } = this.#of;
		const { nextBand } = missing(ruleset, evaluation);
		if (nextBand === null || !evaluation.sufficient) return null;
		return m.score_next({
			band: bandName(nextBand.band),
			from: numberText((evaluation.scoreMilli + nextBand.milli) / 1000),
			points: numberText(Math.ceil(nextBand.milli / 100) / 10, 1),
		});
	});

	/** What is said instead of points where nothing is known; null where something is. */
	#lackOf(id: string): string | null {
		const part = this.#parts.get(id);
		if (part !== undefined) return part.of.milli === null ? m.part_unknown() : null;
		if (id === 'checkup') return this.#checkup === undefined ? m.step_none() : null;
		if (this.#lifestyleIds.includes(id)) {
			return this.#told(id).length === 0 ? m.step_no_entry() : null;
		}
		const isUnmeasured = this.#examined.some((exam) => exam.id === id && exam.status === 'none');
		return isUnmeasured ? m.step_no_result() : null;
	}

	#told(id: string) {
		return ruleDays(this.#of.ruleset, this.#of.records, this.#of.asOf, id).filter(
			({ values }) => Object.keys(values).length > 0,
		);
	}

	/** The days behind a lifestyle step, latest first; null where the step is no lifestyle rule. */
	days(id: string) {
		if (!this.#lifestyleIds.includes(id)) return null;
		const told = this.#told(id);
		const of = this.#of.ruleset.lifestyle.weights.ppm.length;
		return {
			name: contributionName(this.#of.ruleset, id),
			of,
			without: of - told.length,
			days: told.map(({ day, values, milli, weightPpm, weightedMilli }) => ({
				day: dayText(day),
				values: valuesText(values),
				points: pointsText(milli),
				weight: `${numberText(weightPpm / 10_000, 1)} %`,
				counts: pointsText(weightedMilli),
			})),
		};
	}

	/** The readings behind any other step, and what was made of them. */
	readings(id: string): { readonly lines: readonly string[]; readonly note: string } {
		if (id === 'checkup') return this.#checkupBehind();
		if (id === 'exam-floor') return { lines: [], note: m.explain_floor() };
		if (id === 'clamp') return { lines: [], note: m.explain_clamp() };
		const part = this.#parts.get(id);
		if (part !== undefined) return partBehind(part, language.locale);
		const found = this.#examined.find((exam) => exam.id === id);
		return found === undefined ? { lines: [], note: '' } : examBehind(this.#of.ruleset, found);
	}

	#checkupBehind(): { readonly lines: readonly string[]; readonly note: string } {
		const { checkup } = this.#of.ruleset;
		const words = { n: checkup?.within.days ?? 0, points: pointsText(checkup?.milli ?? 0) };
		return this.#checkup === undefined
			? { lines: [], note: m.explain_no_checkup(words) }
			: { lines: [fullDayText(this.#checkup)], note: m.explain_checkup(words) };
	}
}

function valuesText(values: { readonly [K in LifestyleKind]?: number }): string {
	return (
		(Object.entries(values) as [LifestyleKind, number][])
			.map(([kind, value]) =>
				kind === 'steps'
					? `${numberText(value)} ${unitName(kind)}`
					: valueText(kind, Math.round(value * 100) / 100),
			)
			// A number keeps its unit where the line breaks.
			.map((text) => text.replaceAll(' ', '\u00a0'))
			.join(' · ')
	);
}
