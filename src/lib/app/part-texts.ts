import { fromThousandths } from '$lib/records/thousandths';
import type { Observation } from '$lib/records/records';
import type { Evaluation } from '$lib/score/evaluate';
import type { EvaluatedPart } from '$lib/score/means';
import type { Case, LocalizedText, Part, Ruleset, Test } from '$lib/score/ruleset';
import { fullDayText } from '$lib/text/days';
import { conditionName, kindName, unitName, valueText } from '$lib/text/names';
import { numberText, pointsText } from '$lib/text/numbers';
import { inputName } from '$lib/text/rulesets';
import { m } from '$lib/words/messages';

/** A part of a mean, with what it came to. */
export interface FoundPart {
	readonly rule: Part;
	readonly of: EvaluatedPart;
	/** How many parts of its mean are known. */
	readonly known: number;
}

/** Every part of the means of a ruleset, by id. */
export function partsOf(ruleset: Ruleset, evaluation: Evaluation): ReadonlyMap<string, FoundPart> {
	const found = new Map<string, FoundPart>();
	for (const [at, mean] of evaluation.means.entries()) {
		for (const [nth, of] of mean.parts.entries()) {
			const rule = ruleset.means?.[at]?.parts[nth];
			if (rule !== undefined) found.set(of.id, { rule, of, known: mean.known });
		}
	}
	return found;
}

/** What stands behind the bar of a part: what was read, or what it would take. */
export function partBehind(
	{ rule, of, known }: FoundPart,
	locale: keyof LocalizedText,
): { readonly lines: readonly string[]; readonly note: string } {
	if (of.milli === null) {
		// The case that settled it is the one to fill; else any of them would do.
		const asked = of.caseAt === null ? rule.cases : rule.cases.slice(of.caseAt, of.caseAt + 1);
		const list = [...new Set(asked.flatMap(needOf))].join(m.list_or());
		return { lines: list === '' ? [] : [m.part_needs({ list })], note: m.part_left_out() };
	}
	const used = of.caseAt === null ? undefined : rule.cases[of.caseAt];
	return {
		lines: [
			...(used === undefined ? [] : readOf(used, of)),
			...of.adjusted.map(
				({ at, milli }) => `${rule.adjustments[at]?.title[locale] ?? ''}: ${pointsText(milli)}`,
			),
		],
		note: m.part_points({ points: numberText(of.milli / 1000), n: known }),
	};
}

function needOf(candidate: Case): readonly string[] {
	if (candidate.use === 'points') {
		return candidate.when?.test === 'condition' ? [m.part_needs_answer()] : [];
	}
	const input = candidate.of;
	switch (input.from) {
		case 'lifestyle':
			return [
				m.part_needs_days({
					kind: kindName(input.kind),
					n: input.atLeastDays,
					of: input.within.days + 1,
				}),
			];
		case 'observation':
			return [m.part_needs_reading({ kind: inputName(input), n: input.within.days })];
		case 'condition':
			return [m.part_needs_answer()];
	}
}

/** What was asked, where that decided. */
function testText(test: Test): string {
	if (test.test === 'condition') return conditionName(test.code);
	const days = test.within.days + 1;
	return m.ruleset_sum_above({ kind: kindName(test.kind), n: numberText(test.above), days });
}

function readOf(used: Case, { input }: EvaluatedPart): readonly string[] {
	if (used.use === 'points' || input === undefined) {
		return used.when === undefined ? [] : [testText(used.when)];
	}
	if (input.from === 'observation') {
		const isDerived = used.of.from === 'observation' && used.of.derived === 'total-minus-hdl';
		return input.latest.readings.map((reading) =>
			isDerived && reading.kind !== 'bp'
				? `${fullDayText(reading.day)}: ${m.part_nonhdl({ value: numberText(reading.value) })}`
				: readingLine(reading),
		);
	}
	if (input.from === 'condition') {
		const name = used.of.from === 'condition' ? `${conditionName(used.of.code)} · ` : '';
		return [`${name}${m.part_for_days({ n: fromThousandths(input.thousandths) })}`];
	}
	if (used.of.from !== 'lifestyle') return [];
	const mean = Math.round(fromThousandths(input.thousandths) * 10) / 10;
	const value = valueText(used.of.kind, mean);
	const told = used.of.per === 'week' ? m.per_week({ value }) : value;
	return [m.part_from_days({ n: input.days, value: told })];
}

/** 3 October 2026: Blood pressure 126/82 mmHg */
export function readingLine(reading: Observation): string {
	const value =
		reading.kind === 'bp'
			? `${numberText(reading.systolic)}/${numberText(reading.diastolic)}`
			: numberText(reading.value);
	return `${fullDayText(reading.day)}: ${kindName(reading.kind)} ${value} ${unitName(reading.kind)}`;
}
