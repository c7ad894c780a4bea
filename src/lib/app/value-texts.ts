import type { ValueKind, ValueProblem } from '$lib/records/bounds';
import { kindName, unitName } from '$lib/text/names';
import { numberText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';

function nameOf(kind: ValueKind): string {
	if (kind === 'systolic') return m.kind_systolic();
	if (kind === 'diastolic') return m.kind_diastolic();
	return kindName(kind);
}

function unitOf(kind: ValueKind): string {
	return kind === 'systolic' || kind === 'diastolic' ? unitName('bp') : unitName(kind);
}

/** Says what would be accepted; what was typed stays in the field. */
export function valueProblemText(kind: ValueKind, problem: ValueProblem): string {
	const range = {
		name: nameOf(kind),
		min: numberText(problem.min),
		max: numberText(problem.max),
		unit: unitOf(kind),
	};
	switch (problem.code) {
		case 'not-a-number':
			return m.not_a_number();
		case 'below':
		case 'above':
			return m.value_out_of_range(range);
		case 'too-many-decimals':
			return problem.decimals === 0 ? m.value_whole_number() : m.value_decimals();
	}
}
