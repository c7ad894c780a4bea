import { ok, type Result } from '$lib/codec/result';
import { hangzhou2020 } from '$lib/score/builtin';
import { lifeEssential8 } from '$lib/score/life-essential-8';
import { parseRuleset, type Ruleset } from '$lib/score/ruleset';
import { badInput, type Failure } from './command';
import { inputName, readJson } from './input';
import type { Io } from './io';
import { describeRulesetProblems } from './problems';

/** `id@version`, as a score names its ruleset. */
export function rulesetName({ id, version }: Pick<Ruleset, 'id' | 'version'>): string {
	return `${id}@${version}`;
}

const BUILTIN_RULESETS = [hangzhou2020, lifeEssential8];

/** The names of the built-in rulesets, for messages and help. */
export const BUILTIN_NAMES = BUILTIN_RULESETS.map(({ id }) => id).join(', ');

/** By id, or by id and version. */
export function findBuiltin(name: string): Ruleset | undefined {
	return BUILTIN_RULESETS.find((ruleset) => ruleset.id === name || rulesetName(ruleset) === name);
}

/** A built-in ruleset, else the file of that name. */
export async function findOrReadRuleset(
	io: Pick<Io, 'readFile' | 'readStdin'>,
	name: string,
): Promise<Result<Ruleset, Failure>> {
	const builtin = findBuiltin(name);
	if (builtin !== undefined) return ok(builtin);
	const json = await readJson(io, name);
	if (!json.ok) return badInput(`ruleset ${json.error.message}; built in: ${BUILTIN_NAMES}`);
	const parsed = parseRuleset(json.value);
	if (parsed.ok) return parsed;
	return badInput(`ruleset ${inputName(name)}: ${describeRulesetProblems(parsed.error)}`);
}
