import type { Day } from '$lib/records/day';
import type { Signature } from '$lib/records/kinds';
import type { Checkup, Condition, Observation } from '$lib/records/records';
import { withSums } from './fhir-part-sums';
import { asString, member } from './json-access';
import type { RecordSink } from './record-sink';

/** More than anyone has, of all kinds together: a bound on what a hostile file costs. */
const MAX_FOUND = 500_000;
/** To know whether there are several, and by which names. */
const MAX_PEOPLE = 1000;

/** The total of a day, as FHIR tells steps and sleep. */
export interface DayTotal {
	readonly kind: 'steps' | 'sleep';
	readonly day: Day;
	readonly value: number;
	readonly source: string;
	/** From when to when it was counted, where that is a part of the day only; null for all of it. */
	readonly part: { readonly startMs: number; readonly endMs: number } | null;
}

/**
 * What was found in one file, held back until its end: only there it is known whether the file is of
 * one person, and whose a record is can no longer be told once it is kept.
 */
export class Findings {
	readonly #observations: Observation[] = [];
	readonly #conditions: Condition[] = [];
	readonly #checkups: Checkup[] = [];
	readonly #totals: DayTotal[] = [];
	#count = 0;
	/** Names of each Patient by which others refer to it. */
	readonly #patients = new Map<string, readonly string[]>();
	readonly #subjects = new Set<string>();
	readonly #signed: { readonly signature?: Signature };

	/** @param signature of the document that all of it is from, if it is a signed one */
	constructor(signature: Signature | null) {
		this.#signed = signature === null ? {} : { signature };
	}

	addObservation(observation: Observation): void {
		if (this.#hasRoom()) this.#observations.push({ ...observation, ...this.#signed });
	}

	addCondition(condition: Condition): void {
		if (this.#hasRoom()) this.#conditions.push({ ...condition, ...this.#signed });
	}

	addCheckup(checkup: Checkup): void {
		if (this.#hasRoom()) this.#checkups.push({ ...checkup, ...this.#signed });
	}

	addTotal(total: DayTotal): void {
		if (this.#hasRoom()) this.#totals.push(total);
	}

	/** A Patient that the file holds, by its id and the last part of its address, as far as there are. */
	addPatient(names: readonly string[]): void {
		if (this.#patients.size < MAX_PEOPLE) this.#patients.set(names[0] ?? '', names);
	}

	/** Whom a resource is about; told for each that is read. */
	addSubject(subject: string): void {
		if (this.#subjects.size < MAX_PEOPLE) this.#subjects.add(subject);
	}

	/** Hands everything over; of a file about several people nothing, and counted. */
	deliver(sink: RecordSink): void {
		if (this.#isOfSeveral()) {
			if (this.#count > 0) sink.skip('several-people', undefined, this.#count);
			return;
		}
		if (this.#count > MAX_FOUND) {
			sink.skip('implausible', undefined, this.#count - MAX_FOUND);
		}
		for (const observation of this.#observations) sink.addObservation(observation);
		for (const condition of this.#conditions) sink.addCondition(condition);
		for (const checkup of this.#checkups) sink.addCheckup(checkup);
		for (const { kind, day, value, source } of withSums(this.#totals, sink)) {
			sink.setDay(kind, day, value, { source });
		}
	}

	#hasRoom(): boolean {
		this.#count++;
		return this.#count <= MAX_FOUND;
	}

	/**
	 * By the Patients that are there, and whom the resources are about. A server may refer to the one
	 * Patient otherwise than the file names it, but then it does so always.
	 */
	#isOfSeveral(): boolean {
		if (this.#patients.size > 1) return true;
		const known = new Set([...this.#patients.values()].flat());
		const others = [...this.#subjects].filter((subject) => !known.has(subject));
		return others.length > (others.length === this.#subjects.size ? 1 : 0);
	}
}

/** The last part of an address or a reference: `x` of `Patient/x` or `urn:uuid:x`. */
export function lastPart(address: string): string {
	return /[^/:]*$/.exec(address.replace(/\/_history\/[^/]*$/, ''))?.[0] ?? '';
}

/** The last part of the reference to whom a resource is about; null if not said. */
export function subjectOf(resource: unknown): string | null {
	// DSTU2, which is among Apple's clinical records, calls it `patient` in some resources.
	const subject = member(resource, 'subject') ?? member(resource, 'patient');
	const reference = asString(member(subject, 'reference'));
	return reference === null ? null : lastPart(reference);
}
