import { addDays, type Day } from '$lib/records/day';
import { hasModifier, measureOf, statusCodes } from './fhir-codes';
import { exactDay, parseFhirTime, parsePeriod } from './fhir-dates';
import { subjectOf, type DayTotal } from './fhir-findings';
import type { LonePressures } from './fhir-pressures';
import { readQuantity } from './fhir-quantity';
import type { ResourceContext } from './fhir-resource';
import { asArray, asString, member } from './json-access';
import type { Measure } from './ucum';

/** The others are not yet, or no longer, a result: registered, preliminary, cancelled and so on. */
const VALID = new Set(['final', 'amended', 'corrected']);
/** An interval of a day, and the hour by which one in autumn is longer, and a bit. */
const LONGEST_DAY_MS = 26 * 3_600_000;
/** What is shorter is of a part of a day; a day in spring has 23 hours, and some end a bit before. */
const SHORTEST_DAY_MS = 22 * 3_600_000;
const WAKING_ENDS = 18 * 60;

/** A value and the element that holds it: the observation itself, or a component. */
interface Part {
	readonly measure: Measure;
	readonly holder: unknown;
}

/** Reads an Observation of FHIR (R4, 10.1) by its LOINC codes. */
export function readObservation(
	resource: unknown,
	pressures: LonePressures,
	context: ResourceContext,
): void {
	const { sink } = context;
	const own = measureOf(member(resource, 'code'));
	const components = asArray(member(resource, 'component')) ?? [];
	const parts: Part[] = [];
	for (const holder of [resource, ...components]) {
		const measure = holder === resource ? own : measureOf(member(holder, 'code'));
		if (measure === 'unclear') {
			sink.skip('broken', 'Observation');
			return;
		}
		if (measure !== null && measure !== 'panel' && measure !== 'smoking') {
			parts.push({ measure, holder });
		}
	}
	const [first] = parts;
	const name = first === undefined ? null : kindOf(first.measure);
	if (name === null && own !== 'panel') {
		if (own === 'smoking') sink.skip('smoking');
		else sink.skip('not-used', 'Observation');
		return;
	}
	const what = name ?? 'bp';
	const isAboutAnother = (asArray(member(resource, 'focus')) ?? []).length > 0;
	const status = statusCodes(member(resource, 'status'));
	if (hasModifier(resource) || isAboutAnother || !status.some((code) => VALID.has(code))) {
		sink.skip('not-valid', what);
	} else if (first === undefined) {
		const isInMembers = (asArray(member(resource, 'hasMember')) ?? []).length > 0;
		sink.skip(isInMembers ? 'told-twice' : 'no-value', what);
	} else {
		readParts(resource, parts, pressures, context);
	}
}

function kindOf(measure: Measure): Exclude<Measure, 'systolic' | 'diastolic'> | 'bp' {
	return measure === 'systolic' || measure === 'diastolic' ? 'bp' : measure;
}

function readParts(
	resource: unknown,
	parts: readonly Part[],
	pressures: LonePressures,
	context: ResourceContext,
): void {
	const { sink, findings } = context;
	const subject = subjectOf(resource);
	if (subject !== null) findings.addSubject(subject);
	const both = parts.filter(({ measure }) => kindOf(measure) === 'bp');
	if (both.length > 0) readPressure(resource, both, pressures, context);
	for (const { measure, holder } of parts) {
		if (measure === 'systolic' || measure === 'diastolic') continue;
		const isTotal = measure === 'steps' || measure === 'sleep';
		const day = isTotal ? dayOfTotal(resource, measure, context) : dayOf(resource, context);
		if (day === null) {
			sink.skip('bad-date', measure);
			continue;
		}
		const value = readQuantity(holder, measure, sink);
		if (value === null) continue;
		const source = context.sourceOf(resource, isTotal);
		if (isTotal) {
			const part = measure === 'steps' ? partOfDay(resource, context) : null;
			findings.addTotal({ kind: measure, day, value, source, part });
		} else findings.addObservation({ kind: measure, day, value, source });
	}
}

/** One skip at the most, whichever of the two values it is that cannot be read. */
function readPressure(
	resource: unknown,
	parts: readonly Part[],
	pressures: LonePressures,
	context: ResourceContext,
): void {
	const { sink, findings } = context;
	const day = dayOf(resource, context);
	if (day === null) {
		sink.skip('bad-date', 'bp');
		return;
	}
	const [one, other] = parts;
	if (one === undefined) return;
	const isPair = other !== undefined && one.measure !== other.measure && parts.length === 2;
	if (!isPair && (other !== undefined || one.holder !== resource)) {
		sink.skip(other === undefined ? 'no-value' : 'broken', 'bp');
		return;
	}
	const value = readQuantity(one.holder, one.measure, sink);
	if (value === null) return;
	const source = context.sourceOf(resource);
	if (isPair) {
		const otherValue = readQuantity(other.holder, other.measure, sink);
		if (otherValue === null) return;
		const isUpperFirst = one.measure === 'systolic';
		findings.addObservation({
			kind: 'bp',
			day,
			systolic: isUpperFirst ? value : otherValue,
			diastolic: isUpperFirst ? otherValue : value,
			source,
		});
	} else if (one.measure === 'systolic' || one.measure === 'diastolic') {
		const pairedBy = `${timeText(resource)}\n${subjectOf(resource) ?? ''}`;
		pressures.add({ side: one.measure, value, day, source, pairedBy }, sink);
	}
}

/** When it was measured, as it stands there. */
function timeText(resource: unknown): string {
	return [
		member(resource, 'effectiveDateTime'),
		member(resource, 'effectiveInstant'),
		member(resource, 'effectivePeriod', 'start'),
		member(resource, 'effectivePeriod', 'end'),
		member(resource, 'issued'),
	]
		.map((text) => asString(text) ?? '')
		.join('\n');
}

/** The day of a reading: it needs one, a month or a year will not do. */
function dayOf(resource: unknown, { zone }: ResourceContext): Day | null {
	const at = member(resource, 'effectiveDateTime') ?? member(resource, 'effectiveInstant');
	if (at !== undefined) return exactDay(parseFhirTime(at, zone));
	const period = member(resource, 'effectivePeriod');
	if (period !== undefined) {
		const { start, end } = parsePeriod(period, zone);
		return exactDay(end ?? start);
	}
	if (member(resource, 'effectiveTiming') !== undefined) return null;
	return exactDay(parseFhirTime(member(resource, 'issued'), zone));
}

/** What steps of a part of a day were counted in; null for all of a day, which may not be over. */
function partOfDay(resource: unknown, { zone }: ResourceContext): DayTotal['part'] {
	const { start, end } = parsePeriod(member(resource, 'effectivePeriod'), zone);
	const [startMs, endMs] = [start?.ms ?? null, end?.ms ?? null];
	if (startMs === null || endMs === null || endMs <= startMs) return null;
	return endMs - startMs < SHORTEST_DAY_MS ? { startMs, endMs } : null;
}

/**
 * The day that a total is of. One of a calendar day counts there, though its end may be the next
 * midnight; else steps count where they begin, and sleep on the day of waking. What spans several days
 * is of none; when it was sent says nothing.
 */
function dayOfTotal(
	resource: unknown,
	measure: 'steps' | 'sleep',
	context: ResourceContext,
): Day | null {
	const period = member(resource, 'effectivePeriod');
	if (period === undefined) {
		const at = member(resource, 'effectiveDateTime') ?? member(resource, 'effectiveInstant');
		return exactDay(parseFhirTime(at, context.zone));
	}
	const { start, end } = parsePeriod(period, context.zone);
	const first = exactDay(start);
	const last = exactDay(end);
	if (first === null || last === null || start === null || end === null) return first ?? last;
	if (start.ms === null || end.ms === null) return first === last ? first : null;
	if (end.ms < start.ms || end.ms - start.ms > LONGEST_DAY_MS) return null;
	if (measure === 'steps' || start.minute === 0) return first;
	return (end.minute ?? 0) > WAKING_ENDS ? addDays(last, 1) : last;
}
