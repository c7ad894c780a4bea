import { m } from '$lib/words/messages';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds as a verifier would say them: in the largest unit of which there are two. */
export function ageText(seconds: number): string {
	const size = Math.abs(seconds);
	if (size < 2 * MINUTE) return m.seconds({ n: size });
	if (size < 2 * HOUR) return m.minutes({ n: Math.round(size / MINUTE) });
	if (size < 2 * DAY) return m.hours({ n: Math.round(size / HOUR) });
	return m.days({ n: Math.round(size / DAY) });
}
