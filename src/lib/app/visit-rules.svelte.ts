import type { Ruleset } from '$lib/score/ruleset';

export type Choice = 'hangzhou' | 'life-essential-8' | 'file';

/**
 * The rules that the citizen chose to look at, and a file of their own: in the memory of this tab for as
 * long as the visit lasts, and nowhere else.
 */
class VisitRules {
	choice = $state<Choice>('hangzhou');
	own = $state.raw<Ruleset | null>(null);
	/** Loaded when it is chosen first. */
	lifeEssential8 = $state.raw<Ruleset | null>(null);

	/** A lock ends the visit also where it does not reload the page; the sample month begins another. */
	forget(): void {
		this.choice = 'hangzhou';
		this.own = null;
	}
}

export const visitRules = new VisitRules();
