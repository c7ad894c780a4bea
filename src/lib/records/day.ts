/**
 * A civil date `YYYY-MM-DD` in the citizen's home zone, proleptic Gregorian, years 1900 to 2199.
 * Being of fixed length, days compare as texts: `a < b` means "a is earlier".
 */
export type Day = string;

/** `YYYY-MM`. */
export type Month = string;

const MS_PER_DAY = 86_400_000;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

// Wider than what a record may have, so that a window may begin before 1900; days still have four
// digits for the year, and compare as texts.
const FIRST_NUMBER = Date.UTC(1000, 0, 1) / MS_PER_DAY;
const LAST_NUMBER = Date.UTC(9999, 11, 31) / MS_PER_DAY;

/** Whether the text is a day that exists: 2023-02-29 does not. */
export function isDay(text: unknown): text is Day {
	if (typeof text !== 'string') return false;
	const match = DAY.exec(text);
	if (match === null) return false;
	const year = Number(match[1]);
	const month = Number(match[2]);
	const date = Number(match[3]);
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
	// Day 0 of the following month is the last day of this one.
	return date >= 1 && date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * Ten years of scores turn days into numbers and back a hundred thousand times, always the same few
 * thousand: known ones are looked up. No more than the 110,000 days that there are can come together.
 */
const numbers = new Map<Day, number>();
const days = new Map<number, Day>();

/** Days since 1970-01-01. Throws a RangeError if the argument is not a day: check with `isDay`. */
export function dayToNumber(day: Day): number {
	const known = numbers.get(day);
	if (known !== undefined) return known;
	if (!isDay(day)) throw new RangeError('day: expected YYYY-MM-DD from 1900 to 2199');
	const number =
		Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) /
		MS_PER_DAY;
	numbers.set(day, number);
	return number;
}

/** The day so many days after 1970-01-01. Throws a RangeError outside of the years 1000 to 9999. */
export function numberToDay(number: number): Day {
	const known = days.get(number);
	if (known !== undefined) return known;
	if (!Number.isInteger(number) || number < FIRST_NUMBER || number > LAST_NUMBER) {
		throw new RangeError('day number: expected an integer within the years 1000 to 9999');
	}
	const day = new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
	// Only what a record can have is kept; a window may begin long before.
	if (isDay(day)) days.set(number, day);
	return day;
}

/** The day `n` days later (earlier for a negative `n`). */
export function addDays(day: Day, n: number): Day {
	return numberToDay(dayToNumber(day) + n);
}

/** How many days `b` lies after `a`; negative if before. */
export function daysBetween(a: Day, b: Day): number {
	return dayToNumber(b) - dayToNumber(a);
}

export function monthOf(day: Day): Month {
	return day.slice(0, 7);
}

/** The months that the `length` days ending with `lastDay` touch, earliest first. */
export function monthsOfWindow(lastDay: Day, length: number): Month[] {
	const first = monthToNumber(monthOf(addDays(lastDay, 1 - length)));
	const count = monthToNumber(monthOf(lastDay)) - first + 1;
	return Array.from({ length: count }, (_, at) => numberToMonth(first + at));
}

/** Months since year 0. */
function monthToNumber(month: Month): number {
	return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function numberToMonth(number: number): Month {
	const month = (number % 12) + 1;
	return `${String(Math.floor(number / 12))}-${String(month).padStart(2, '0')}`;
}

/** Making a formatter costs a hundred times what using it costs. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
	const known = formatters.get(timeZone);
	if (known !== undefined) return known;
	// Calendar and digits are fixed: the device's own may be Buddhist years in Thai digits.
	const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
	});
	formatters.set(timeZone, made);
	return made;
}

function partsInZone(nowMs: number, timeZone: string): { day: Day; hour: number } {
	let year = '';
	let month = '';
	let date = '';
	let hour = '';
	for (const part of formatterOf(timeZone).formatToParts(nowMs)) {
		if (part.type === 'year') year = part.value;
		else if (part.type === 'month') month = part.value;
		else if (part.type === 'day') date = part.value;
		else if (part.type === 'hour') hour = part.value;
	}
	return { day: `${year}-${month}-${date}`, hour: Number(hour) };
}

/** Whether the text names a zone of the IANA database that this engine knows. */
export function isTimeZone(text: string): boolean {
	// Some engines also take fixed offsets such as +08:00; others would throw on the same text.
	if (!/^[A-Za-z]/.test(text)) return false;
	try {
		formatterOf(text);
		return true;
	} catch {
		return false;
	}
}

/**
 * The civil day in a zone.
 * @param nowMs an instant, milliseconds since 1970-01-01T00:00Z
 * @param timeZone IANA name; a RangeError if unknown (check with `isTimeZone`)
 */
export function dayInZone(nowMs: number, timeZone: string): Day {
	return partsInZone(nowMs, timeZone).day;
}

/** The hour of the civil day in a zone, 0…23. Arguments as in `dayInZone`. */
export function hourInZone(nowMs: number, timeZone: string): number {
	return partsInZone(nowMs, timeZone).hour;
}

/** No zone has had a longer civil day since 1900: 24 hours, and some when clocks go back. */
const LONGEST_DAY_MS = 30 * 3_600_000;

/**
 * Milliseconds until a later day begins in the zone, at least 1. Found by bisection instead of by
 * arithmetic on the clock: days have 23 or 25 hours, may begin at 01:00 (Beirut), and in Apia
 * 2011-12-30 did not take place. Arguments as in `dayInZone`.
 */
export function msUntilNextDay(nowMs: number, timeZone: string): number {
	const now = Math.floor(nowMs);
	const today = dayInZone(now, timeZone);
	let same = 0;
	let later = LONGEST_DAY_MS;
	while (later - same > 1) {
		const middle = Math.floor((same + later) / 2);
		if (dayInZone(now + middle, timeZone) > today) later = middle;
		else same = middle;
	}
	return later;
}
