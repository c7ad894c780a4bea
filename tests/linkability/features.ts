/**
 * What an adversary looks at in two codes. Everything is there: each byte, each field, and the one
 * thing that is not in the code, when it was seen.
 */
import {
	AT_IAT,
	AT_KEY,
	AT_NONCE,
	AT_RULESET,
	AT_SAY,
	AT_SIGNATURE,
	LENGTH,
	type Sighting,
} from './population';

/** Which part of the evidence is used. `disclosed` is what the holder chose to tell. */
export type Evidence = 'disclosed' | 'all' | 'without-time' | 'time';

type Pair = readonly [Sighting, Sighting];
type Feature = (pair: Pair) => number;

/** Fields by their first byte and the one after their last. */
const FIELDS = [
	[AT_RULESET, AT_KEY],
	[AT_KEY, AT_NONCE],
	[AT_NONCE, AT_IAT],
	[AT_SIGNATURE, LENGTH],
] as const;

const byteAt = ({ bytes }: Sighting, at: number) => bytes[at] ?? 0;

/** The value of the two bytes that say something about the holder. */
export const disclosedOf = (sighting: Sighting) =>
	byteAt(sighting, AT_SAY) * 256 + byteAt(sighting, AT_SAY + 1);

const sameByte =
	(at: number): Feature =>
	([a, b]) =>
		byteAt(a, at) === byteAt(b, at) ? 1 : 0;

/** Bytes that are equal at their place, and bits that differ. */
function fieldFeatures([from, to]: readonly [number, number]): readonly Feature[] {
	const over =
		(count: (x: number, y: number) => number): Feature =>
		([a, b]) => {
			let sum = 0;
			for (let at = from; at < to; at += 1) sum += count(byteAt(a, at), byteAt(b, at));
			return sum / (to - from);
		};
	return [over((x, y) => (x === y ? 1 : 0)), over((x, y) => BITS[x ^ y] ?? 0)];
}

const BITS = Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** Seconds by which the code's own time is ahead of the time at which it was seen. */
function residueOf({ bytes, seenAt }: Sighting): number {
	return new DataView(bytes.buffer, bytes.byteOffset).getUint32(AT_IAT) - seenAt;
}

/** Seconds: how near two residues must be, on scales from a second to a minute. */
const SCALES = [1, 3, 10, 30, 60];

/** `roundedTo`: the seconds over whose multiples rounding alone spreads residues evenly. */
const timeFeatures = (roundedTo: number): readonly Feature[] => [
	...SCALES.map(
		(scale): Feature =>
			(pair) =>
				Math.exp(-apart(pair) / scale),
	),
	(pair) => Math.min(apart(pair), 4 * roundedTo) / roundedTo,
	// Two clocks that are off to the same side, by how much.
	([a, b]) => {
		const [x, y] = [residueOf(a) + roundedTo / 2, residueOf(b) + roundedTo / 2];
		return x * y > 0 ? Math.log1p(Math.min(Math.abs(x), Math.abs(y))) : 0;
	},
	...Array.from({ length: AT_SIGNATURE - AT_IAT }, (_, at) => sameByte(AT_IAT + at)),
];

function apart([a, b]: Pair): number {
	return Math.abs(residueOf(a) - residueOf(b));
}

const OTHER_FEATURES: readonly Feature[] = [
	sameByte(0),
	...Array.from({ length: LENGTH - AT_RULESET }, (_, at) => AT_RULESET + at)
		.filter((at) => at < AT_IAT || at >= AT_SIGNATURE)
		.map(sameByte),
	...FIELDS.flatMap(fieldFeatures),
];

/**
 * Equal or not, and how much an equal value tells: a rare one more. `frequency` is that of each
 * value in the half on which the adversary was trained.
 */
function disclosedFeatures(frequency: ReadonlyMap<number, number>): readonly Feature[] {
	const rarity = (sighting: Sighting) =>
		-Math.log(Math.max(frequency.get(disclosedOf(sighting)) ?? 0, 1e-4));
	return [
		sameByte(AT_SAY),
		sameByte(AT_SAY + 1),
		([a, b]) => (disclosedOf(a) === disclosedOf(b) ? 1 : 0),
		([a, b]) => (disclosedOf(a) === disclosedOf(b) ? rarity(a) : 0),
	];
}

export function featuresOf(
	evidence: Evidence,
	frequency: ReadonlyMap<number, number>,
	roundedTo: number,
): readonly Feature[] {
	switch (evidence) {
		case 'disclosed':
			return disclosedFeatures(frequency);
		case 'without-time':
			return [...disclosedFeatures(frequency), ...OTHER_FEATURES];
		case 'time':
			return timeFeatures(roundedTo);
		case 'all':
			return [...disclosedFeatures(frequency), ...OTHER_FEATURES, ...timeFeatures(roundedTo)];
	}
}

/** A row of numbers for each pair, one after the other. */
export function tableOf(pairs: readonly Pair[], features: readonly Feature[]): Float32Array {
	const table = new Float32Array(pairs.length * features.length);
	let at = 0;
	for (const pair of pairs) for (const feature of features) table[at++] = feature(pair);
	return table;
}
