import type { Band } from './bands';
import { nextBandOf, type Contribution, type Evaluation } from './evaluate';
import type { Ruleset } from './ruleset';

/**
 * The contributions that moved the score most, largest first, at most `n`; of equals the one that
 * an evaluation lists first. Where everybody starts and where the scale ends are no reasons.
 */
export function strongestReasons(evaluation: Evaluation, n = 3): Contribution[] {
	return evaluation.contributions
		.filter(({ id, milli }) => milli !== 0 && id !== 'baseline' && id !== 'clamp')
		.sort((a, b) => Math.abs(b.milli) - Math.abs(a.milli))
		.slice(0, n);
}

export interface Missing {
	/** How many more days need an entry before a code can be made; 0 if none. */
	readonly loggedDays: number;
	/** The next band and the milli-points up to it; null in the highest. */
	readonly nextBand: { readonly band: Band; readonly milli: number } | null;
}

/** What is missing for a code, and for the next band. */
export function missing(ruleset: Ruleset, evaluation: Evaluation): Missing {
	const next = nextBandOf(ruleset, evaluation.scoreMilli);
	return {
		loggedDays: Math.max(0, ruleset.lifestyle.sufficiency.days - evaluation.recordedDays),
		nextBand: next && { band: next.band, milli: next.fromMilli - evaluation.scoreMilli },
	};
}
