import { isDay, type Day } from '$lib/records/day';
import { dayAtOffset, offsetAt, parseInstant } from './civil-time';
import { asString, member } from './json-access';

/** A `date`, `dateTime` or `instant` of FHIR, which may be as coarse as a year. */
export interface FhirTime {
	/** The civil day where it was written; of a year or a month the first. */
	readonly day: Day;
	readonly precision: 'year' | 'month' | 'day' | 'time';
	/** Since 1970-01-01T00:00Z, and on the clock after midnight; null without a time of day. */
	readonly ms: number | null;
	readonly minute: number | null;
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const OFFSET_UNKNOWN = /(?:[Zz]|-00:?00)$/;
const MIDNIGHT = /[T ]00:00(?::00(?:\.0+)?)?(?:[Zz]|-00:?00)$/;

/**
 * The day is the one that stands there, whatever the offset. `Z` says that the local time is not known
 * (RFC 9557, section 2.2), so that it is the day in the home zone then; but midnight with a `Z` is how
 * programs write a date without a time, and stays that date.
 * @param zone the home zone, an IANA name
 * @returns null for anything that is no date of FHIR, or of no year that a record may have
 */
export function parseFhirTime(value: unknown, zone: string): FhirTime | null {
	const text = asString(value)?.trim();
	if (text === undefined || text.length > 64) return null;
	const date = DATE.exec(text);
	if (date !== null) {
		const [, year = '', month, dayOfMonth] = date;
		const day = `${year}-${month ?? '01'}-${dayOfMonth ?? '01'}`;
		if (!isDay(day)) return null;
		const precision = month === undefined ? 'year' : dayOfMonth === undefined ? 'month' : 'day';
		return { day, precision, ms: null, minute: null };
	}
	const instant = parseInstant(text, zone);
	if (instant === null) return null;
	const isInHomeZone = OFFSET_UNKNOWN.test(text) && !MIDNIGHT.test(text);
	const offset = isInHomeZone ? offsetAt(instant.ms, zone) : instant.offsetMinutes;
	const day = dayAtOffset(instant.ms, offset);
	if (day === null) return null;
	const minute = (((Math.floor(instant.ms / 60_000) + offset) % 1440) + 1440) % 1440;
	return { day, precision: 'time', ms: instant.ms, minute };
}

/** A `Period`: its ends as far as they can be read. */
export function parsePeriod(
	period: unknown,
	zone: string,
): { readonly start: FhirTime | null; readonly end: FhirTime | null } {
	return {
		start: parseFhirTime(member(period, 'start'), zone),
		end: parseFhirTime(member(period, 'end'), zone),
	};
}

/** The day, if there is one to the day. */
export function exactDay(time: FhirTime | null): Day | null {
	return time !== null && (time.precision === 'day' || time.precision === 'time') ? time.day : null;
}

/** The day of an instant in milliseconds since 1970, in the home zone, as a time of FHIR. */
export function timeOfInstant(ms: number, zone: string): FhirTime | null {
	const day = dayAtOffset(ms, offsetAt(ms, zone));
	return day === null ? null : { day, precision: 'day', ms: null, minute: null };
}
