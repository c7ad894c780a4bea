import { pathOf } from '$lib/records/problems';
import { BANDS } from './bands';
import type { Component, ExaminationRule, Ruleset, RulesetProblem } from './ruleset';

/** Ids of contributions that are not the id of a rule. */
const RESERVED_IDS: readonly string[] = ['baseline', 'checkup', 'exam-floor', 'clamp'];

/** What the shape of a ruleset cannot say: order, references, names used once. */
export function checkRuleset(ruleset: Ruleset): readonly RulesetProblem[] {
	return [
		...provenanceProblems(ruleset),
		...scaleProblems(ruleset),
		...idProblems(ruleset),
		...lifestyleProblems(ruleset),
		...examinationProblems(ruleset),
		...conditionProblems(ruleset),
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
				problems.push({ path, expected: 'a key of provenance' });
			}
		}
	};
	visit(ruleset, '');
	return problems;
}

function scaleProblems({ clamp, bands, lifestyle }: Ruleset): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	if (clamp.toMilli < clamp.fromMilli) {
		problems.push({ path: 'clamp.toMilli', expected: 'at least clamp.fromMilli' });
	}
	for (const [at, { band, fromMilli }] of bands.entries()) {
		const path = pathOf('bands', at);
		const before = bands[at - 1];
		if (band !== BANDS[at]) problems.push({ path: `${path}.band`, expected: String(BANDS[at]) });
		if (before === undefined ? fromMilli > clamp.fromMilli : fromMilli <= before.fromMilli) {
			const expected = at === 0 ? 'at most clamp.fromMilli' : 'more than the band before';
			problems.push({ path: `${path}.fromMilli`, expected });
		}
	}
	if (lifestyle.sufficiency.days > lifestyle.sufficiency.of) {
		problems.push({ path: 'lifestyle.sufficiency.days', expected: 'at most sufficiency.of' });
	}
	return problems;
}

function idProblems({ lifestyle, examination }: Ruleset): RulesetProblem[] {
	const taken = new Set(RESERVED_IDS);
	const problems: RulesetProblem[] = [];
	const lists = [
		['lifestyle.rules', lifestyle.rules],
		['examination.rules', examination.rules],
	] as const;
	for (const [path, rules] of lists) {
		for (const [at, { id }] of rules.entries()) {
			if (taken.has(id)) {
				problems.push({ path: `${pathOf(path, at)}.id`, expected: 'an id used once' });
			}
			taken.add(id);
		}
	}
	return problems;
}

function lifestyleProblems({ lifestyle }: Ruleset): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	const kinds = new Set<string>();
	for (const [at, rule] of lifestyle.rules.entries()) {
		for (const [nth, { kind, points }] of rule.largerOf.entries()) {
			const path = pathOf(`${pathOf('lifestyle.rules', at)}.largerOf`, nth);
			if (kinds.has(kind)) problems.push({ path: `${path}.kind`, expected: 'a kind used once' });
			kinds.add(kind);
			if (!ascends(points.map((point) => point.at))) {
				problems.push({ path: `${path}.points`, expected: 'ascending at' });
			}
		}
	}
	return problems;
}

function examinationProblems({ examination }: Ruleset): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	for (const [at, rule] of examination.rules.entries()) {
		const path = pathOf('examination.rules', at);
		if (rule.derived !== undefined && rule.kind !== 'bmi') {
			problems.push({ path: `${path}.derived`, expected: 'only with kind bmi' });
		}
		for (const [nth, { component, rows }] of rule.worseOf.entries()) {
			const table = pathOf(`${path}.worseOf`, nth);
			if (!hasComponent(rule.kind, component)) {
				problems.push({ path: `${table}.component`, expected: `a component of ${rule.kind}` });
			}
			const thresholds = rows.flatMap((row) => (row.below === undefined ? [] : [row.below]));
			const onlyLastIsOpen =
				thresholds.length === rows.length - 1 && rows.at(-1)?.below === undefined;
			const sourced = rows.every(
				(row) => (row.below === undefined) === (row.thresholdBy === undefined),
			);
			if (!onlyLastIsOpen || !sourced || !ascends(thresholds)) {
				problems.push({
					path: `${table}.rows`,
					expected: 'ascending below, each with thresholdBy, and a last row with neither',
				});
			}
		}
	}
	return problems;
}

function conditionProblems({ examination }: Ruleset): RulesetProblem[] {
	const problems: RulesetProblem[] = [];
	const replaced = new Set<string>();
	const codes = new Set<string>();
	for (const [at, rule] of examination.conditions.entries()) {
		const path = pathOf('examination.conditions', at);
		if (!examination.rules.some(({ id }) => id === rule.replaces) || replaced.has(rule.replaces)) {
			const expected = 'the id of an examination rule that nothing else replaces';
			problems.push({ path: `${path}.replaces`, expected });
		}
		replaced.add(rule.replaces);
		if (codes.has(rule.code)) problems.push({ path: `${path}.code`, expected: 'a code used once' });
		codes.add(rule.code);
		for (const [nth, { kind, ranges }] of rule.controlled.entries()) {
			for (const [index, { component, from, below }] of ranges.entries()) {
				const range = pathOf(`${pathOf(`${path}.controlled`, nth)}.ranges`, index);
				if (!hasComponent(kind, component)) {
					problems.push({ path: `${range}.component`, expected: `a component of ${kind}` });
				}
				if (from !== undefined && from >= below) {
					problems.push({ path: `${range}.from`, expected: 'less than below' });
				}
			}
		}
	}
	return problems;
}

function hasComponent(kind: ExaminationRule['kind'], component: Component): boolean {
	return (kind === 'bp') === (component !== 'value');
}

function ascends(numbers: readonly number[]): boolean {
	return numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? number));
}
