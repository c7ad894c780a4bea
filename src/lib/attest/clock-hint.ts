import { ASK_LIFETIME, HALF_MINUTE } from './claims';
import type { AskRequest } from './request';
import type { Verification } from './verdict';

/** So many different codes in a row, all off by the same, are more likely one wrong clock here. */
const CODES_IN_A_ROW = 3;

interface OffCode {
	readonly tokenHash: string;
	readonly ageSeconds: number;
}

/** The last codes in a row that were out of time. Starts as `NO_OFF_CODES`. */
export type OffCodes = readonly OffCode[];

export const NO_OFF_CODES: OffCodes = [];

/**
 * The run after one more verification. A code that is in time ends it; one that is out of time
 * prolongs it, once however often the camera sees it; verdicts that say nothing of time do neither.
 */
export function noteVerification(run: OffCodes, verification: Verification): OffCodes {
	const { verdict, ageSeconds, tokenHash } = verification;
	switch (verdict) {
		case 'valid':
		case 'unknown-ruleset':
		case 'already-shown':
			return NO_OFF_CODES;
		case 'stale':
		case 'expired': {
			if (tokenHash === null || ageSeconds === null) return run;
			if (run.some((code) => code.tokenHash === tokenHash)) return run;
			return [...run, { tokenHash, ageSeconds }].slice(-CODES_IN_A_ROW);
		}
		default:
			return run;
	}
}

/**
 * About how many seconds this device's clock is ahead (negative: behind), when the last three codes
 * in a row agree on it; else `null`. A code is minted on each half minute and shown for as long, so
 * ages up to 30 s apart come from one and the same offset.
 */
export function clockOffsetSeconds(run: OffCodes): number | null {
	if (run.length < CODES_IN_A_ROW) return null;
	const ages = run.map((code) => code.ageSeconds);
	const least = Math.min(...ages);
	const most = Math.max(...ages);
	return most - least > HALF_MINUTE ? null : Math.round((most + least - HALF_MINUTE) / 2);
}

/** Clocks that a network sets are nearer to each other than this. */
const USUAL_SECONDS = 5;

/**
 * What a request tells of this device's clock: by how many seconds it seems to come from the future
 * (negative: the clocks differ by at least that), or how old it seems where it would have ended
 * (either it has, or the clocks differ); `null` where nothing is unusual. Which of the two clocks is
 * wrong it cannot tell, and one that is ahead by less than a request lives goes unseen.
 *
 * @param now milliseconds since the epoch, by this device's clock, when the request was read
 */
export function unusualAgeSeconds({ iat }: Pick<AskRequest, 'iat'>, now: number): number | null {
	const age = Math.round(now / 1000) - iat;
	return age < -USUAL_SECONDS || age > ASK_LIFETIME + USUAL_SECONDS ? age : null;
}
