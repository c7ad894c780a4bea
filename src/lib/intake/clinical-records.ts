import { checkCondition, checkObservation } from '$lib/records/check';
import type { Day } from '$lib/records/day';
import type { Signature } from '$lib/records/kinds';
import type { Checkup, Condition, Observation } from '$lib/records/records';
import type { Dated } from './dated';
import { MAX_CLINICAL } from './limits';
import type { SkipReason } from './record-sink';
import { cleanName, cleanSource } from './source-name';

type Clinical = Observation | Condition | Checkup;
type Skip = (reason: SkipReason, what?: string, count?: number) => void;

/** Some ten times of what is kept: to bound what a hostile file costs. */
const MAX_MET = 10 * MAX_CLINICAL;

/** Gathers clinical records: each said once, plausible, and no more than a records file takes. */
export class ClinicalRecords {
	readonly #skip: Skip;
	/** Why a day cannot be one of a record; null if it can. */
	readonly #whyNot: (day: Day) => SkipReason | null;
	readonly #observations = new Map<string, Observation>();
	readonly #conditions = new Map<string, Condition>();
	readonly #checkups = new Map<string, Checkup>();
	/** The files that tell a condition; no own exports, which do not say when they were made. */
	readonly #files = new Map<string, Set<Dated>>();

	constructor(skip: Skip, whyNot: (day: Day) => SkipReason | null) {
		this.#skip = skip;
		this.#whyNot = whyNot;
	}

	addObservation(given: Observation): void {
		const numbers = given.kind === 'bp' ? [given.systolic, given.diastolic] : [given.value];
		if (!numbers.every(Number.isFinite)) {
			this.#skip('bad-number', given.kind);
			return;
		}
		const { kind, day } = given;
		const observation: Observation =
			given.kind === 'bp'
				? {
						...{ kind: given.kind, day },
						systolic: toThreeDecimals(given.systolic),
						diastolic: toThreeDecimals(given.diastolic),
						...originOf(given),
					}
				: { kind: given.kind, day, value: toThreeDecimals(given.value), ...originOf(given) };
		const reason = this.#whyNot(day);
		if (reason !== null) this.#skip(reason, kind);
		else if (checkObservation(observation, '').length > 0) this.#skip('implausible', kind);
		else this.#put(this.#observations, keyOf(observation), observation, kind);
	}

	addCondition(given: Condition, file: Dated): void {
		const { since, until } = given;
		const code = cleanName(given.code);
		const condition: Condition = { code, since, until, ...originOf(given) };
		const reason = this.#whyNot(since) ?? (until === null ? null : this.#whyNotUntil(until));
		if (code === '') this.#skip('no-value', 'condition');
		else if (reason !== null) this.#skip(reason, 'condition');
		else if (checkCondition(condition, '').length > 0) this.#skip('implausible', 'condition');
		else {
			const key = keyOf(condition);
			this.#put(this.#conditions, key, condition, 'condition');
			this.#files.set(key, (this.#files.get(key) ?? new Set()).add(file));
		}
	}

	addCheckup(given: Checkup): void {
		const checkup: Checkup = { day: given.day, ...originOf(given) };
		const reason = this.#whyNot(given.day);
		if (reason !== null) this.#skip(reason, 'checkup');
		else this.#put(this.#checkups, keyOf(checkup), checkup, 'checkup');
	}

	/** Records of the model itself, which were checked as such. */
	keep(
		observations: readonly Observation[],
		conditions: readonly Condition[],
		checkups: readonly Checkup[],
	): void {
		for (const one of observations) this.#put(this.#observations, keyOf(one), one, one.kind);
		for (const one of conditions) this.#put(this.#conditions, keyOf(one), one, 'condition');
		for (const one of checkups) this.#put(this.#checkups, keyOf(one), one, 'checkup');
	}

	observations(): Observation[] {
		const all = [...this.#observations.values()].sort(byText(keyOf));
		if (all.length <= MAX_CLINICAL) return all;
		// A sensor under the skin tells 288 values a day: of each day the last that was met is kept.
		const ofDay = new Map<string, Observation>();
		for (const one of this.#observations.values()) {
			ofDay.set(`${one.day}\n${one.kind}\n${one.source ?? ''}`, one);
		}
		this.#skip('told-twice', undefined, all.length - ofDay.size);
		return this.#newest([...ofDay.values()].sort(byText(keyOf)));
	}

	/** Each with the age of the newest file that tells it; null if one does not say. */
	conditions(): { readonly condition: Condition; readonly age: number | null }[] {
		const sorted = [...this.#conditions.values()].sort(byText(keyOf));
		return this.#newest(sorted, 'condition').map((condition) => {
			const ages = [...(this.#files.get(keyOf(condition)) ?? [])].map(({ takenAt }) => takenAt);
			const newest = Math.max(...ages.map((age) => age ?? Infinity));
			return { condition, age: Number.isFinite(newest) ? newest : null };
		});
	}

	checkups(): Checkup[] {
		return this.#newest([...this.#checkups.values()].sort(byText(keyOf)), 'checkup');
	}

	#newest<T>(sorted: T[], what?: string): T[] {
		if (sorted.length <= MAX_CLINICAL) return sorted;
		this.#skip('implausible', what, sorted.length - MAX_CLINICAL);
		return sorted.slice(-MAX_CLINICAL);
	}

	/** An end may lie ahead, as far as a day can. */
	#whyNotUntil(until: Day): SkipReason | null {
		const reason = this.#whyNot(until);
		return reason === 'in-the-future' ? null : reason;
	}

	#put<T extends Clinical>(map: Map<string, T>, key: string, record: T, what: string): void {
		const known = map.get(key);
		if (known === undefined && map.size >= MAX_MET) {
			this.#skip('implausible', what);
			return;
		}
		if (known !== undefined) this.#skip('told-twice', what);
		if (known === undefined || rank(record.signature) > rank(known.signature)) map.set(key, record);
	}
}

/** What makes two the same: all but the signature. Begins with the day, so that it sorts by it. */
function keyOf(record: Clinical): string {
	const source = record.source ?? '';
	if ('since' in record) return [record.since, record.code, record.until, source].join('\n');
	if (!('kind' in record)) return [record.day, source].join('\n');
	const value =
		record.kind === 'bp' ? `${String(record.systolic)}/${String(record.diastolic)}` : record.value;
	return [record.day, record.kind, value, source].join('\n');
}

function rank(signature: Signature | undefined): number {
	if (signature === 'known-key') return 2;
	return signature === 'not-checked' ? 1 : 0;
}

function originOf({ source, signature }: Clinical) {
	return {
		...(source === undefined ? {} : { source: cleanSource(source) }),
		...(signature === undefined ? {} : { signature }),
	};
}

function toThreeDecimals(value: number): number {
	return Math.round(value * 1000) / 1000 + 0;
}

function byText<T>(textOf: (one: T) => string) {
	return (a: T, b: T) => {
		const [x, y] = [textOf(a), textOf(b)];
		return x < y ? -1 : x > y ? 1 : 0;
	};
}
