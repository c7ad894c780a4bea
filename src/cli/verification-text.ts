/** How a verification is printed: one line of JSON, or lines for people. */
import { VCT, type Claims } from '$lib/attest/claims';
import type { TellingVerification, Verdict, Verification } from '$lib/attest/verdict';
import { numberToBand } from '$lib/score/bands';
import { rulesetName } from './find-ruleset';

/** What was checked: a shown code, or an answer to one's own request. */
export type Checked = 'code' | 'answer';

/** Others read this: the members and their order stay. */
export function verificationToJson(verification: Verification, checked: Checked): string {
	const { verdict, claims, ageSeconds, policy, answered } = verification;
	const json = { verdict, claims: claims === null ? null : toWire(claims), ageSeconds };
	return `${JSON.stringify(checked === 'code' ? json : { ...json, policy, answered })}\n`;
}

/** The claims as members of the token's payload. */
function toWire({ disclosure, rs, aud, nonce, iat, exp }: Claims) {
	const facts = disclosure.facts.length > 0 ? { facts: disclosure.facts } : {};
	return { vct: VCT, ...disclosure.say, ...facts, rs, aud, nonce, iat, exp };
}

const MEANINGS: Readonly<Record<Verdict, string>> = {
	valid: 'undamaged and in time',
	'unknown-ruleset':
		'undamaged and in time, but its ruleset is not known here: the band means nothing',
	sample: 'a practice code, proves nothing',
	'already-shown': 'seen before: ask for the next code',
	stale: 'older than 90 seconds, or ahead of this clock: ask for a fresh code',
	expired: 'older than ten minutes',
	'wrong-nonce':
		'without the number that was said, or the answer to a request that is not pending here',
	'wrong-audience': 'not made to be shown',
	'bad-signature': 'damaged: the signature does not verify',
	unsupported: 'of another version or kind, or with more than this format says',
	unreadable: 'not a code',
};

/** Where an answer was expected, these mean something else. */
const ANSWER_MEANINGS: Readonly<Partial<Record<Verdict, string>>> = {
	expired: 'the request is older than three minutes: ask again',
	'wrong-nonce': 'not an answer to this request',
	'wrong-audience': 'a shown code, where an answer was expected',
	unsupported: 'of another version or kind, or it says more than was asked',
	unreadable: 'not an answer',
};

const SELF_DECLARED =
	'Self-declared: anyone can write any colour and sign it. A verdict tells neither whose code this\n' +
	'is, nor who computed it, nor whether the records behind it are true.';

export function verificationToLines(verification: Verification, checked: Checked): string {
	const { verdict, ageSeconds, policy, answered } = verification;
	const ofAnswer = checked === 'answer' ? ANSWER_MEANINGS[verdict] : undefined;
	return [
		`verdict  ${verdict}: ${ofAnswer ?? MEANINGS[verdict]}`,
		...(ageSeconds === null ? [] : [`age      ${String(ageSeconds)} seconds`]),
		...(verification.claims === null ? [] : claimLines(verification)),
		...(answered === null ? [] : [`answered ${answered === 'all' ? 'all' : 'less than asked'}`]),
		...(policy === 'none' ? [] : [`policy   ${policy}`]),
		'',
		SELF_DECLARED,
		'',
	].join('\n');
}

function claimLines({ claims, ruleset }: TellingVerification): readonly string[] {
	const { say, facts } = claims.disclosure;
	const statement =
		'band' in say
			? `band ${String(say.band)}, ${numberToBand(say.band)}`
			: `band ${String(say.atLeast)} or higher, at least ${numberToBand(say.atLeast)}`;
	return [
		`says     ${statement}`,
		...facts.map((fact) => `fact     ${fact}`),
		`ruleset  ${ruleset === null ? '' : `${rulesetName(ruleset)} `}${claims.rs}`,
	];
}
