import type { Day, Month } from '$lib/records/day';
import { getLocale } from '$lib/words/runtime';

// A civil day has no zone: it is formatted as that day in UTC, wherever the device is.
function format(day: Day, options: Intl.DateTimeFormatOptions): string {
	const at = new Date(`${day}T00:00:00Z`);
	const locale = getLocale() === 'en' ? 'en-GB' : 'zh-CN';
	return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(at);
}

/** Sat 21 Nov · 11月21日周六 */
export const dayText = (day: Day): string =>
	format(day, { weekday: 'short', day: 'numeric', month: 'short' });

/** 21 November 2026 · 2026年11月21日 */
export const fullDayText = (day: Day): string =>
	format(day, { day: 'numeric', month: 'long', year: 'numeric' });

/** Nov 2026 · 2026年11月 */
export const monthText = (month: Month): string =>
	format(`${month}-01`, { month: 'short', year: 'numeric' });

/**
 * A zone as people name it: in English its city as in the IANA name (Tokyo); in Chinese, where that
 * name would be foreign, the zone's own name (日本时间).
 */
export function zoneText(zone: string): string {
	if (getLocale() === 'en') return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
	const format = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, timeZoneName: 'longGeneric' });
	const name = format.formatToParts(0).find(({ type }) => type === 'timeZoneName');
	return name?.value ?? zone;
}
