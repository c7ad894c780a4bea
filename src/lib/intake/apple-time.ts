import { parseInstant } from './civil-time';
import { xmlText } from './xml-text';

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

const ZERO = 0x30;
const DASH = 0x2d;
const COLON = 0x3a;
const PLUS = 0x2b;
const SPACE = 0x20;

/** `2016-04-18 08:25:32 -0700` */
const LENGTH = 25;

/** `20150616071820-0700`, as iOS 8 wrote. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([+-]\d{4})$/;

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A time as it is written in the export. Read without a text, as there are two in each record. */
export class AppleTime {
	/** Since 1970-01-01T00:00Z. */
	ms = NaN;
	/** Minutes ahead of UTC, as written: those of the phone that exported, at that time of the year. */
	offsetMinutes = 0;

	set(other: AppleTime): void {
		this.ms = other.ms;
		this.offsetMinutes = other.offsetMinutes;
	}

	/** Whether the bytes are a time; `ms` is NaN if not. @param zone for one without an offset */
	read(bytes: Uint8Array, start: number, end: number, zone: string): boolean {
		this.ms = NaN;
		if (end - start === LENGTH && this.#readUsual(bytes, start)) return true;
		const text = xmlText(bytes, start, Math.min(end, start + 64)).trim();
		const compact = COMPACT.exec(text);
		const instant = parseInstant(
			compact === null ? text : text.replace(COMPACT, '$1-$2-$3 $4:$5:$6 $7'),
			zone,
		);
		if (instant === null) return false;
		this.ms = instant.ms;
		this.offsetMinutes = instant.offsetMinutes;
		return true;
	}

	#readUsual(bytes: Uint8Array, at: number): boolean {
		const sign = bytes[at + 20];
		if (
			bytes[at + 4] !== DASH ||
			bytes[at + 7] !== DASH ||
			bytes[at + 10] !== SPACE ||
			bytes[at + 13] !== COLON ||
			bytes[at + 16] !== COLON ||
			bytes[at + 19] !== SPACE ||
			(sign !== DASH && sign !== PLUS)
		) {
			return false;
		}
		const year = 100 * pair(bytes, at) + pair(bytes, at + 2);
		const month = pair(bytes, at + 5);
		const date = pair(bytes, at + 8);
		const hour = pair(bytes, at + 11);
		const minute = pair(bytes, at + 14);
		const second = pair(bytes, at + 17);
		const offset = 60 * pair(bytes, at + 21) + pair(bytes, at + 23);
		// Comparisons with NaN, which stands for what is no digit, are all false.
		if (!(hour <= 23 && minute <= 59 && second <= 59 && offset <= 1440)) return false;
		const day = dayNumber(year, month, date);
		if (Number.isNaN(day)) return false;
		this.offsetMinutes = sign === DASH ? -offset : offset;
		this.ms =
			day * MS_PER_DAY + (hour * 60 + minute - this.offsetMinutes) * MS_PER_MINUTE + second * 1000;
		return true;
	}
}

/** Two digits as a number, or NaN. */
function pair(bytes: Uint8Array, at: number): number {
	const ten = (bytes[at] ?? 0) - ZERO;
	const one = (bytes[at + 1] ?? 0) - ZERO;
	return ten >= 0 && ten <= 9 && one >= 0 && one <= 9 ? 10 * ten + one : NaN;
}

/** Days since 1970-01-01 in the Gregorian calendar; NaN for a day that does not exist. */
function dayNumber(year: number, month: number, date: number): number {
	const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	const leapDay = isLeap && month === 2 ? 1 : 0;
	if (!(date >= 1 && date <= (DAYS_OF_MONTH[month - 1] ?? 0) + leapDay && year >= 1)) return NaN;
	const before = year - 1;
	const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
	const dayOfYear = (DAYS_BEFORE_MONTH[month - 1] ?? NaN) + date + (isLeap && month > 2 ? 1 : 0);
	return before * 365 + leaps + dayOfYear - 719_163;
}
