import type { Disclosure } from '$lib/attest/claims';
import { numberToBand, type Band } from '$lib/score/bands';
import { bandName, factName } from '$lib/text/names';
import { m } from '$lib/words/messages';

/** The band that a disclosure names, and whether as a floor. */
export function bandOf({ say }: Disclosure): { band: Band; atLeast: boolean } {
	return 'band' in say
		? { band: numberToBand(say.band), atLeast: false }
		: { band: numberToBand(say.atLeast), atLeast: true };
}

/** "at least Yellow" or "Yellow". */
export function statementText(disclosure: Disclosure): string {
	const { band, atLeast } = bandOf(disclosure);
	return atLeast ? m.say_at_least({ band: bandName(band) }) : bandName(band);
}

/** Everything a disclosure says, in one line. */
export function disclosureText(disclosure: Disclosure): string {
	return [statementText(disclosure), ...disclosure.facts.map(factName)].join(m.clause_joint());
}
