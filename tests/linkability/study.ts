/**
 * The study: half of the holders train an adversary, the other half are told apart by it.
 *
 * - `pairs: 'equal'`: every pair of one holder that discloses the same, and for each a pair of two
 *   holders that disclose that very value too. What is disclosed can tell nothing here, an area of
 *   0.5 is chance, and whatever is above comes from the rest of the code.
 * - `pairs: 'any'`: every pair of one holder, and as many of two holders drawn at random: as an
 *   adversary meets them.
 */
import { HALF_MINUTE } from '$lib/attest/claims';
import { areasOf, type Estimate, type Scored } from './auc';
import { chanceOf, type Chance } from './chance';
import { disclosedOf, featuresOf, tableOf, type Evidence } from './features';
import { score, train } from './logistic';
import { population, type Clocks, type PopulationInput, type Sighting } from './population';

/** As far off as the criterion says: 95 in 100 within 20 s, and 2 in 100 anywhere within 5 min. */
export const DRIFTING: Clocks = { deviation: 10, strays: 0.02 };
/** Clocks that a network sets. */
export const SET_BY_NETWORK: Clocks = { deviation: 0.5, strays: 0 };

export interface StudyInput extends PopulationInput {
	readonly seed: string;
	readonly pairs: 'equal' | 'any';
	/** The first one is what the others are held against. */
	readonly evidence: readonly Evidence[];
}

export interface Finding {
	readonly evidence: Evidence;
	readonly area: Estimate;
	readonly beyondFirst: Estimate;
	/** Pairs of one holder in the half that was tested; as many of two. */
	readonly pairs: number;
}

interface LabelledPair {
	readonly pair: readonly [Sighting, Sighting];
	readonly same: boolean;
}

export async function study(input: StudyInput): Promise<readonly Finding[]> {
	const chance = chanceOf(input.seed);
	const sightings = await population(input, chance);
	const half = input.holders / 2;
	const trained = sightings.filter(({ holder }) => holder < half);
	const tested = sightings.filter(({ holder }) => holder >= half);
	const training = pairsOf(trained, input, chance);
	const testing = pairsOf(tested, input, chance);
	const frequency = frequencyOf(trained);
	const { roundedTo = HALF_MINUTE } = input;
	const judged = input.evidence.map((evidence) =>
		judge(featuresOf(evidence, frequency, roundedTo), training, testing),
	);
	const pairs = testing.filter(({ same }) => same).length;
	return areasOf(judged, chance).map((areas, at) => ({
		...areas,
		evidence: input.evidence[at] ?? 'all',
		pairs,
	}));
}

function judge(
	features: ReturnType<typeof featuresOf>,
	training: readonly LabelledPair[],
	testing: readonly LabelledPair[],
): readonly Scored[] {
	const rowsOf = (pairs: readonly LabelledPair[]) =>
		tableOf(
			pairs.map(({ pair }) => pair),
			features,
		);
	const labels = Uint8Array.from(training, ({ same }) => (same ? 1 : 0));
	const scores = score(train(rowsOf(training), labels), rowsOf(testing));
	return testing.map(({ pair: [a, b], same }, at) => ({
		score: scores[at] ?? NaN,
		same,
		holders: [a.holder, b.holder],
	}));
}

/** As many pairs of one holder as of two, in turns. */
function pairsOf(
	sightings: readonly Sighting[],
	{ pairs }: StudyInput,
	chance: Chance,
): readonly LabelledPair[] {
	const keyOf = pairs === 'equal' ? disclosedOf : () => 0;
	const byValue = groupBy(sightings, keyOf);
	const found: LabelledPair[] = [];
	for (const codes of groupBy(sightings, ({ holder }) => holder).values())
		for (const [at, a] of codes.entries())
			for (const b of codes.slice(at + 1)) {
				if (keyOf(a) !== keyOf(b)) continue;
				const strangers = drawStrangers(byValue.get(keyOf(a)) ?? [], chance);
				if (strangers === null) continue;
				found.push({ pair: [a, b], same: true }, { pair: strangers, same: false });
			}
	return found;
}

/** Codes of two holders; `null` where only one holder says this. */
function drawStrangers(
	sightings: readonly Sighting[],
	chance: Chance,
): readonly [Sighting, Sighting] | null {
	const [first] = sightings;
	if (first === undefined || sightings.every(({ holder }) => holder === first.holder)) return null;
	for (;;) {
		const a = sightings[chance.below(sightings.length)];
		const b = sightings[chance.below(sightings.length)];
		if (a !== undefined && b !== undefined && a.holder !== b.holder) return [a, b];
	}
}

function frequencyOf(sightings: readonly Sighting[]): ReadonlyMap<number, number> {
	const groups = groupBy(sightings, disclosedOf);
	return new Map(
		[...groups].map(([value, { length }]) => [value, length / sightings.length] as const),
	);
}

/** `Map.groupBy`, which Node 20 lacks. */
function groupBy<T>(
	items: readonly T[],
	keyOf: (item: T) => number,
): ReadonlyMap<number, readonly T[]> {
	const groups = new Map<number, T[]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [item]);
		else group.push(item);
	}
	return groups;
}
