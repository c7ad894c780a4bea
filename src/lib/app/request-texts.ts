import type { Asked } from '$lib/attest/asked';
import type { Statement } from '$lib/attest/claims';
import type { Purpose } from '$lib/attest/purposes';
import type { SensitivePurpose } from '$lib/attest/sensitive-purpose';
import { numberToBand } from '$lib/score/bands';
import { bandName, factName } from '$lib/text/names';
import { m } from '$lib/words/messages';
import { ageText } from './age-text';

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

/** What an age that cannot be says of the two clocks. */
export function unusualAgeText(seconds: number): string {
	const age = ageText(seconds);
	return seconds < 0 ? m.request_clock_behind({ age }) : m.request_clock_old({ age });
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
	return [statement, ...facts.map(factName)].join(m.clause_joint());
}
