import type { Day } from '$lib/records/day';
import { hasModifier, isCheckup, statusCodes } from './fhir-codes';
import { exactDay, parseFhirTime, parsePeriod } from './fhir-dates';
import { subjectOf } from './fhir-findings';
import type { ResourceContext } from './fhir-resource';
import { asArray, member } from './json-access';

/** Of an Encounter (R4, then R5) and of a Procedure. */
const DONE = new Set(['finished', 'completed']);

/** Reads an Encounter (FHIR R4, 8.11) or a Procedure (9.3), if it is a check-up that took place. */
export function readCheckup(
	resource: unknown,
	type: 'Encounter' | 'Procedure',
	context: ResourceContext,
): void {
	const { sink, findings } = context;
	const types = type === 'Encounter' ? member(resource, 'type') : [member(resource, 'code')];
	if (!(asArray(types) ?? []).some(isCheckup)) {
		sink.skip('not-used', type);
		return;
	}
	const isDone = statusCodes(member(resource, 'status')).some((status) => DONE.has(status));
	const isNotDone = member(resource, 'notDone') === true;
	if (hasModifier(resource) || isNotDone || !isDone) {
		sink.skip('not-valid', 'checkup');
		return;
	}
	const day = dayOf(resource, context.zone);
	if (day === null) {
		sink.skip('bad-date', 'checkup');
		return;
	}
	const subject = subjectOf(resource);
	if (subject !== null) findings.addSubject(subject);
	findings.addCheckup({ day, source: context.sourceOf(resource) });
}

/** The day on which it began. */
function dayOf(resource: unknown, zone: string): Day | null {
	const at = exactDay(parseFhirTime(member(resource, 'performedDateTime'), zone));
	if (at !== null) return at;
	const period = member(resource, 'period') ?? member(resource, 'performedPeriod');
	const { start, end } = parsePeriod(period, zone);
	return exactDay(start) ?? exactDay(end);
}
