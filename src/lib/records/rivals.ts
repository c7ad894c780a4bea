import { LIFESTYLE_KINDS, type LifestyleKind } from './kinds';
import { MANUAL, type DayEntry } from './records';

/** A kind of which one source must count, as two devices tell the same day. */
export interface Rivalry {
	readonly kind: LifestyleKind;
	/** Every device that tells the kind at all; sorted, each once. */
	readonly sources: readonly string[];
}

/**
 * The kinds of which a device tells a day that another one tells as well. What was entered by hand
 * counts before them all and is no rival.
 *
 * @param beside what the days meet; two of these alone are no matter of theirs
 */
export function rivalries(
	days: readonly DayEntry[],
	beside: readonly DayEntry[] = [],
): readonly Rivalry[] {
	const firstOf = new Map<string, string>();
	const rivals = new Set<LifestyleKind>();
	const sources = new Map<LifestyleKind, Set<string>>(
		LIFESTYLE_KINDS.map((kind) => [kind, new Set()]),
	);
	const take = ({ kind, day, source }: DayEntry, isBeside: boolean): void => {
		if (source === MANUAL) return;
		sources.get(kind)?.add(source);
		const place = `${kind} ${day}`;
		const first = firstOf.get(place);
		if (first === undefined && !isBeside) firstOf.set(place, source);
		else if (first !== undefined && first !== source) rivals.add(kind);
	};
	for (const entry of days) take(entry, false);
	for (const entry of beside) take(entry, true);
	return LIFESTYLE_KINDS.filter((kind) => rivals.has(kind)).map((kind) => ({
		kind,
		sources: [...(sources.get(kind) ?? [])].sort(),
	}));
}
