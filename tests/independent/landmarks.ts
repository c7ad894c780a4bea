import type { ValueKind } from '../../src/lib/records/bounds';
import type { ObservationKind } from '../../src/lib/records/kinds';
import type { Derivation, Input, Ruleset, Table, Test } from '../../src/lib/score/ruleset';

/** Where a ruleset decides: what random records should be dense around. */
export interface Landmarks {
	readonly thresholds: ReadonlyMap<ValueKind, readonly number[]>;
	/** In days: how far back the ruleset looks. */
	readonly windows: readonly number[];
	/** In days: for how long a condition must have been so to count differently. */
	readonly durations: readonly number[];
	readonly codes: readonly string[];
	readonly observed: readonly ObservationKind[];
	readonly derivations: readonly Derivation[];
}

const INGREDIENTS: Readonly<Record<Derivation, readonly ObservationKind[]>> = {
	'bmi-from-weight-and-height': ['bmi', 'weight', 'height'],
	'total-minus-hdl': ['cholesterol-total', 'hdl'],
};

export function landmarksOf(ruleset: Ruleset): Landmarks {
	const surveyor = new Surveyor();
	const { lifestyle, examination, checkup, means = [] } = ruleset;
	surveyor.window(lifestyle.sufficiency.of);
	surveyor.window(lifestyle.weights.ppm.length);
	if (checkup !== undefined) surveyor.window(checkup.within.days);
	for (const { kind, points } of lifestyle.rules.flatMap(({ largerOf }) => largerOf)) {
		for (const { at } of points) surveyor.threshold(kind, at);
	}
	for (const rule of examination.rules) {
		surveyor.input({ from: 'observation', ...rule }, rule.worseOf);
	}
	for (const condition of examination.conditions) {
		surveyor.code(condition.code);
		surveyor.window(condition.within.days);
		for (const { kind, ranges } of condition.controlled) {
			surveyor.observed(kind);
			for (const { component, from, below } of ranges) {
				const read = component === 'value' && kind !== 'bp' ? kind : component;
				if (read !== 'value')
					surveyor.threshold(read, below, ...(from === undefined ? [] : [from]));
			}
		}
	}
	for (const { cases, adjustments } of means.flatMap(({ parts }) => parts)) {
		for (const candidate of cases) {
			if (candidate.when !== undefined) surveyor.test(candidate.when);
			if (candidate.use === 'tables') surveyor.input(candidate.of, candidate.worseOf);
			if (candidate.use === 'curve') {
				const rows = candidate.points.map(({ at, milli, by }) => ({ below: at, milli, by }));
				surveyor.input(candidate.of, [{ component: 'value', rows }]);
			}
		}
		for (const { when } of adjustments) surveyor.test(when);
	}
	return surveyor.landmarks();
}

class Surveyor {
	readonly #thresholds = new Map<ValueKind, Set<number>>();
	readonly #windows = new Set<number>();
	readonly #durations = new Set<number>();
	readonly #codes = new Set<string>(['asthma']);
	readonly #observed = new Set<ObservationKind>();
	readonly #derivations = new Set<Derivation>();

	threshold(kind: ValueKind, ...at: readonly number[]): void {
		const known = this.#thresholds.get(kind) ?? new Set();
		this.#thresholds.set(kind, new Set([...known, ...at]));
	}

	window(days: number): void {
		this.#windows.add(days);
	}

	code(code: string): void {
		this.#codes.add(code);
	}

	observed(...kinds: readonly ObservationKind[]): void {
		for (const kind of kinds) this.#observed.add(kind);
	}

	test(test: Test): void {
		if (test.test === 'condition') {
			this.code(test.code);
		} else {
			this.window(test.within.days);
			this.threshold(test.kind, test.above);
		}
	}

	input(input: Input, tables: readonly Table[]): void {
		const thresholds = (table: Table) =>
			table.rows.flatMap(({ below }) => (below === undefined ? [] : [below]));
		if (input.from === 'condition') {
			this.code(input.code);
			for (const days of tables.flatMap(thresholds)) this.#durations.add(days);
			return;
		}
		this.window(input.within.days);
		if (input.from === 'observation') {
			this.observed(input.kind);
			if (input.derived !== undefined) {
				this.observed(...INGREDIENTS[input.derived]);
				this.#derivations.add(input.derived);
			}
		}
		for (const table of tables) {
			const read = table.component === 'value' ? input.kind : table.component;
			if (read !== 'bp') this.threshold(read, ...thresholds(table));
		}
	}

	landmarks(): Landmarks {
		return {
			thresholds: new Map([...this.#thresholds].map(([kind, at]) => [kind, [...at]])),
			windows: [...this.#windows],
			durations: [...this.#durations],
			codes: [...this.#codes],
			observed: [...this.#observed],
			derivations: [...this.#derivations],
		};
	}
}
