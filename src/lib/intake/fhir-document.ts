import type { Signature } from '$lib/records/kinds';
import { readCheckup } from './fhir-checkups';
import { hasModifier, statusCodes } from './fhir-codes';
import { readCondition } from './fhir-conditions';
import { parseFhirTime, type FhirTime } from './fhir-dates';
import { Findings, lastPart, subjectOf } from './fhir-findings';
import { readObservation } from './fhir-observations';
import { LonePressures } from './fhir-pressures';
import type { ResourceContext } from './fhir-resource';
import {
	FHIR_SOURCE,
	indexOf,
	sourceOfDocument,
	sourceOfResource,
	type ReferenceIndex,
} from './fhir-source';
import { asArray, asString, member } from './json-access';
import type { RecordSink } from './record-sink';

/** A Bundle in a Bundle is read (a batch of searches answers so), one in that is not. */
const MAX_DEPTH = 2;
/** Of a report. One that is not complete yet may have results that are: each says so itself. */
const WITHDRAWN: ReadonlySet<string> = new Set(['cancelled', 'entered-in-error']);
const RESOURCE_TYPE = /^[A-Z][A-Za-z]{1,39}$/;

export interface DocumentContext {
	/** The home zone, an IANA name. */
	readonly zone: string;
	/** Of a signed document: whether it was checked. Null for one that is not signed. */
	readonly signature: Signature | null;
	/** When the document was issued, if something outside of the resources says so. */
	readonly issued: FhirTime | null;
}

/** What is around a resource. */
interface Surroundings {
	readonly index: ReferenceIndex;
	readonly source: string | null;
	readonly time: FhirTime | null;
}

/** Whether it is a resource of FHIR: a JSON object that names its type. */
export function isResource(json: unknown): boolean {
	return RESOURCE_TYPE.test(asString(member(json, 'resourceType')) ?? '');
}

/** Resources and Bundles of one file, read one after the other; `finish` hands over what was found. */
export class FhirDocument {
	readonly #sink: RecordSink;
	readonly #context: DocumentContext;
	readonly #findings: Findings;
	readonly #pressures = new LonePressures();

	constructor(sink: RecordSink, context: DocumentContext) {
		this.#sink = sink;
		this.#context = context;
		this.#findings = new Findings(context.signature);
	}

	/** Reads a resource, or all in a Bundle. @param json anything that a JSON parser returns */
	add(json: unknown): void {
		const { issued } = this.#context;
		this.#read(json, null, { index: new Map(), source: null, time: issued }, 0);
	}

	/** To be called once, whether the file was read to its end or not. */
	finish(): void {
		this.#pressures.finish(this.#findings, this.#sink);
		this.#findings.deliver(this.#sink);
	}

	#read(json: unknown, fullUrl: string | null, around: Surroundings, depth: number): void {
		const type = asString(member(json, 'resourceType'));
		if (type === null || !RESOURCE_TYPE.test(type)) {
			this.#sink.skip('broken');
		} else if (type === 'Bundle') {
			if (depth < MAX_DEPTH) this.#readBundle(json, around, depth);
			else this.#sink.skip('not-used', 'Bundle');
		} else if (type === 'Observation') {
			readObservation(json, this.#pressures, this.#contextIn(around));
		} else if (type === 'Condition') {
			readCondition(json, this.#contextIn(around));
		} else if (type === 'Encounter' || type === 'Procedure') {
			readCheckup(json, type, this.#contextIn(around));
		} else if (type === 'DiagnosticReport') {
			this.#readReport(json, around);
		} else {
			if (type === 'Patient') this.#readPatient(json, fullUrl);
			this.#sink.skip('not-used', type);
		}
	}

	/**
	 * Results mostly stand beside their report; some systems put them into it. What is in it says no more
	 * than it says itself: without a date of its own it has none.
	 */
	#readReport(report: unknown, around: Surroundings): void {
		const results = (asArray(member(report, 'contained')) ?? []).filter(
			(resource) => member(resource, 'resourceType') === 'Observation',
		);
		if (results.length === 0) {
			this.#sink.skip('not-used', 'DiagnosticReport');
		} else if (
			hasModifier(report) ||
			statusCodes(member(report, 'status')).some((code) => WITHDRAWN.has(code))
		) {
			this.#sink.skip('not-valid', 'DiagnosticReport');
		} else {
			const subject = subjectOf(report);
			if (subject !== null) this.#findings.addSubject(subject);
			for (const result of results)
				readObservation(result, this.#pressures, this.#contextIn(around));
		}
	}

	#contextIn({ index, source, time }: Surroundings): ResourceContext {
		return {
			sink: this.#sink,
			findings: this.#findings,
			zone: this.#context.zone,
			documentTime: time,
			sourceOf: (resource, deviceFirst = false) =>
				sourceOfResource(resource, index, deviceFirst) ?? source ?? FHIR_SOURCE,
		};
	}

	/** Only how others call it: a name or a birthday is nothing that is needed. */
	#readPatient(json: unknown, fullUrl: string | null): void {
		const names = [asString(member(json, 'id')), fullUrl === null ? null : lastPart(fullUrl)];
		this.#findings.addPatient(names.filter((name) => name !== null));
	}

	#readBundle(bundle: unknown, around: Surroundings, depth: number): void {
		const entries = asArray(member(bundle, 'entry')) ?? [];
		const index = indexOf(entries);
		const composition = entries
			.map((entry) => member(entry, 'resource'))
			.find((resource) => member(resource, 'resourceType') === 'Composition');
		const { zone } = this.#context;
		const time =
			parseFhirTime(member(composition, 'date'), zone) ??
			parseFhirTime(member(bundle, 'timestamp'), zone);
		if (time !== null && time.ms !== null) this.#sink.takenAt(time.ms);
		const inside: Surroundings = {
			index,
			source: sourceOfDocument(composition, index) ?? around.source,
			time: time ?? around.time,
		};
		const isHistory = member(bundle, 'type') === 'history';
		const seen = new Set<string>();
		for (const entry of entries) {
			const resource = member(entry, 'resource');
			if (isHistory && !isNewest(entry, resource, seen)) {
				this.#sink.skip('told-twice', asString(member(resource, 'resourceType')) ?? undefined);
				continue;
			}
			// An entry may be a mere answer or request, such as a deletion.
			if (resource === undefined) continue;
			this.#read(resource, asString(member(entry, 'fullUrl')), inside, depth + 1);
		}
	}
}

/** In a history the versions of a resource follow each other, the newest first (FHIR R4, 3.1.0.14). */
function isNewest(entry: unknown, resource: unknown, seen: Set<string>): boolean {
	const id = asString(member(resource, 'id'));
	const type = asString(member(resource, 'resourceType'));
	const address = asString(member(entry, 'request', 'url'));
	const deleted = /([A-Z][A-Za-z]+\/[^/?]+)(?:\/_history\/[^/]*)?$/.exec(address ?? '')?.[1];
	const key = id !== null && type !== null ? `${type}/${id}` : deleted;
	if (key === undefined) return true;
	if (seen.has(key)) return false;
	seen.add(key);
	return true;
}
