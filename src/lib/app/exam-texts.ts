import type { Examined } from '$lib/score/examination';
import { componentOf, rowAt } from '$lib/score/readings';
import type { Component, ExaminationRule, Ruleset } from '$lib/score/ruleset';
import { conditionName, unitName } from '$lib/text/names';
import { numberText, pointsText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';
import { readingLine } from './part-texts';

/** What stands behind the bar of an examination: the readings, where they fall, and what follows. */
export function examBehind(
	ruleset: Ruleset,
	found: Examined,
): { readonly lines: readonly string[]; readonly note: string } {
	const rule = ruleset.examination.rules.find(({ id }) => id === found.id);
	// What decided comes first; a reading that is both is named once.
	const decisive = found.decisive?.readings ?? [];
	const others = (found.latest?.readings ?? []).filter((reading) => !decisive.includes(reading));
	const rows = found.status === 'table' && rule !== undefined ? rowsOf(rule, found) : [];
	return {
		lines: [...[...decisive, ...others].map(readingLine), ...rows],
		note: noteOf(ruleset, rule, found),
	};
}

/** The rows of the tables that the readings fall into. */
function rowsOf(rule: ExaminationRule, { latest }: Examined): readonly string[] {
	const lines = (latest?.readings ?? []).flatMap((reading) =>
		rule.worseOf.map(({ component, rows }) => {
			const at = rowAt({ rows }, componentOf(reading, component));
			return m.explain_row({
				what: [
					componentName(component),
					spanText(unitName(rule.kind), rows[at - 1]?.below, rows[at]?.below),
				]
					.filter((text) => text !== '')
					.join(' '),
				points: pointsText(rows[at]?.milli ?? 0),
			});
		}),
	);
	return [...new Set(lines)];
}

function componentName(component: Component): string {
	if (component === 'value') return '';
	return component === 'systolic' ? m.kind_systolic() : m.kind_diastolic();
}

function spanText(unit: string, from: number | undefined, below: number | undefined): string {
	if (from === undefined) return m.explain_below({ n: numberText(below ?? 0), unit });
	if (below === undefined) return m.explain_from({ n: numberText(from), unit });
	return m.explain_between({ from: numberText(from), below: numberText(below), unit });
}

function noteOf(ruleset: Ruleset, rule: ExaminationRule | undefined, found: Examined): string {
	const name = conditionName(found.condition ?? '');
	switch (found.status) {
		case 'none':
			return m.explain_none({ n: rule?.within.days ?? 0 });
		case 'table':
			return (rule?.worseOf.length ?? 0) > 1 ? m.explain_table_worse() : m.explain_table();
		case 'controlled':
			return m.explain_controlled({ name });
		case 'uncontrolled':
			return m.explain_uncontrolled({ name });
		case 'not-measured': {
			const { conditions } = ruleset.examination;
			const n = conditions.find(({ code }) => code === found.condition)?.within.days ?? 0;
			return m.explain_not_measured({ name, n });
		}
	}
}
