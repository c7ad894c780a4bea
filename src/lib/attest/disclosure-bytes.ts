/**
 * How statements and facts are written in one byte each, alike in codes, answers and requests:
 *
 * | byte        | content                                                                       |
 * |-------------|-------------------------------------------------------------------------------|
 * | 0x10 \| 1…5 | the band; in a request, which asks for it without a number, 0x10              |
 * | 0x20 \| 2…5 | at least this band                                                            |
 * | facts       | a bit each, from bit 0 in the order of `FACTS`; at most two                   |
 */
import { FACTS, type Fact } from '$lib/score/fact-names';
import { isBandNumber, isFactList, isThreshold, type Statement, type Threshold } from './claims';

export const SAY_BAND = 0x10;
const SAY_AT_LEAST = 0x20;

export function statementToByte(say: Statement): number {
	return 'band' in say ? SAY_BAND | say.band : thresholdToByte(say.atLeast);
}

export function byteToStatement(byte: number): Statement | null {
	const band = byte & 0x0f;
	if ((byte & 0xf0) === SAY_BAND && isBandNumber(band)) return { band };
	const atLeast = byteToThreshold(byte);
	return atLeast === null ? null : { atLeast };
}

export function thresholdToByte(atLeast: Threshold): number {
	return SAY_AT_LEAST | atLeast;
}

export function byteToThreshold(byte: number): Threshold | null {
	const value = byte & 0x0f;
	return (byte & 0xf0) === SAY_AT_LEAST && isThreshold(value) ? value : null;
}

export function factsToBits(facts: readonly Fact[]): number {
	return facts.reduce((bits, fact) => bits | (1 << FACTS.indexOf(fact)), 0);
}

export function bitsToFacts(bits: number): readonly Fact[] | null {
	if (bits >> FACTS.length !== 0) return null;
	const facts = FACTS.filter((_, bit) => (bits & (1 << bit)) !== 0);
	return isFactList(facts) ? facts : null;
}
