import type { Day } from '$lib/records/day';
import { conditionOf, hasModifier, statusCodes } from './fhir-codes';
import { parseFhirTime, parsePeriod, type FhirTime } from './fhir-dates';
import { subjectOf } from './fhir-findings';
import type { ResourceContext } from './fhir-resource';
import { member } from './json-access';

const OVER = new Set(['inactive', 'resolved', 'remission']);

/**
 * Reads a Condition of FHIR (R4, 9.2), if it is one that a score uses. A diagnosis that is kept under
 * control earns points, so nothing is taken for one that is not: not a suspected one, and not one that
 * is over without saying since when. Of a month or a year the first day is taken, at both ends.
 */
export function readCondition(resource: unknown, context: ResourceContext): void {
	const { sink, findings } = context;
	const code = conditionOf(member(resource, 'code'));
	if (code === null) {
		// Which one it is concerns nobody, not even the report.
		sink.skip('not-used', 'Condition');
		return;
	}
	const verification = statusCodes(member(resource, 'verificationStatus'));
	const isConfirmed = verification.length === 0 || verification.includes('confirmed');
	if (hasModifier(resource) || !isConfirmed) {
		sink.skip('not-valid', code);
		return;
	}
	const end = abatementOf(resource, context);
	const isOver = statusCodes(member(resource, 'clinicalStatus')).some((status) => OVER.has(status));
	const since = onsetOf(resource, context);
	if (since === null || end === 'undated' || (isOver && end === null)) {
		sink.skip('bad-date', code);
		return;
	}
	const subject = subjectOf(resource);
	if (subject !== null) findings.addSubject(subject);
	findings.addCondition({
		code,
		since: since.day,
		until: end === null ? null : untilOf(end, since),
		source: context.sourceOf(resource),
	});
}

/**
 * The first day on which it is said to hold: the onset, else when it was written down, else when the
 * document or the resource was made. An age or a text as onset says no day.
 */
function onsetOf(resource: unknown, { zone, documentTime }: ResourceContext): FhirTime | null {
	const { start, end } = parsePeriod(member(resource, 'onsetPeriod'), zone);
	return (
		parseFhirTime(member(resource, 'onsetDateTime'), zone) ??
		start ??
		end ??
		parseFhirTime(member(resource, 'recordedDate'), zone) ??
		// STU3 and DSTU2, which Apple's clinical records may be in.
		parseFhirTime(member(resource, 'assertedDate'), zone) ??
		parseFhirTime(member(resource, 'dateRecorded'), zone) ??
		documentTime ??
		parseFhirTime(member(resource, 'meta', 'lastUpdated'), zone)
	);
}

/** A month of the end may have begun before the onset; a day of it may not, and is refused later. */
function untilOf(end: FhirTime, since: FhirTime): Day {
	const isCoarse = end.precision === 'year' || end.precision === 'month';
	return isCoarse && end.day < since.day && since.day.startsWith(end.day.slice(0, 4))
		? since.day
		: end.day;
}

/** When it ended; null if no end is told, `undated` if one is without a day. */
function abatementOf(resource: unknown, { zone }: ResourceContext): FhirTime | 'undated' | null {
	const at = member(resource, 'abatementDateTime');
	if (at !== undefined) return parseFhirTime(at, zone) ?? 'undated';
	const period = member(resource, 'abatementPeriod');
	if (period !== undefined) {
		const { start, end } = parsePeriod(period, zone);
		return start ?? end ?? 'undated';
	}
	const isTold = ['abatementAge', 'abatementRange', 'abatementString'].some(
		(name) => member(resource, name) !== undefined,
	);
	return isTold || member(resource, 'abatementBoolean') === true ? 'undated' : null;
}
