import { BOUNDS } from '$lib/records/bounds';
import type { LifestyleKind } from '$lib/records/kinds';
import type { Observation } from '$lib/records/records';
import { habitsOf, type Habits } from '$lib/score/habits';
import { readsOf } from '$lib/score/reads';
import { nextBandChange, project, type ProjectedDay } from '$lib/score/what-if';
import { dayText } from '$lib/text/days';
import { bandName, kindName, unitName, valueText } from '$lib/text/names';
import { numberText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';
import type { Explained } from './explanation.svelte';

interface Slider {
	readonly kind: LifestyleKind;
	readonly max: number;
	readonly step: number;
}

/** As far as a slider goes; what somebody really does can lie beyond it, and stays there. */
const SLIDERS: readonly Slider[] = [
	{ kind: 'steps', max: 20_000, step: 500 },
	{ kind: 'activity', max: 150, step: 5 },
	{ kind: 'sleep', max: 12, step: 0.25 },
	{ kind: 'alcohol', max: 120, step: 5 },
	{ kind: 'cigarettes', max: 30, step: 1 },
];

/** Results that the built-in rulesets count as good, to try out one at a time. */
const RESULTS: readonly Observation[] = [
	{ kind: 'bp', day: '2000-01-01', systolic: 118, diastolic: 76 },
	{ kind: 'bmi', day: '2000-01-01', value: 22.5 },
	{ kind: 'glucose-fasting', day: '2000-01-01', value: 5.2 },
	{ kind: 'cholesterol-total', day: '2000-01-01', value: 4.8 },
];

/** The coming thirty days, if they went another way. Lives as long as the screen. */
export class WhatIf {
	readonly #chosen: Explained;
	#changed = $state.raw<Habits>({});
	#results = $state.raw<readonly Observation['kind'][]>([]);
	#checkup = $state(false);

	constructor(chosen: Explained) {
		this.#chosen = chosen;
	}

	readonly #present = $derived.by(() => habitsOf(this.#chosen.records, this.#chosen.asOf));
	readonly #habits: Habits = $derived({ ...this.#present, ...this.#changed });
	readonly #reads = $derived.by(() => readsOf(this.#chosen.ruleset));

	/** What the rules do not read would move nothing, and is left out here and below. */
	readonly sliders = $derived(
		SLIDERS.filter(({ kind }) => this.#reads.habits.has(kind)).map(({ kind, max, step }) => {
			const habit = this.#habits[kind];
			const value = habit ?? 0;
			return {
				...{ kind, step, value, name: kindName(kind) },
				max: Math.min(Math.max(max, Math.ceil(value / step) * step), BOUNDS[kind].max),
				text: habit === undefined ? m.whatif_untold() : habitText(kind, habit),
			};
		}),
	);
	readonly results = $derived(
		RESULTS.filter(({ kind }) => this.#reads.results.has(kind)).map((result) => ({
			kind: result.kind,
			name:
				result.kind === 'bp'
					? `${kindName('bp')} ${String(result.systolic)}/${String(result.diastolic)} ${unitName('bp')}`
					: `${kindName(result.kind)} ${valueText(result.kind, result.value)}`,
			on: this.#results.includes(result.kind),
		})),
	);

	/** Null where the rules do not ask. */
	readonly checkup: boolean | null = $derived.by(() =>
		this.#chosen.ruleset.checkup === undefined ? null : this.#checkup,
	);

	readonly isChanged: boolean = $derived(
		Object.keys(this.#changed).length > 0 || this.#results.length > 0 || this.#checkup,
	);

	readonly asNow = $derived.by(() => {
		const { ruleset, records, asOf } = this.#chosen;
		const habits = this.#present;
		return project(ruleset, records, asOf, { habits, observations: [], checkup: false });
	});
	readonly likeThis = $derived.by(() => {
		const { ruleset, records, asOf } = this.#chosen;
		const observations = RESULTS.filter(({ kind }) => this.#results.includes(kind));
		return project(ruleset, records, asOf, {
			...{ habits: this.#habits, observations, checkup: this.#checkup },
		});
	});

	/** What the two paths come to, in words. */
	readonly words = $derived.by(() => {
		const whole = (milli: number | undefined) => String(Math.floor((milli ?? 0) / 1000));
		const now = this.asNow.at(-1);
		const then = this.likeThis.at(-1);
		const ends = { now: whole(now?.scoreMilli), then: whole(then?.scoreMilli) };
		return {
			asNow:
				now?.sufficient === true
					? m.whatif_same({ band: bandName(now.band), n: ends.now })
					: m.whatif_same_few({ n: ends.now }),
			likeThis:
				then?.sufficient === true
					? m.whatif_path({ n: ends.then })
					: m.whatif_path_few({ n: ends.then }),
			change: then?.sufficient === true ? this.#changeText(then) : '',
			chart: m.whatif_chart(ends),
		};
	});

	/** When the colour changes, or that it stays. */
	#changeText(last: ProjectedDay): string {
		const { sufficient, band } = this.#chosen.evaluation;
		const change = nextBandChange(this.likeThis, sufficient ? band : null);
		return change === null
			? m.whatif_stays({ band: bandName(last.band) })
			: m.whatif_change({ band: bandName(change.band), day: dayText(change.day) });
	}

	set(kind: LifestyleKind, value: number): void {
		this.#changed = { ...this.#changed, [kind]: value };
	}

	toggleResult(kind: Observation['kind']): void {
		this.#results = this.#results.includes(kind)
			? this.#results.filter((other) => other !== kind)
			: [...this.#results, kind];
	}

	toggleCheckup(): void {
		this.#checkup = !this.#checkup;
	}

	reset(): void {
		this.#changed = {};
		this.#results = [];
		this.#checkup = false;
	}
}

function habitText(kind: LifestyleKind, value: number): string {
	if (kind === 'cigarettes') return m.whatif_cigarettes({ n: Math.round(value) });
	return `${numberText(value, BOUNDS[kind].decimals === 0 ? 0 : 1)} ${unitName(kind)}`;
}
