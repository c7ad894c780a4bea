import { addDays, daysBetween, monthOf } from '$lib/records/day';
import { changesSince } from '$lib/score/changes';
import { bandOf, evaluate } from '$lib/score/evaluate';
import { scoreHistory, updateHistory, type ScoreHistory } from '$lib/score/history';
import { monthsOfScores } from '$lib/score/history-months';
import { fullDayText, monthText } from '$lib/text/days';
import { bandName, conditionName } from '$lib/text/names';
import { numberText, pointsText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';
import { contributionName } from './contribution-name';
import type { RulesetChoice } from './ruleset-choice.svelte';

export type Since = 'yesterday' | 'week';

const DAYS_AGO: Readonly<Record<Since, number>> = { yesterday: 1, week: 7 };

/** How the score came to be: what changed, and every day so far. Derived, and never kept. */
export class ScorePast {
	readonly #chosen: RulesetChoice;
	since = $state<Since>('yesterday');
	#last: ScoreHistory | null = null;

	constructor(chosen: RulesetChoice) {
		this.#chosen = chosen;
	}

	readonly changes = $derived.by(() => {
		const { ruleset, records, asOf } = this.#chosen;
		return changesSince(ruleset, records, asOf, DAYS_AGO[this.since])
			.map(({ id, milli, days }) => {
				const points = pointsText(milli);
				const way = points === '0' ? null : milli > 0 ? ('good' as const) : ('bad' as const);
				const parts = days === undefined ? [] : partsText(days);
				return { id, name: contributionName(ruleset, id), points, way, parts };
			})
			.filter(({ way, parts }) => way !== null || parts.length > 0);
	});

	/** The two scores and their difference, in words. */
	readonly sum: string = $derived.by(() => {
		const { ruleset, records, asOf, evaluation } = this.#chosen;
		const before = evaluate(ruleset, records, addDays(asOf, -DAYS_AGO[this.since])).scoreMilli;
		const tenths = (milli: number) => numberText(Math.floor(milli / 100) / 10, 1);
		return m.change_sum({
			before: tenths(before),
			now: tenths(evaluation.scoreMilli),
			points: pointsText(evaluation.scoreMilli - before),
		});
	});

	readonly history: ScoreHistory | null = $derived.by(() => {
		const { ruleset, records, asOf } = this.#chosen;
		this.#last =
			this.#last === null
				? scoreHistory(ruleset, records, asOf)
				: updateHistory(this.#last, ruleset, records, asOf);
		return this.#last;
	});

	/** What the chart shows below its line. */
	readonly events = $derived.by(() => {
		const { records, asOf } = this.#chosen;
		const first = this.history?.first;
		if (first === undefined) return [];
		return [
			...records.checkups.map(({ day }) => ({ day, name: m.event_checkup() })),
			...records.conditions.map(({ since, code }) => ({
				day: since,
				name: m.event_condition({ name: conditionName(code) }),
			})),
		]
			.filter(({ day }) => day >= first && day <= asOf)
			.sort((a, b) => (a.day < b.day ? 1 : -1))
			.map(({ day, name }) => ({
				name,
				at: daysBetween(first, day),
				text: `${fullDayText(day)}: ${name}`,
			}));
	});

	/** By month, newest first, in whole points. */
	readonly months = $derived.by(() =>
		this.history === null
			? []
			: monthsOfScores(this.history).map((row) => ({ ...row, month: monthText(row.month) })),
	);

	/** What a day of the history was, in words. */
	textAt(at: number): string {
		if (this.history === null) return '';
		const { first, scoreMilli, sufficient } = this.history;
		const milli = scoreMilli[at] ?? 0;
		const day = fullDayText(addDays(first, at));
		const n = Math.floor(milli / 1000);
		const band = bandName(bandOf(this.#chosen.ruleset, milli));
		return [
			sufficient[at] === 1 ? m.history_point({ day, n, band }) : m.history_point_few({ day, n }),
			...this.events.filter((event) => event.at === at).map(({ name }) => name),
		].join(' · ');
	}

	monthAt(at: number): string {
		const { history } = this;
		if (history === null) return '';
		const last = history.scoreMilli.length - 1;
		return monthText(monthOf(addDays(history.first, Math.min(Math.max(0, at), last))));
	}
}

function partsText({ newMilli, fadedMilli }: { newMilli: number; fadedMilli: number }): string[] {
	const [came, faded] = [pointsText(newMilli), pointsText(fadedMilli)];
	return [
		...(came === '0' ? [] : [m.change_new({ points: came })]),
		...(faded === '0' ? [] : [m.change_faded({ points: faded })]),
	];
}
