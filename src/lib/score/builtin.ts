import type { Ruleset } from './ruleset';
import document from './rulesets/hangzhou-2020.json';

/**
 * Built in, so not parsed again at every start: a test does, and holds the text to its pin. The
 * cast is for the literals, which TypeScript widens when it reads JSON.
 */
export const hangzhou2020 = document as unknown as Ruleset;

/** The only rulesets that a code can be made under: a rare one would point at its holder. */
export const CODE_RULESETS: readonly Ruleset[] = [hangzhou2020];
