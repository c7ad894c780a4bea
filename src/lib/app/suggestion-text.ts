import type { Suggestion } from '$lib/score/suggest';
import { bandName } from '$lib/text/names';
import { numberText } from '$lib/text/numbers';
import { m } from '$lib/words/messages';

/** The ruleset's arithmetic in plain words; never advice on health. */
export function suggestionText(suggestion: Suggestion): string {
	const band = bandName(suggestion.band);
	const { days } = suggestion;
	if (suggestion.kind === 'keep')
		return days === 0 ? m.suggest_top({ band }) : m.suggest_keep({ band, days });
	const n = numberText(Math.abs(suggestion.change), 2);
	switch (suggestion.kind) {
		case 'steps':
			return m.suggest_steps({ n, band, days });
		case 'activity':
			return m.suggest_activity({ n, band, days });
		case 'sleep':
			return suggestion.change > 0
				? m.suggest_sleep_more({ n, band, days })
				: m.suggest_sleep_less({ n, band, days });
		case 'alcohol':
			return m.suggest_alcohol({ n, band, days });
		case 'cigarettes':
			// Nobody smokes a part of one: what is left of one is given up with it.
			return suggestion.target === 0
				? m.suggest_no_cigarettes({ band, days })
				: m.suggest_cigarettes({ n: Math.ceil(-suggestion.change), band, days });
	}
}
