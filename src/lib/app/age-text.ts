import { m } from '$lib/words/messages';

/** Seconds as a verifier would say them: under two minutes in seconds, else in minutes. */
export function ageText(seconds: number): string {
	const size = Math.abs(seconds);
	return size < 120 ? m.seconds({ n: size }) : m.minutes({ n: Math.round(size / 60) });
}
