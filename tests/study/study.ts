/** What each built-in ruleset does to ten thousand invented lives (`lives.ts`). */
import { BANDS, type Band } from '../../src/lib/score/bands';
import { hangzhou2020 } from '../../src/lib/score/builtin';
import { evaluate, type Evaluation } from '../../src/lib/score/evaluate';
import { scoreHistory } from '../../src/lib/score/history';
import { lifeEssential8 } from '../../src/lib/score/life-essential-8';
import type { Ruleset } from '../../src/lib/score/ruleset';
import { AS_OF, livesOf, recordsOf, type Life, type Telling } from './lives';

const RULESETS: readonly Ruleset[] = [hangzhou2020, lifeEssential8];

/** How a group fares. */
export interface Group {
	readonly name: string;
	readonly lives: number;
	/** The share with enough of a record for a code, and for a mean. */
	readonly sufficient: number;
	readonly mean: number;
	/** The share in each band, lowest first. */
	readonly bands: readonly number[];
}

/** What a change of what is told does to the same lives. */
export interface Shift {
	readonly name: string;
	readonly lives: number;
	/** Points, on average. */
	readonly mean: number;
	readonly up: number;
	readonly down: number;
}

export interface Influence {
	readonly id: string;
	/** Points: the mean over the lives, and how far they spread (one standard deviation). */
	readonly mean: number;
	readonly deviation: number;
}

export interface Study {
	readonly ruleset: Ruleset;
	readonly groups: readonly Group[];
	readonly shifts: readonly Shift[];
	readonly influences: readonly Influence[];
	/** Of pairs of neighbouring days: the share with different bands, and the mean step in points. */
	readonly flips: number;
	readonly step: number;
}

const USUAL: Telling = { device: 'phone', told: 0.8 };

/** @param count how many lives; the same count and seed give the same study */
export function study(count: number, seed: number): readonly Study[] {
	const lives = livesOf(count, seed);
	return RULESETS.map((ruleset) => studyOf(ruleset, lives));
}

function studyOf(ruleset: Ruleset, lives: readonly Life[]): Study {
	const score = (life: Life, telling: Telling) =>
		evaluate(ruleset, recordsOf(life, telling), AS_OF);
	const usual = lives.map((life) => score(life, USUAL));
	const group = (name: string, telling: Telling, is: (life: Life) => boolean = () => true) =>
		groupOf(
			name,
			lives.filter(is).map((life) => score(life, telling)),
		);
	const shift = (name: string, telling: Telling, is: (life: Life) => boolean = () => true) =>
		shiftOf(
			name,
			lives.flatMap((life, at) => {
				const before = usual[at];
				return before !== undefined && is(life) ? [[before, score(life, telling)]] : [];
			}),
		);
	return {
		ruleset,
		groups: [
			groupOf('everybody, with a phone', usual),
			group('the same, with a watch too', { ...USUAL, device: 'watch' }),
			group('the same, with no device', { ...USUAL, device: 'none' }),
			group('walks freely', USUAL, ({ walks }) => walks === 'freely'),
			group('walks a little', USUAL, ({ walks }) => walks === 'a little'),
			group('does not walk, phone only', USUAL, ({ walks }) => walks === 'not at all'),
			group(
				'does not walk, watch counts minutes',
				{ ...USUAL, device: 'watch' },
				({ walks }) => walks === 'not at all',
			),
			group('no chronic illness', USUAL, isWell),
			group('hypertension, controlled', USUAL, (life) => life.hypertension && isControlled(life)),
			group(
				'hypertension, not controlled',
				USUAL,
				(life) => life.hypertension && !isControlled(life),
			),
			group('diabetes', USUAL, ({ diabetes }) => diabetes),
			group('smokes', USUAL, smokes),
			group('examined', USUAL, isExamined),
			group('examined, tells no result', { ...USUAL, hidesExaminations: true }, isExamined),
		],
		shifts: [
			shift('tells every day', { ...USUAL, told: 1 }),
			shift('tells half of the days', { ...USUAL, told: 0.5 }),
			shift('tells one day in five', { ...USUAL, told: 0.2 }),
			shift('smokers who tell one day in five', { ...USUAL, told: 0.2 }, smokes),
			shift(
				'one day in five, of people who neither smoke nor drink',
				{ ...USUAL, told: 0.2 },
				(life) => !smokes(life) && !drinks(life),
			),
			shift('smokers who tell no cigarette', { ...USUAL, hidesCigarettes: true }, smokes),
			shift('drinkers who tell no drink', { ...USUAL, without: 'alcohol' }, drinks),
			shift(
				'examined people who tell no result',
				{ ...USUAL, hidesExaminations: true },
				isExamined,
			),
		],
		influences: influencesOf(usual),
		...stabilityOf(ruleset, lives),
	};
}

const smokes = ({ cigarettes }: Life) => cigarettes > 0;
const drinks = ({ drinkDays }: Life) => drinkDays > 0;
const isExamined = ({ examined }: Life) => examined !== null;
const isWell = ({ hypertension, diabetes }: Life) => !hypertension && !diabetes;
const isControlled = ({ bp: [systolic, diastolic] }: Life) => systolic < 140 && diastolic < 90;

function groupOf(name: string, evaluations: readonly Evaluation[]): Group {
	const share = (is: (evaluation: Evaluation) => boolean) =>
		evaluations.filter(is).length / Math.max(1, evaluations.length);
	return {
		name,
		lives: evaluations.length,
		sufficient: share(({ sufficient }) => sufficient),
		mean: meanOf(evaluations.map(({ scoreMilli }) => scoreMilli / 1000)),
		bands: BANDS.map((band) => share((evaluation) => evaluation.band === band)),
	};
}

function shiftOf(name: string, pairs: readonly (readonly Evaluation[])[]): Shift {
	const rank = (band: Band | undefined) => (band === undefined ? 0 : BANDS.indexOf(band));
	const moved = pairs.map(([before, after]) => rank(after?.band) - rank(before?.band));
	const share = (is: (move: number) => boolean) =>
		moved.filter(is).length / Math.max(1, moved.length);
	return {
		name,
		lives: pairs.length,
		mean: meanOf(
			pairs.map(([before, after]) => ((after?.scoreMilli ?? 0) - (before?.scoreMilli ?? 0)) / 1000),
		),
		up: share((move) => move > 0),
		down: share((move) => move < 0),
	};
}

function influencesOf(evaluations: readonly Evaluation[]): Influence[] {
	return (evaluations[0]?.contributions ?? [])
		.map(({ id }, at) => {
			const points = evaluations.map(({ contributions }) => (contributions[at]?.milli ?? 0) / 1000);
			const mean = meanOf(points);
			return { id, mean, deviation: Math.sqrt(meanOf(points.map((one) => (one - mean) ** 2))) };
		})
		.filter(({ deviation }) => deviation > 0)
		.sort((a, b) => b.deviation - a.deviation);
}

/** Over the last thirty days, each of which has its thirty days behind it. */
function stabilityOf(ruleset: Ruleset, lives: readonly Life[]): Pick<Study, 'flips' | 'step'> {
	let flips = 0;
	let step = 0;
	let pairs = 0;
	for (const life of lives) {
		const history = scoreHistory(ruleset, recordsOf(life, USUAL), AS_OF);
		const scores = [...(history?.scoreMilli ?? [])].slice(-31);
		for (const [at, milli] of scores.entries()) {
			const before = scores[at - 1];
			if (before === undefined) continue;
			pairs++;
			step += Math.abs(milli - before) / 1000;
			if (bandAt(ruleset, milli) !== bandAt(ruleset, before)) flips++;
		}
	}
	return { flips: flips / Math.max(1, pairs), step: step / Math.max(1, pairs) };
}

function bandAt({ bands }: Ruleset, milli: number): number {
	return bands.filter(({ fromMilli }) => milli >= fromMilli).length;
}

function meanOf(numbers: readonly number[]): number {
	return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}
