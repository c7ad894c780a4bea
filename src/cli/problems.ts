import type { RecordProblem } from '$lib/records/problems';
import type { RulesetProblem } from '$lib/score/ruleset';

/** How many are told in the one line that there is. */
const TOLD = 3;

/** Such as `days[3].value: above, expected 0 to 200000 with at most 0 decimals`. */
export function describeRecordProblems(problems: readonly RecordProblem[]): string {
	return join(
		problems.map(({ path, code, limits }) => {
			if (limits === undefined) return `${placeOf(path)}: ${code}`;
			const { min, max, decimals } = limits;
			const range = `expected ${String(min)} to ${String(max)}`;
			const precision = decimals === undefined ? '' : ` with at most ${String(decimals)} decimals`;
			return `${placeOf(path)}: ${code}, ${range}${precision}`;
		}),
	);
}

/** Such as `lifestyle.rules[0].id: expected a lower-case id`. */
export function describeRulesetProblems(problems: readonly RulesetProblem[]): string {
	return join(problems.map(({ path, expected }) => `${placeOf(path)}: expected ${expected}`));
}

function placeOf(path: string): string {
	return path === '' ? 'the document' : path;
}

function join(texts: readonly string[]): string {
	const more = texts.length - TOLD;
	return texts.slice(0, TOLD).join('; ') + (more > 0 ? `; and ${String(more)} more` : '');
}
