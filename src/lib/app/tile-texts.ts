import type { Evaluation } from '$lib/score/evaluate';
import { missing } from '$lib/score/reasons';
import type { Ruleset } from '$lib/score/ruleset';
import { bandName } from '$lib/text/names';
import { m } from '$lib/words/messages';

/** Under the band's name: as of when, and how far it is to the next one. */
export function tileNote(ruleset: Ruleset, evaluation: Evaluation): string {
	if (!evaluation.sufficient)
		return m.tile_provisional({
			n: evaluation.recordedDays,
			of: ruleset.lifestyle.sufficiency.of,
		});
	const { nextBand } = missing(ruleset, evaluation);
	if (nextBand === null) return m.tile_as_of();
	// In whole points as they are shown, so that the sum is what a person would work out.
	const next = Math.ceil((evaluation.scoreMilli + nextBand.milli) / 1000);
	return m.tile_below({ n: next - evaluation.score, band: bandName(nextBand.band) });
}

/** The tile in words, for whoever does not see it. */
export function tileLabel(evaluation: Evaluation, hidden: boolean): string {
	const band = bandName(evaluation.band);
	if (hidden) return m.tile_label_hidden({ band });
	return evaluation.sufficient
		? m.tile_label({ n: evaluation.score, band })
		: m.tile_label_provisional({ n: evaluation.score, band });
}
