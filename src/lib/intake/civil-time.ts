import { isDay, numberToDay, dayToNumber, type Day } from '$lib/records/day';

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;
const MINUTES_PER_DAY = 1440;
/** Zones change their offset at full quarters of an hour. */
const MS_PER_QUARTER = 15 * MS_PER_MINUTE;
/** What a `Date` can be. */
const LARGEST_MS = 8.64e15;

const FIRST_DAY = dayToNumber('1900-01-01');
const LAST_DAY = dayToNumber('2199-12-31');

/** An instant, and what the clocks said where it was written down. */
export interface CivilInstant {
	/** Since 1970-01-01T00:00Z. */
	readonly ms: number;
	/** Minutes ahead of UTC. */
	readonly offsetMinutes: number;
}

interface Zone {
	readonly format: Intl.DateTimeFormat;
	/** By day of UTC: the offset of the whole of it, or null where it changes within. */
	readonly ofDay: Map<number, number | null>;
}

/** Making a formatter costs a hundred times what using it costs. */
const zones = new Map<string, Zone>();

/**
 * How many minutes the clocks of a zone are ahead of UTC at an instant.
 * @param zone IANA name; a RangeError if unknown (check with `isTimeZone`)
 */
export function offsetAt(ms: number, zone: string): number {
	if (!(Math.abs(ms) <= LARGEST_MS - MS_PER_DAY)) return 0;
	const known = zoneOf(zone);
	const day = Math.floor(ms / MS_PER_DAY);
	let offset = known.ofDay.get(day);
	if (offset === undefined) {
		const first = computeOffset(day * MS_PER_DAY, known.format);
		offset = first === computeOffset((day + 1) * MS_PER_DAY - 1, known.format) ? first : null;
		known.ofDay.set(day, offset);
	}
	if (offset !== null) return offset;
	return computeOffset(Math.floor(ms / MS_PER_QUARTER) * MS_PER_QUARTER, known.format);
}

function zoneOf(name: string): Zone {
	const known = zones.get(name);
	if (known !== undefined) return known;
	const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
		timeZone: name,
		hourCycle: 'h23',
		...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
		era: 'short',
	});
	const made = { format, ofDay: new Map<number, number | null>() };
	zones.set(name, made);
	return made;
}

function computeOffset(ms: number, format: Intl.DateTimeFormat): number {
	const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
	for (const { type, value } of format.formatToParts(ms)) part[type] = value;
	const year = part.era?.startsWith('B') === true ? 1 - Number(part.year) : Number(part.year);
	const local = Date.UTC(2000, Number(part.month) - 1, Number(part.day));
	// `Date.UTC` would take the years 0 to 99 for those of the last century.
	const midnight = new Date(local).setUTCFullYear(year, Number(part.month) - 1, Number(part.day));
	const minutes = midnight / MS_PER_MINUTE + Number(part.hour) * 60 + Number(part.minute);
	return minutes - Math.floor(ms / MS_PER_MINUTE);
}

/** By number since 1970; a century has 36,525, and three can be told. */
const days = new Map<number, Day>();

/** The civil day at an instant where clocks are so many minutes ahead; null if no record may have it. */
export function dayAtOffset(ms: number, offsetMinutes: number): Day | null {
	const number = Math.floor((ms + offsetMinutes * MS_PER_MINUTE) / MS_PER_DAY);
	if (!(number >= FIRST_DAY && number <= LAST_DAY)) return null;
	let day = days.get(number);
	if (day === undefined) {
		day = numberToDay(number);
		days.set(number, day);
	}
	return day;
}

/** The instant at which the clocks of a zone show this; of an hour that comes twice, the first. */
export function localToInstant(localMs: number, zone: string): CivilInstant {
	// A day before and after: on the two sides of a change if one is near.
	const before = offsetAt(localMs - MS_PER_DAY, zone);
	const after = offsetAt(localMs + MS_PER_DAY, zone);
	for (const offsetMinutes of before === after ? [before] : [before, after]) {
		const ms = localMs - offsetMinutes * MS_PER_MINUTE;
		if (offsetAt(ms, zone) === offsetMinutes) return { ms, offsetMinutes };
	}
	// An hour that is left out: clocks went on as before.
	return { ms: localMs - before * MS_PER_MINUTE, offsetMinutes: before };
}

const INSTANT =
	/^(\d{4}-\d{2}-\d{2})(?:T| +)(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? *(?:([Zz])|([+-])(\d{2}):?(\d{2})?)?$/;

/**
 * A time as ISO 8601 and its neighbours write it: `2016-04-18T08:25:32.123+02:00`, with a space, with
 * `-0700`, with or without seconds. Null for anything else, such as a day alone.
 * @param zone IANA name, for a time without an offset; a RangeError if unknown
 */
export function parseInstant(text: string, zone: string): CivilInstant | null {
	const match = INSTANT.exec(text.trim());
	if (match === null) return null;
	const [, day, hour, minute, second = '0', fraction = '', utc, sign, ahead, aheadMinute = '0'] =
		match;
	if (!isDay(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
	const localMs =
		dayToNumber(day) * MS_PER_DAY +
		(Number(hour) * 60 + Number(minute)) * MS_PER_MINUTE +
		Number(second) * 1000 +
		Number(fraction.slice(0, 3).padEnd(3, '0'));
	if (utc !== undefined) return { ms: localMs, offsetMinutes: 0 };
	if (sign === undefined) return localToInstant(localMs, zone);
	const offsetMinutes = (Number(ahead) * 60 + Number(aheadMinute)) * (sign === '-' ? -1 : 1);
	if (Math.abs(offsetMinutes) > MINUTES_PER_DAY || Number(aheadMinute) > 59) return null;
	return { ms: localMs - offsetMinutes * MS_PER_MINUTE, offsetMinutes };
}
