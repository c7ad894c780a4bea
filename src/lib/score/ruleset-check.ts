import type { ObservationKind } from '$lib/records/kinds';
import { pathOf } from '$lib/records/problems';
import { BANDS } from './bands';
import type { Case, Component, Derivation, Ruleset, Table } from './ruleset';
import { problem, type RulesetProblem } from './ruleset-problems';

/** Ids of contributions that are not the id of a rule, and the members that they belong to. */
const RESERVED_IDS: readonly (readonly [id: string, member: keyof Ruleset])[] = [
	['baseline', 'baseline'],
	['checkup', 'checkup'],
	['exam-floor', 'examFloor'],
	['clamp', 'clamp'],
];

/** What the shape of a ruleset cannot say: order, references, names used once. */
export function checkRuleset(ruleset: Ruleset): readonly RulesetProblem[] {
	return [
		...provenanceProblems(ruleset),
		...scaleProblems(ruleset),
		...idProblems(ruleset),
		...lifestyleProblems(ruleset),
		...examinationProblems(ruleset),
		...conditionProblems(ruleset),
		...meanProblems(ruleset),
	];
}

/** Every `by` and `thresholdBy`, wherever it is, names an entry of `provenance`. */
function provenanceProblems(ruleset: Ruleset): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	const visit = (node: unknown, path: string): void => {
		if (Array.isArray(node)) {
			for (const [at, entry] of node.entries()) visit(entry, pathOf(path, at));
		} else if (typeof node === 'object' && node !== null) {
			for (const [name, member] of Object.entries(node)) visit(member, pathOf(path, name));
		} else if (/(^|\.)(by|thresholdBy)$/.test(path)) {
			if (!Object.hasOwn(ruleset.provenance, String(node))) {
				problems.push(problem(path, 'not-in-provenance'));
			}
		}
	};
	visit(ruleset, '');
	return problems;
}

function scaleProblems({ clamp, bands, lifestyle }: Ruleset): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	if (clamp.toMilli < clamp.fromMilli) {
		problems.push(problem('clamp.toMilli', 'less-than', 'clamp.fromMilli'));
	}
	for (const [at, { band, fromMilli }] of bands.entries()) {
		const path = pathOf('bands', at);
		const before = bands[at - 1];
		if (band !== BANDS[at]) problems.push(problem(`${path}.band`, 'one-of', BANDS[at] ?? ''));
		if (before === undefined ? fromMilli > clamp.fromMilli : fromMilli <= before.fromMilli) {
			const from = `${path}.fromMilli`;
			problems.push(
				at === 0
					? problem(from, 'more-than', 'clamp.fromMilli')
					: problem(from, 'not-more-than-before'),
			);
		}
	}
	if (lifestyle.sufficiency.days > lifestyle.sufficiency.of) {
		problems.push(problem('lifestyle.sufficiency.days', 'more-than', 'lifestyle.sufficiency.of'));
	}
	return problems;
}

function idProblems({ lifestyle, examination, means = [] }: Ruleset): RulesetProblem[] {
	const taken = new Map<string, string>(RESERVED_IDS);
	const problems: RulesetProblem[] = [];
	const lists = [
		['lifestyle.rules', lifestyle.rules],
		['examination.rules', examination.rules],
		['means', means],
		...means.map(({ parts }, at) => [`${pathOf('means', at)}.parts`, parts] as const),
	] as const;
	for (const [path, rules] of lists) {
		for (const [at, { id }] of rules.entries()) {
			problems.push(...usedOnce(taken, id, `${pathOf(path, at)}.id`));
		}
	}
	return problems;
}

function lifestyleProblems({ lifestyle }: Ruleset): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	const kinds = new Map<string, string>();
	for (const [at, rule] of lifestyle.rules.entries()) {
		for (const [nth, { kind, points }] of rule.largerOf.entries()) {
			const path = pathOf(`${pathOf('lifestyle.rules', at)}.largerOf`, nth);
			problems.push(...usedOnce(kinds, kind, `${path}.kind`));
			if (!ascends(points.map((point) => point.at))) {
				problems.push(problem(`${path}.points`, 'not-ascending'));
			}
		}
	}
	return problems;
}

function examinationProblems({ examination }: Ruleset): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	for (const [at, rule] of examination.rules.entries()) {
		const path = pathOf('examination.rules', at);
		problems.push(...derivedProblems(rule, path), ...tableProblems(rule.worseOf, rule.kind, path));
	}
	return problems;
}

/** What can be derived, and the kind that it is kept under. */
const DERIVED_KINDS: Readonly<Record<Derivation, ObservationKind>> = {
	'bmi-from-weight-and-height': 'bmi',
	'total-minus-hdl': 'cholesterol-total',
};

function derivedProblems(
	{ kind, derived }: { readonly kind: ObservationKind; readonly derived?: Derivation },
	path: string,
): RulesetProblem[] {
	if (derived === undefined || DERIVED_KINDS[derived] === kind) return [];
	return [problem(`${path}.derived`, 'only-with-kind', DERIVED_KINDS[derived])];
}

/** @param kind what the tables read; null for a plain number */
function tableProblems(
	tables: readonly Table[],
	kind: ObservationKind | null,
	path: string,
): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	const components = new Map<string, string>();
	for (const [nth, { component, rows }] of tables.entries()) {
		const table = pathOf(`${path}.worseOf`, nth);
		if (kind === 'bp') {
			// Two tables over one of its numbers would leave the other unread.
			problems.push(...usedOnce(components, component, `${table}.component`));
		}
		if (!hasComponent(kind, component)) {
			const place = `${table}.component`;
			problems.push(
				kind === null ? problem(place, 'one-of', 'value') : problem(place, 'not-a-component', kind),
			);
		}
		const thresholds = rows.flatMap((row) => (row.below === undefined ? [] : [row.below]));
		const onlyLastIsOpen =
			thresholds.length === rows.length - 1 && rows.at(-1)?.below === undefined;
		const sourced = rows.every(
			(row) => (row.below === undefined) === (row.thresholdBy === undefined),
		);
		if (!onlyLastIsOpen || !sourced || !ascends(thresholds)) {
			problems.push(problem(`${table}.rows`, 'rows'));
		}
	}
	return problems;
}

function meanProblems({ means = [] }: Ruleset): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	for (const [at, mean] of means.entries()) {
		const path = pathOf('means', at);
		if (mean.atLeast > mean.parts.length) {
			problems.push(problem(`${path}.atLeast`, 'more-than-parts'));
		}
		for (const [nth, part] of mean.parts.entries()) {
			const cases = `${pathOf(`${path}.parts`, nth)}.cases`;
			const always = part.cases.findIndex(
				({ use, when }) => use === 'points' && when === undefined,
			);
			if (always !== -1 && always < part.cases.length - 1) {
				problems.push(problem(pathOf(cases, always + 1), 'unreachable', pathOf(cases, always)));
			}
			for (const [index, candidate] of part.cases.entries()) {
				problems.push(...caseProblems(candidate, pathOf(cases, index)));
			}
		}
	}
	return problems;
}

function caseProblems(candidate: Case, path: string): RulesetProblem[] {
	if (candidate.use === 'points') return [];
	const { of } = candidate;
	const problems = of.from === 'observation' ? derivedProblems(of, `${path}.of`) : [];
	const kind = of.from === 'observation' ? of.kind : null;
	if (of.from === 'lifestyle' && of.atLeastDays > of.within.days + 1) {
		problems.push(problem(`${path}.of.atLeastDays`, 'more-than-window'));
	}
	if (candidate.use === 'tables') {
		return [...problems, ...tableProblems(candidate.worseOf, kind, path)];
	}
	if (kind === 'bp') problems.push(problem(`${path}.of.kind`, 'two-numbers'));
	if (!ascends(candidate.points.map((point) => point.at))) {
		problems.push(problem(`${path}.points`, 'not-ascending'));
	}
	return problems;
}

function conditionProblems({ examination }: Ruleset): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	const replaced = new Set<string>();
	const codes = new Map<string, string>();
	for (const [at, rule] of examination.conditions.entries()) {
		const path = pathOf('examination.conditions', at);
		if (!examination.rules.some(({ id }) => id === rule.replaces) || replaced.has(rule.replaces)) {
			problems.push(problem(`${path}.replaces`, 'not-replaceable'));
		}
		replaced.add(rule.replaces);
		problems.push(...usedOnce(codes, rule.code, `${path}.code`));
		for (const [nth, { kind, ranges }] of rule.controlled.entries()) {
			for (const [index, { component, from, below }] of ranges.entries()) {
				const range = pathOf(`${pathOf(`${path}.controlled`, nth)}.ranges`, index);
				if (!hasComponent(kind, component)) {
					problems.push(problem(`${range}.component`, 'not-a-component', kind));
				}
				if (from !== undefined && from >= below) {
					problems.push(problem(`${range}.from`, 'not-below', 'below'));
				}
			}
		}
	}
	return problems;
}

/** @param taken each name with the place that has it; this place takes the name if it is free */
function usedOnce(taken: Map<string, string>, name: string, path: string): RulesetProblem[] {
	const first = taken.get(name);
	if (first !== undefined) return [problem(path, 'used-twice', first)];
	taken.set(name, path);
	return [];
}

function hasComponent(kind: ObservationKind | null, component: Component): boolean {
	return (kind === 'bp') === (component !== 'value');
}

function ascends(numbers: readonly number[]): boolean {
	return numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? number));
}
