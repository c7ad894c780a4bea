import { isAnswer } from '$lib/records/answers';
import { addDays, daysBetween, monthOf } from '$lib/records/day';
import { changesSince, type Change } from '$lib/score/changes';
import { bandOf, evaluate } from '$lib/score/evaluate';
import { scoreHistory, updateHistory, type ScoreHistory } from '$lib/score/history';
import { monthsOfScores } from '$lib/score/history-months';
import { apportion, toTenth } from '$lib/score/tenths';
import { fullDayText, monthText } from '$lib/text/days';
import { bandName, conditionName } from '$lib/text/names';
import { numberText, pointsText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';
import { contributionName } from './contribution-name';
import type { Explained } from './explanation.svelte';

export type Since = 'yesterday' | 'week';

const DAYS_AGO: Readonly<Record<Since, number>> = { yesterday: 1, week: 7 };

/** How the score came to be: what changed, and every day so far. Derived, and never kept. */
export class ScorePast {
	readonly #chosen: Explained;
	since = $state<Since>('yesterday');
	#last: ScoreHistory | null = null;

	constructor(chosen: Explained) {
		this.#chosen = chosen;
	}

	/** The two scores as shown, and what the one is more than the other, in milli-points. */
	readonly #ends = $derived.by(() => {
		const { ruleset, records, asOf, evaluation } = this.#chosen;
		const then = evaluate(ruleset, records, addDays(asOf, -DAYS_AGO[this.since]));
		const [before, now] = [toTenth(then.scoreMilli), toTenth(evaluation.scoreMilli)];
		return { before, now, difference: now - before };
	});

	readonly changes = $derived.by(() => {
		const { ruleset, records, asOf } = this.#chosen;
		const found = changesSince(ruleset, records, asOf, DAYS_AGO[this.since]);
		const shown = apportion(
			found.map(({ milli }) => milli),
			this.#ends.difference,
		);
		return found
			.map(({ id, days }, at) => {
				const milli = shown[at] ?? 0;
				const way = milli === 0 ? null : milli > 0 ? ('good' as const) : ('bad' as const);
				const parts = days === undefined ? [] : partsText(days, milli);
				const name = contributionName(ruleset, id);
				return { id, name, points: pointsText(milli), way, parts };
			})
			.filter(({ way, parts }) => way !== null || parts.length > 0);
	});

	/** The two scores and their difference, in words. */
	readonly sum: string = $derived.by(() => {
		const { before, now, difference } = this.#ends;
		return m.change_sum({
			before: numberText(before / 1000),
			now: numberText(now / 1000),
			points: pointsText(difference),
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
			...records.conditions
				.filter(({ code }) => !isAnswer(code))
				.map(({ since, code }) => ({
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
			: monthsOfScores(this.history).map(({ month, fewDays, ...points }) => ({
					...points,
					month: monthText(month),
					note: fewDays === 0 ? null : m.history_few_days({ n: fewDays }),
				})),
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

/** @param shown what both come to, as shown */
function partsText({ newMilli, fadedMilli }: NonNullable<Change['days']>, shown: number): string[] {
	const [came = 0, faded = 0] = apportion([newMilli, fadedMilli], shown);
	return [
		...(came === 0 ? [] : [m.change_new({ points: pointsText(came) })]),
		...(faded === 0 ? [] : [m.change_faded({ points: pointsText(faded) })]),
	];
}
