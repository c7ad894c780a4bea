import { mintAnswer } from '$lib/attest/answer';
import { HALF_MINUTE, type Disclosure, type Threshold } from '$lib/attest/claims';
import { makeRequest } from '$lib/attest/make-request';
import { mint } from '$lib/attest/mint';
import { PendingRequests } from '$lib/attest/pending';
import { base45ToBytes } from '$lib/codec/base45';
import type { RandomSource } from '$lib/codec/random';
import { FACTS } from '$lib/score/fact-names';
import { NOW, RULESET_HASH } from '../fixtures/attest';
import type { Chance } from './chance';

/** How far holders' clocks are off, each by a fixed time; a few by up to five minutes. */
export interface Clocks {
	/** Seconds, of the normal distribution. */
	readonly deviation: number;
	/** The part of holders whose clock is anywhere within five minutes. */
	readonly strays: number;
}

/** A mistake planted in the codes, to see whether the adversary finds it. */
export type Leak = 'reused-key' | 'unrounded-iat' | 'tagged-nonce';

/** What an adversary keeps of one showing. `holder` is the truth, for training and for scoring. */
export interface Sighting {
	readonly holder: number;
	/** Seconds since the epoch by the adversary's clock, which is right. */
	readonly seenAt: number;
	/** The 151 bytes of the code. */
	readonly bytes: Uint8Array;
}

export const AT_SAY = 1;
export const AT_RULESET = 3;
export const AT_KEY = 35;
export const AT_NONCE = 67;
export const AT_IAT = 83;
export const AT_SIGNATURE = 87;
export const LENGTH = 151;

const MONTH = 30 * 86_400;
const FIVE_MINUTES = 300;
/** Seconds that reading, deciding and scanning take. */
const ANSWERED_WITHIN = 60;
/** Bands of holders from purple to green, in parts of the whole. */
const BANDS = [0.03, 0.07, 0.2, 0.4, 0.3];
const CODE_PREFIX = 'TB1:';

/**
 * Makes every code of a population as the app would. A shown one is minted anew on each half minute
 * of the holder's own clock, and seen at any moment of that half minute; an answer is made some
 * seconds after the request, and seen by whoever asked. Holders come at random times of one month,
 * so that habits, which no code can hide, link nothing here.
 */
export async function population(
	{ holders, codes, clocks, leak, mode, roundedTo = HALF_MINUTE }: PopulationInput,
	chance: Chance,
): Promise<readonly Sighting[]> {
	const sightings: Sighting[] = [];
	for (let holder = 0; holder < holders; holder += 1) {
		const offset = drawOffset(clocks, chance);
		const usual = drawDisclosure(chance);
		const key = chance.bytes(32);
		const tag = chance.below(256);
		for (let code = 0; code < codes; code += 1) {
			// Mostly the same is said; sometimes another door asks for something else.
			const disclosure = chance.uniform() < 0.8 ? usual : drawDisclosure(chance);
			const seenAt = NOW / 1000 + chance.uniform() * MONTH;
			const own = seenAt + offset;
			const random = leak === 'reused-key' ? withKey(key, chance.bytes) : chance.bytes;
			const bytes =
				mode === 'show'
					? shownBytes(disclosure, own, random)
					: await answerBytes(disclosure, seenAt - chance.uniform() * ANSWERED_WITHIN, random);
			const time = new DataView(bytes.buffer);
			if (leak === 'unrounded-iat') time.setUint32(AT_IAT, own);
			if (roundedTo !== HALF_MINUTE)
				time.setUint32(AT_IAT, Math.floor(own / roundedTo) * roundedTo);
			if (leak === 'tagged-nonce') bytes[AT_NONCE] = tag;
			sightings.push({ holder, seenAt, bytes });
		}
	}
	return sightings;
}

export interface PopulationInput {
	readonly holders: number;
	/** Of each holder. */
	readonly codes: number;
	readonly clocks: Clocks;
	readonly leak: Leak | null;
	readonly mode: 'show' | 'answer';
	/** Seconds that `iat` of a shown code is a multiple of, were it another than the half minute. */
	readonly roundedTo?: number;
}

function drawOffset({ deviation, strays }: Clocks, chance: Chance): number {
	if (chance.uniform() < strays) return (2 * chance.uniform() - 1) * FIVE_MINUTES;
	return chance.normal() * deviation;
}

/** What somebody says: mostly a threshold that the own band reaches, seldom the band, few facts. */
function drawDisclosure(chance: Chance): Disclosure {
	const place = chance.uniform();
	let sum = 0;
	const band = BANDS.findIndex((part) => (sum += part) > place) + 1;
	const facts = FACTS.filter(() => chance.uniform() < 0.15).slice(0, 2);
	if (band < 2 || chance.uniform() < 0.2) {
		return { say: { band: Math.max(1, band) as 1 | Threshold }, facts };
	}
	return { say: { atLeast: (2 + chance.below(band - 1)) as Threshold }, facts };
}

function shownBytes(disclosure: Disclosure, seconds: number, random: RandomSource): Uint8Array {
	const minted = mint({
		disclosure,
		rulesetHash: RULESET_HASH,
		mode: 'show',
		now: seconds * 1000,
		random,
	});
	if (!minted.ok) throw new Error(`mint: ${minted.error}`);
	const bytes = base45ToBytes(minted.value.code.slice(CODE_PREFIX.length));
	if (bytes?.length !== LENGTH) throw new Error('code: expected 151 bytes');
	return bytes;
}

/** Asked at that second, answered, and opened by whoever asked. */
async function answerBytes(
	disclosure: Disclosure,
	askedAt: number,
	random: RandomSource,
): Promise<Uint8Array> {
	const made = await makeRequest({
		// Whatever is said is within it.
		asked: { say: 'band', facts: disclosure.facts },
		purpose: 'study',
		label: 'A study',
		text: '',
		now: askedAt * 1000,
		random,
	});
	if (!made.ok) throw new Error(`request: ${made.error}`);
	const { request } = made.value;
	const answer = await mintAnswer({ request, disclosure, rulesetHash: RULESET_HASH, random });
	if (!answer.ok) throw new Error(`answer: ${answer.error}`);
	const pending = new PendingRequests();
	pending.add(made.value, 0);
	const opened = await pending.open(answer.value.text, 0);
	if (!opened.ok) throw new Error(`answer: ${opened.error.code}`);
	return opened.value.envelope;
}

/** A source whose first bytes, those of the key, are always the same. */
function withKey(key: Uint8Array, random: RandomSource): RandomSource {
	let first = true;
	return (length) => {
		if (!first) return random(length);
		first = false;
		return key.slice(0, length);
	};
}
