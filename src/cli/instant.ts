import { dayToNumber, isDay } from '$lib/records/day';

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

const INSTANT =
	/^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d+))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * An instant as RFC 3339, section 5.6, writes it: `2026-11-20T12:00:00Z`, or with an offset, or a
 * fraction of a second. Milliseconds since the epoch, what is finer cut off; `null` for anything
 * else, lower-case letters, leap seconds and years outside of 1900 to 2199 included.
 */
export function parseInstant(text: string): number | null {
	const match = INSTANT.exec(text);
	const [, day, hours, minutes, seconds, fraction = '', sign, ahead = 0, aheadMinutes = 0] =
		match ?? [];
	if (!isDay(day)) return null;
	const minuteOfDay = Number(hours) * 60 + Number(minutes);
	const offset = (Number(ahead) * 60 + Number(aheadMinutes)) * (sign === '-' ? -1 : 1);
	return (
		dayToNumber(day) * MS_PER_DAY +
		(minuteOfDay - offset) * MS_PER_MINUTE +
		Number(seconds) * 1000 +
		Number(fraction.slice(0, 3).padEnd(3, '0'))
	);
}
