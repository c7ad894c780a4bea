import type { HealthRecords, Observation } from '$lib/records/records';
import { curveMilliAt } from '$lib/score/curve';
import type { Evaluation } from '$lib/score/evaluate';
import { examine, type Examined } from '$lib/score/examination';
import { ruleDays } from '$lib/score/explain';
import type { EvaluatedMean, EvaluatedPart, PartInput } from '$lib/score/means';
import { componentOf, rowAt, type LatestDay } from '$lib/score/readings';
import type {
	Case,
	Component,
	CurvePoint,
	MeanRule,
	Part,
	Ruleset,
	Table,
} from '$lib/score/ruleset';

/** Every step of a score in plain text: what was read, which row or curve, and each sum. */
export function stepsOf(ruleset: Ruleset, records: HealthRecords, evaluation: Evaluation): string {
	const { asOf } = evaluation;
	const milliOf = (id: string) =>
		evaluation.contributions.find((contribution) => contribution.id === id)?.milli ?? 0;
	const lines = [
		`baseline: ${thousandthsText(ruleset.baseline.milli)}`,
		'',
		...ruleset.lifestyle.rules.flatMap(({ id }) => [
			`${id}: the points of a day, times its weight in millionths; the sum / 1000000, rounded`,
			...ruleDays(ruleset, records, asOf, id)
				.filter(({ values }) => Object.keys(values).length > 0)
				.map(({ day, values, milli, weightPpm }) => {
					const told = Object.entries(values).map(([kind, value]) => `${kind} ${String(value)}`);
					const product = `${String(milli)} x ${String(weightPpm)} = ${String(milli * weightPpm)}`;
					return `  ${day}  ${told.join(', ')}: ${product}`;
				}),
			`  = ${thousandthsText(milliOf(id))}`,
			'',
		]),
		...examine(ruleset, records, asOf).flatMap((examined) => [
			...examinedSteps(ruleset, examined),
			'',
		]),
		...checkupSteps(ruleset, records, evaluation),
		...evaluation.means.flatMap((mean, at) => {
			const rule = ruleset.means?.[at];
			return rule === undefined ? [] : meanSteps(rule, mean);
		}),
		`clamp: from ${thousandthsText(ruleset.clamp.fromMilli)} to ${thousandthsText(ruleset.clamp.toMilli)}, changes the sum by ${thousandthsText(milliOf('clamp'))}`,
	];
	return lines.join('\n');
}

function examinedSteps(ruleset: Ruleset, examined: Examined): string[] {
	const rule = ruleset.examination.rules.find(({ id }) => id === examined.id);
	const { latest, decisive, condition, status } = examined;
	return [
		`${examined.id}: ${EXAMINED[status]}${condition === undefined ? '' : ` (${condition})`}`,
		...(latest === undefined ? [] : readingSteps(latest, rule)),
		...(decisive === undefined ? [] : readingSteps(decisive)),
		`  = ${thousandthsText(examined.milli)}`,
	];
}

const EXAMINED: Readonly<Record<Examined['status'], string>> = {
	none: 'nothing measured within the window',
	table: 'by its table, the fewest points of the latest day',
	controlled: 'under a diagnosis that is controlled',
	uncontrolled: 'under a diagnosis that is not controlled',
	'not-measured': 'under a diagnosis, not measured within the window',
};

/** What gives points for a number. */
type Giver =
	{ readonly worseOf: readonly Table[] } | { readonly points: readonly CurvePoint[] } | undefined;

function readingSteps({ day, readings }: LatestDay, giver?: Giver): string[] {
	return readings.flatMap((reading) => [
		`  ${day}  ${readingText(reading)}`,
		...givenSteps(giver, (component) => componentOf(reading, component)),
	]);
}

/** The row of each table that a number falls into, or what the curve gives for it. */
function givenSteps(giver: Giver, thousandthsOf: (component: Component) => number): string[] {
	if (giver === undefined) return [];
	if ('points' in giver) {
		const milli = curveMilliAt(giver.points, thousandthsOf('value'));
		return [`    by the curve: ${thousandthsText(milli)}`];
	}
	return giver.worseOf.map((table) => {
		const row = table.rows[rowAt(table, thousandthsOf(table.component))];
		const limit = row?.below === undefined ? 'beyond the last limit' : `< ${String(row.below)}`;
		const name = table.component === 'value' ? '' : `${table.component} `;
		return `    ${name}${limit}: ${thousandthsText(row?.milli ?? 0)}`;
	});
}

function readingText(reading: Observation): string {
	return reading.kind === 'bp'
		? `bp ${String(reading.systolic)}/${String(reading.diastolic)}`
		: `${reading.kind} ${String(reading.value)}`;
}

function checkupSteps(
	{ checkup, examFloor }: Ruleset,
	records: HealthRecords,
	{ asOf, contributions }: Evaluation,
): string[] {
	const steps: string[] = [];
	const milliOf = (id: string) =>
		thousandthsText(contributions.find((contribution) => contribution.id === id)?.milli ?? 0);
	if (checkup !== undefined) {
		const past = records.checkups.map(({ day }) => day).filter((day) => day <= asOf);
		const last = past.sort().at(-1);
		const which = last === undefined ? 'none' : `the last on ${last}`;
		steps.push(`checkup: ${which}, counts for ${String(checkup.within.days)} days`);
		steps.push(`  = ${milliOf('checkup')}`, '');
	}
	if (examFloor !== undefined) {
		const floor = thousandthsText(examFloor.milli);
		steps.push(`exam-floor: with a check-up, examination and check-up are at least ${floor}`);
		steps.push(`  = ${milliOf('exam-floor')}`, '');
	}
	return steps;
}

function meanSteps(rule: MeanRule, mean: EvaluatedMean): string[] {
	const known = mean.parts.flatMap(({ milli }) => (milli === null ? [] : [milli]));
	const sum = known.map(thousandthsText).join(' + ');
	return [
		...rule.parts.flatMap((part, at) => {
			const evaluated = mean.parts[at];
			return evaluated === undefined ? [] : partSteps(part, evaluated);
		}),
		`${rule.id}: the mean of what is known, ${String(rule.atLeast)} parts at the least`,
		`  (${sum || '0'}) / ${String(Math.max(1, known.length))} = ${thousandthsText(mean.milli)}`,
		'',
	];
}

function partSteps(part: Part, evaluated: EvaluatedPart): string[] {
	const { milli, caseAt, input } = evaluated;
	const used = caseAt === null ? undefined : part.cases[caseAt];
	if (milli === null || caseAt === null || used === undefined) {
		return [`${part.id}: not known`, ''];
	}
	return [
		`${part.id}: case ${String(caseAt + 1)} of ${String(part.cases.length)}`,
		...(input === undefined ? [] : inputSteps(input, used)),
		...adjustmentSteps(part, evaluated, milli),
		`  = ${thousandthsText(milli)}`,
		'',
	];
}

function inputSteps(input: PartInput, used: Case): string[] {
	const giver = used.use === 'points' ? undefined : used;
	if (input.from === 'observation') return readingSteps(input.latest, giver);
	const { thousandths } = input;
	const told =
		input.from === 'lifestyle'
			? `  ${thousandthsText(thousandths)}, from ${String(input.days)} days`
			: `  for ${String(thousandths / 1000)} days`;
	return [told, ...givenSteps(giver, () => thousandths)];
}

/** From the points before any adjustment, what each of them really changed. */
function adjustmentSteps(
	{ adjustments }: Part,
	{ adjusted }: EvaluatedPart,
	milli: number,
): string[] {
	if (adjusted.length === 0) return [];
	const changed = adjusted.reduce((sum, change) => sum + change.milli, 0);
	return [
		`  before adjustments: ${thousandthsText(milli - changed)}`,
		...adjusted.flatMap((change) => {
			const adjustment = adjustments[change.at];
			if (adjustment === undefined) return [];
			const { title, milli: nominal, notBelowMilli } = adjustment;
			const floor = nominal === change.milli ? '' : `, not below ${thousandthsText(notBelowMilli)}`;
			return [`  ${title.en}: ${thousandthsText(change.milli)}${floor}`];
		}),
	];
}

/** An integer of thousandths with its three decimals. */
export function thousandthsText(thousandths: number): string {
	const digits = String(Math.abs(thousandths)).padStart(4, '0');
	return `${thousandths < 0 ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}
