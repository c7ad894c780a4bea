import type { Asked } from '$lib/attest/asked';
import type { Statement } from '$lib/attest/claims';
import type { Purpose } from '$lib/attest/purposes';
import type { SensitivePurpose } from '$lib/attest/sensitive-purpose';
import { numberToBand } from '$lib/score/bands';
import { bandName, factName } from '$lib/text/names';
import { m } from '$lib/words/messages';

export function purposeName(purpose: Purpose): string {
	switch (purpose) {
		case 'venue-entry':
			return m.purpose_venue_entry();
		case 'event':
			return m.purpose_event();
		case 'sport':
			return m.purpose_sport();
		case 'care-visit':
			return m.purpose_care_visit();
		case 'group':
			return m.purpose_group();
		case 'study':
			return m.purpose_study();
		case 'other':
			return m.purpose_other();
	}
}

export function sensitiveText(sensitive: SensitivePurpose): string {
	switch (sensitive) {
		case 'employment':
			return m.sensitive_employment();
		case 'insurance':
			return m.sensitive_insurance();
		case 'credit':
			return m.sensitive_credit();
		case 'housing':
			return m.sensitive_housing();
	}
}

/** "at least Yellow" or "Yellow". */
export function sayText(say: Statement): string {
	return 'band' in say
		? bandName(numberToBand(say.band))
		: m.say_at_least({ band: bandName(numberToBand(say.atLeast)) });
}

/** What is asked for, in one line. */
export function askedText({ say, facts }: Asked): string {
	const statement =
		say === 'band'
			? m.asked_colour()
			: m.say_at_least({ band: bandName(numberToBand(say.atLeast)) });
	return [statement, ...facts.map(factName)].join(m.list_joint());
}
