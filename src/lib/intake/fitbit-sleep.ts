import { parseInstant } from './civil-time';
import { FITBIT } from './fitbit-steps';
import { asArray, asNumber, asString, member } from './json-access';
import type { RecordSink } from './record-sink';

const ORIGIN = { source: FITBIT };
const MS_PER_MINUTE = 60_000;

/** What counts as asleep, and whether it is a stage. `restless`, `awake` and `wake` are no sleep. */
const LEVELS: Readonly<Record<string, boolean>> = {
	deep: true,
	light: true,
	rem: true,
	asleep: false,
};

interface Span {
	readonly startMs: number;
	readonly endMs: number;
}

/**
 * An item of `sleep-*.json`. Its times have no zone: they are what the clocks showed where the sleeper
 * was (andykong.org/blog/fitbitsleeptzcorrection), so one offset holds for a whole sleep.
 */
export function readFitbitNight(item: unknown, sink: RecordSink, zone: string): void {
	const ended = parseInstant(asString(member(item, 'endTime')) ?? '', zone);
	if (ended === null) {
		sink.skip('bad-date', 'sleep');
		return;
	}
	const { offsetMinutes } = ended;
	const add = (span: Span, staged: boolean) => {
		sink.addSleep({ startMs: span.startMs, endMs: span.endMs, offsetMinutes, staged }, ORIGIN);
	};
	const wakes = spansOf(item, 'shortData', offsetMinutes, (level) => level === 'wake');
	const spans = spansOf(item, 'data', offsetMinutes, (level) => Object.hasOwn(LEVELS, level));
	for (const span of spans) {
		for (const rest of without(span, wakes)) add(rest, LEVELS[span.level] === true);
	}
	if (spans.length > 0) return;
	// Entered by hand, or an old one: only how long it was.
	const minutes = asNumber(member(item, 'minutesAsleep'));
	if (minutes === null) sink.skip('no-value', 'sleep');
	else add({ startMs: ended.ms - minutes * MS_PER_MINUTE, endMs: ended.ms }, false);
}

/** The spans of `levels.data`, or of `levels.shortData`: wakes of up to three minutes in the former. */
function spansOf(
	item: unknown,
	name: 'data' | 'shortData',
	offsetMinutes: number,
	isWanted: (level: string) => boolean,
): (Span & { readonly level: string })[] {
	return (asArray(member(item, 'levels', name)) ?? []).flatMap((entry) => {
		const level = asString(member(entry, 'level')) ?? '';
		const local = parseInstant(asString(member(entry, 'dateTime')) ?? '', 'UTC');
		const seconds = asNumber(member(entry, 'seconds'));
		if (!isWanted(level) || local === null || seconds === null) return [];
		const startMs = local.ms - offsetMinutes * MS_PER_MINUTE;
		return [{ level, startMs, endMs: startMs + seconds * 1000 }];
	});
}

/** What remains of a span. */
function without(span: Span, wakes: readonly Span[]): Span[] {
	let rest: Span[] = [span];
	for (const wake of wakes) {
		rest = rest.flatMap((part) => {
			if (wake.endMs <= part.startMs || wake.startMs >= part.endMs) return [part];
			return [
				{ startMs: part.startMs, endMs: wake.startMs },
				{ startMs: wake.endMs, endMs: part.endMs },
			].filter(({ startMs, endMs }) => endMs > startMs);
		});
	}
	return rest;
}
