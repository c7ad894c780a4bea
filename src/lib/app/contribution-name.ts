import { contributionTitles } from '$lib/score/contributions';
import type { Ruleset } from '$lib/score/ruleset';
import { language } from './language.svelte';

/** What a ruleset calls one of its contributions, in the language of the moment. */
export function contributionName(ruleset: Ruleset, id: string): string {
	const titled = contributionTitles(ruleset).find((candidate) => candidate.id === id);
	return titled?.title[language.locale] ?? id;
}
