import type { LifestyleKind, ObservationKind } from '$lib/records/kinds';
import { kindsOf } from './curve';
import type { Ruleset } from './ruleset';

/** The kinds of which a single new value can move a score under a ruleset. */
export interface Reads {
	readonly habits: ReadonlySet<LifestyleKind>;
	/** Without those that count only together with another, as total cholesterol less HDL. */
	readonly results: ReadonlySet<ObservationKind>;
}

/** What a ruleset reads. */
export function readsOf({ lifestyle, examination, means = [] }: Ruleset): Reads {
	const parts = means.flatMap((mean) => mean.parts);
	const cases = parts.flatMap((part) => part.cases);
	const tests = [...cases, ...parts.flatMap((part) => part.adjustments)].flatMap(
		({ when }) => when ?? [],
	);
	const inputs = cases.flatMap((candidate) => (candidate.use === 'points' ? [] : [candidate.of]));
	return {
		habits: new Set([
			...lifestyle.rules.flatMap(kindsOf),
			...tests.flatMap((test) => (test.test === 'sum' ? [test.kind] : [])),
			...inputs.flatMap((input) => (input.from === 'lifestyle' ? [input.kind] : [])),
		]),
		results: new Set([
			...examination.rules.map(({ kind }) => kind),
			...examination.conditions.flatMap(({ controlled }) => controlled.map(({ kind }) => kind)),
			...inputs.flatMap((input) =>
				input.from === 'observation' && input.derived !== 'total-minus-hdl' ? [input.kind] : [],
			),
		]),
	};
}
