import { isDay, type Day } from '$lib/records/day';
import { dayAtOffset, offsetAt } from './civil-time';
import type { DateOrder } from './csv-mapping';

/** What a cell of a date column says, before it is known which of day and month comes first. */
export type DateCell =
	| { readonly form: 'day'; readonly day: Day; readonly hasTime: boolean }
	/** A moment in UTC, whose civil day depends on the zone. */
	| { readonly form: 'instant'; readonly ms: number; readonly hasTime: boolean }
	| {
			readonly form: 'ordered';
			/** The year may have two digits, and then be the first or the last. */
			readonly parts: readonly [number, number, number];
			readonly separator: string;
			readonly hasTime: boolean;
	  };

const WEEKDAY_BEFORE =
	/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]? +|^(?:星期|周)[一二三四五六日天][,，]? */i;
const WEEKDAY_AFTER =
	/[ ,]*\(?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|(?:星期|周)[一二三四五六日天])\)?$/i;

const YEAR_FIRST = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年 *(\d{1,2})月 *(\d{1,2})[日号]?)(.*)$/;
const COMPACT = /^((?:19|20|21)\d\d)(\d\d)(\d\d)((?:[T ].*)?)$/;
const ORDERED = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d\d)(?!\d)(.*)$/;
const DAY_MONTH_NAME =
	/^(\d{1,2})(?:st|nd|rd|th)?[-. ]+([a-z]{3,9})[-., ]+(\d{4}|\d\d)(?!\d)(.*)$/i;
const MONTH_NAME_DAY = /^([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?!\d)(.*)$/i;
const EPOCH = /^(\d{10}|\d{13})(?:\.\d+)?$/;
const TIME =
	/^(?:T|[ ,]+) *(?:上午|下午|早上|晚上|[ap]m)? *(\d{1,2})(?:[:：.时点](\d{1,2}))?(?:[:：.分](\d{1,2})?(?:[.,]\d{1,9})?秒?)? *([ap]\.?m\.?)? *(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const FULL_MONTHS =
	'january february march april may june july august september october november december'.split(
		' ',
	);

/** Null for what is no date, or one with more behind it than a time and a weekday. */
export function scanDate(cell: string): DateCell | null {
	let text = cell.trim();
	// A cell that long is none; and what follows need not be quick on a long one.
	if (text.length < 6 || text.length > 60) return null;
	const plain = YEAR_FIRST.exec(text);
	if (plain !== null) return yearFirst(plain);
	const epoch = EPOCH.exec(text);
	if (epoch?.[1] !== undefined) return instantOf(epoch[1]);

	text = text.normalize('NFKC').replace(WEEKDAY_BEFORE, '').replace(WEEKDAY_AFTER, '').trim();
	const first = YEAR_FIRST.exec(text);
	if (first !== null) return yearFirst(first);
	const compact = COMPACT.exec(text);
	if (compact !== null) {
		const [, year = '', month = '', day = '', rest = ''] = compact;
		return fixed(dayOf(Number(year), Number(month), Number(day)), rest);
	}
	return ordered(text) ?? named(text);
}

function yearFirst(match: RegExpExecArray): DateCell | null {
	const [, year, , month = match[5], day = match[6], , , rest = ''] = match;
	return fixed(dayOf(Number(year), Number(month), Number(day)), rest);
}

function ordered(text: string): DateCell | null {
	const match = ORDERED.exec(text);
	if (match === null) return null;
	const [, a = '', separator = '', b = '', c = '', rest = ''] = match;
	const time = timeOf(rest);
	if (time === null) return null;
	const parts = [Number(a), Number(b), Number(c)] as const;
	const isAny = ORDERS.some((order) => inOrder(parts, order) !== null);
	return isAny ? { form: 'ordered', parts, separator, hasTime: time.hasTime } : null;
}

function named(text: string): DateCell | null {
	const dayFirst = DAY_MONTH_NAME.exec(text);
	if (dayFirst !== null) {
		const [, day, month = '', year = '', rest = ''] = dayFirst;
		return fixed(dayOf(fullYear(year), monthOf(month), Number(day)), rest);
	}
	const monthFirst = MONTH_NAME_DAY.exec(text);
	if (monthFirst === null) return null;
	const [, month = '', day, year = '', rest = ''] = monthFirst;
	return fixed(dayOf(Number(year), monthOf(month), Number(day)), rest);
}

function monthOf(name: string): number {
	const lower = name.toLowerCase();
	const short = MONTHS.indexOf(lower === 'sept' ? 'sep' : lower);
	return (short === -1 ? FULL_MONTHS.indexOf(lower) : short) + 1;
}

/** A day with what follows it in the cell. A time in UTC makes it an instant. */
function fixed(day: Day | null, rest: string): DateCell | null {
	const time = timeOf(rest);
	if (day === null || time === null) return null;
	if (!time.isUtc) return { form: 'day', day, hasTime: time.hasTime };
	return {
		form: 'instant',
		ms: Date.parse(`${day}T00:00Z`) + time.minutes * 60_000,
		hasTime: time.hasTime,
	};
}

interface Time {
	readonly minutes: number;
	/** Midnight is what programs write where there is no time. */
	readonly hasTime: boolean;
	readonly isUtc: boolean;
}

/** The time as nearly every program writes it. */
const PLAIN_TIME = /^[ T](\d\d):(\d\d)(?::(\d\d))?$/;
const NO_TIME: Time = { minutes: 0, hasTime: false, isUtc: false };

function timeOf(rest: string): Time | null {
	if (rest === '') return NO_TIME;
	let match = PLAIN_TIME.exec(rest);
	if (match === null) {
		const time = rest.replace(WEEKDAY_AFTER, '');
		match = TIME.exec(time);
		if (match === null) return time.trim() === '' ? NO_TIME : null;
	}
	const [, hour, minute = '0', second = '0', , offset = ''] = match;
	if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
	const minutes = Number(hour) * 60 + Number(minute);
	// With another offset the day is as written: that of the clocks there.
	const isUtc = /^(?:Z|UTC|GMT|[+-]00(?::?00)?)$/i.test(offset);
	return { minutes, hasTime: minutes > 0 || Number(second) > 0, isUtc };
}

function instantOf(digits: string): DateCell {
	const ms = digits.length === 10 ? Number(digits) * 1000 : Number(digits);
	return { form: 'instant', ms, hasTime: ms % 86_400_000 !== 0 };
}

export const ORDERS: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];

type Parts = readonly [number, number, number];

/** The day that three numbers are if they are meant in this order; null if none. */
export function inOrder([a, b, c]: Parts, order: DateOrder): Day | null {
	if (order === 'dmy') return dayOf(fullYear(c), b, a);
	if (order === 'mdy') return dayOf(fullYear(c), a, b);
	return c > 99 ? null : dayOf(fullYear(a), b, c);
}

/** Two digits are of 1980 to 2079. */
function fullYear(year: number | string): number {
	const number = Number(year);
	if (number > 99) return number;
	return number + (number < 80 ? 2000 : 1900);
}

/** Days that were met: checking one costs more than all the rest, and a table repeats them. */
const known = new Map<number, Day | null>();
const MAX_KNOWN = 100_000;

function dayOf(year: number, month: number, date: number): Day | null {
	const key = (year * 100 + month) * 100 + date;
	const before = known.get(key);
	if (before !== undefined) return before;
	const two = (number: number) => String(number).padStart(2, '0');
	const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
	const day = isDay(text) ? text : null;
	if (known.size < MAX_KNOWN) known.set(key, day);
	return day;
}

/**
 * The civil day that a cell means. Where the table is said to have the year first and the cell has it
 * last, it is taken only if day and month cannot be mistaken.
 * @param zone IANA name, for moments in UTC
 */
export function dayOfCell(cell: DateCell, order: DateOrder, zone: string): Day | null {
	if (cell.form === 'day') return cell.day;
	if (cell.form === 'instant') return dayAtOffset(cell.ms, offsetAt(cell.ms, zone));
	const day = inOrder(cell.parts, order);
	if (day !== null || order !== 'ymd' || cell.parts[2] <= 99) return day;
	const dayFirst = inOrder(cell.parts, 'dmy');
	const monthFirst = inOrder(cell.parts, 'mdy');
	if (dayFirst === null || monthFirst === null) return dayFirst ?? monthFirst;
	return dayFirst === monthFirst ? dayFirst : null;
}
