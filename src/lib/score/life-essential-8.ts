import type { Ruleset } from './ruleset';
import document from './rulesets/life-essential-8.json';

/**
 * Life’s Essential 8 of the American Heart Association, for one's own insight: codes are made under
 * one ruleset only (`builtin.ts`). In a file of its own, so that it is loaded where it is chosen.
 */
export const lifeEssential8 = document as unknown as Ruleset;
