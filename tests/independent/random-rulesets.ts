/** Random rulesets, valid ones: every form that the document knows, with thresholds that decide. */
import { BANDS } from '../../src/lib/score/bands';
import { BOUNDS } from '../../src/lib/records/bounds';
import { LIFESTYLE_KINDS, OBSERVATION_KINDS } from '../../src/lib/records/kinds';
import type { LifestyleKind, ObservationKind } from '../../src/lib/records/kinds';
import {
	RULESET_SCHEMA,
	type Adjustment,
	type Case,
	type ConditionRule,
	type CurvePoint,
	type ExaminationRule,
	type Input,
	type LifestyleRule,
	type MeanRule,
	type Part,
	type Range,
	type Ruleset,
	type Table,
	type Test,
	type Window,
} from '../../src/lib/score/ruleset';
import type { Seeded } from '../reliability/seeded';

const title = { en: 'title', zh: '名' };
const by = 'ours';
/** Some more than once: those that are derived, or are two numbers. */
const OFTEN_READ = [...OBSERVATION_KINDS, 'bmi', 'bp', 'cholesterol-total'] as const;
const CODES = ['hypertension', 'diabetes', 'smoker', 'treated'] as const;

export class RandomRulesets {
	readonly #random: Seeded;
	#ids = 0;

	constructor(random: Seeded) {
		this.#random = random;
	}

	next(): Ruleset {
		const [lowest = 0, from = 0, red = 0, orange = 0, yellow = 0, green = 0, to = 0] =
			this.#ascending(7, -50_000, 150_000);
		const starts = [lowest, red, orange, yellow, green];
		const rules = this.#several(0, 3, () => this.#examinationRule());
		const of = this.#random.between(0, 20);
		return {
			schema: RULESET_SCHEMA,
			id: 'random',
			version: '1.0.0',
			title,
			about: title,
			provenance: { ours: { kind: 'ours', source: title } },
			baseline: { title, milli: this.#random.between(-20_000, 120_000), by },
			clamp: { title, fromMilli: from, toMilli: to, by },
			bands: BANDS.map((band, at) => ({ band, fromMilli: starts[at] ?? 0, by })),
			lifestyle: {
				weights: { ppm: this.#weights(), by },
				sufficiency: { days: this.#random.between(0, of), of, by },
				rules: this.#lifestyleRules(),
			},
			examination: { rules, conditions: this.#conditionRules(rules) },
			...(this.#chance(0.7)
				? { checkup: { title, milli: this.#milli(), within: this.#window(), by } }
				: {}),
			...(this.#chance(0.6) ? { examFloor: { title, milli: this.#milli(), by } } : {}),
			...(this.#chance(0.8) ? { means: this.#several(1, 3, () => this.#mean()) } : {}),
		};
	}

	#chance(probability: number): boolean {
		return this.#random.next() < probability;
	}

	#several<T>(low: number, high: number, one: () => T): readonly T[] {
		return Array.from({ length: this.#random.between(low, high) }, one);
	}

	#id(): string {
		this.#ids += 1;
		return `rule-${String(this.#ids)}`;
	}

	#milli(): number {
		const most = this.#random.pick([3, 5000, 20_000, 20_000, 1_000_000]);
		return this.#random.between(-most, most);
	}

	/** Different integers, smallest first. */
	#ascending(count: number, low: number, high: number): readonly number[] {
		const numbers = new Set<number>();
		while (numbers.size < count) numbers.add(this.#random.between(low, high));
		return [...numbers].sort((a, b) => a - b);
	}

	/** Different values of a range, smallest first, with up to three decimals. */
	#values(count: number, low: number, high: number): readonly number[] {
		const unit = this.#random.pick([1, 10, 1000]);
		return this.#ascending(count, Math.ceil(low * unit), Math.floor(high * unit) + count).map(
			(number) => number / unit,
		);
	}

	#window(): Window {
		return { days: this.#random.pick([0, 1, 6, 29, 180, this.#random.between(0, 366)]), by };
	}

	#weights(): readonly number[] {
		const length = this.#random.pick([0, 1, 7, 30, this.#random.between(0, 60)]);
		return Array.from({ length }, () =>
			this.#random.pick([0, 1, 500_000, 1_000_000, this.#random.between(0, 1_000_000)]),
		);
	}

	#lifestyleRules(): readonly LifestyleRule[] {
		// A kind is read by one curve at the most.
		const free = LIFESTYLE_KINDS.filter(() => this.#chance(0.7));
		const rules: LifestyleRule[] = [];
		while (free.length > 0) {
			const kinds = free.splice(0, this.#random.between(1, 3));
			const largerOf = kinds.map((kind) => ({ kind, points: this.#curve(this.#rangeOf(kind)) }));
			rules.push({ id: this.#id(), title, largerOf });
		}
		return rules;
	}

	#rangeOf(kind: LifestyleKind): readonly [low: number, high: number] {
		return [0, BOUNDS[kind].max / 4];
	}

	#curve([low, high]: readonly [number, number]): readonly CurvePoint[] {
		return this.#values(this.#random.between(1, 5), low, high).map((at) => ({
			at,
			milli: this.#milli(),
			by,
		}));
	}

	#table(component: Table['component'], [low, high]: readonly [number, number]): Table {
		const thresholds = this.#values(this.#random.between(0, 4), low, high);
		return {
			component,
			rows: [
				...thresholds.map((below) => ({ below, thresholdBy: by, milli: this.#milli(), by })),
				{ milli: this.#milli(), by },
			],
		};
	}

	#observation(): Pick<ExaminationRule, 'kind' | 'derived' | 'within'> {
		const kind = this.#random.pick(OFTEN_READ);
		const within = this.#window();
		if (kind === 'bmi' && this.#chance(0.8)) {
			return { kind, within, derived: 'bmi-from-weight-and-height' };
		}
		if (kind === 'cholesterol-total' && this.#chance(0.6)) {
			return { kind, within, derived: 'total-minus-hdl' };
		}
		return { kind, within };
	}

	#observationTables(kind: ObservationKind): readonly Table[] {
		const tables = this.#several(1, 2, () => {
			const read = kind === 'bp' ? this.#random.pick(['systolic', 'diastolic'] as const) : kind;
			const { min, max } = BOUNDS[read];
			const component = read === 'systolic' || read === 'diastolic' ? read : 'value';
			return this.#table(component, [min, Math.min(max, min + (max - min) / 2)]);
		});
		// Of a blood pressure each number has one table.
		const isOne = kind === 'bp' && tables[0]?.component === tables[1]?.component;
		return isOne ? tables.slice(0, 1) : tables;
	}

	#examinationRule(): ExaminationRule {
		const read = this.#observation();
		return { id: this.#id(), title, ...read, worseOf: this.#observationTables(read.kind) };
	}

	#conditionRules(rules: readonly ExaminationRule[]): readonly ConditionRule[] {
		return rules
			.filter(() => this.#chance(0.6))
			.map((rule, at): ConditionRule => ({
				code: CODES[at] ?? this.#id(),
				title,
				replaces: rule.id,
				within: this.#window(),
				controlled: this.#several(1, 3, () => {
					const kind = this.#chance(0.6) ? rule.kind : this.#random.pick(OBSERVATION_KINDS);
					return { kind, ranges: this.#several(1, 2, () => this.#range(kind)) };
				}),
				notMeasured: { milli: this.#milli(), by },
				whenControlled: { atLeastMilli: this.#milli(), by },
				otherwise: this.#chance(0.5)
					? { use: 'table', by }
					: { use: 'points', milli: this.#milli(), by },
			}));
	}

	#range(kind: ObservationKind): Range {
		const read = kind === 'bp' ? this.#random.pick(['systolic', 'diastolic'] as const) : kind;
		const { min, max } = BOUNDS[read];
		const [from = min, below = max] = this.#values(2, min, max / 2);
		const component = read === 'systolic' || read === 'diastolic' ? read : 'value';
		return { component, below, by, ...(this.#chance(0.5) ? { from } : {}) };
	}

	#mean(): MeanRule {
		const parts = this.#several(1, 5, () => this.#part());
		return { id: this.#id(), title, by, atLeast: this.#random.between(1, parts.length), parts };
	}

	#part(): Part {
		return {
			id: this.#id(),
			title,
			cases: upToAlways(this.#several(1, 4, () => this.#case())),
			adjustments: this.#several(0, 2, (): Adjustment => ({
				title,
				when: this.#test(),
				milli: this.#milli(),
				notBelowMilli: this.#milli(),
				by,
			})),
		};
	}

	#case(): Case {
		const when = this.#chance(0.4) ? { when: this.#test() } : {};
		if (this.#chance(0.15)) return { ...when, use: 'points', milli: this.#milli(), by };
		const of = this.#input();
		const range = this.#inputRange(of);
		if (this.#chance(0.4) && !(of.from === 'observation' && of.kind === 'bp')) {
			return { ...when, use: 'curve', of, points: this.#curve(range) };
		}
		const worseOf =
			of.from === 'observation'
				? this.#observationTables(of.kind)
				: this.#several(1, 2, () => this.#table('value', range));
		return { ...when, use: 'tables', of, worseOf };
	}

	#input(): Input {
		switch (this.#random.pick(['lifestyle', 'observation', 'condition'] as const)) {
			case 'lifestyle': {
				const within = this.#window();
				return {
					from: 'lifestyle',
					kind: this.#random.pick(LIFESTYLE_KINDS),
					per: this.#random.pick(['day', 'week'] as const),
					within,
					atLeastDays: this.#random.between(1, Math.min(8, within.days + 1)),
				};
			}
			case 'observation':
				return { from: 'observation', ...this.#observation() };
			case 'condition':
				return { from: 'condition', code: this.#random.pick(CODES) };
		}
	}

	#inputRange(of: Input): readonly [low: number, high: number] {
		if (of.from === 'condition') return [0, 2000];
		if (of.from === 'observation') {
			return of.kind === 'bp' ? [0, 200] : [BOUNDS[of.kind].min, BOUNDS[of.kind].max / 2];
		}
		const [low, high] = this.#rangeOf(of.kind);
		return of.per === 'week' ? [low, Math.min(high * 7, 900_000)] : [low, high];
	}

	#test(): Test {
		if (this.#chance(0.6)) return { test: 'condition', code: this.#random.pick(CODES) };
		const kind = this.#random.pick(LIFESTYLE_KINDS);
		const [above = 0] = this.#values(1, 0, this.#rangeOf(kind)[1] * 4);
		return { test: 'sum', kind, above: this.#chance(0.3) ? 0 : above, within: this.#window() };
	}
}

/** A case that always applies is the last one. */
function upToAlways(cases: readonly Case[]): readonly Case[] {
	const always = cases.findIndex(({ use, when }) => use === 'points' && when === undefined);
	return always === -1 ? cases : cases.slice(0, always + 1);
}
