import { MAX_SKIP_NAMES } from './limits';
import type { SkipReason } from './record-sink';
import type { Skipped } from './report';
import { cleanName } from './source-name';

interface Tally {
	count: number;
	/** By name, as it was given. */
	readonly named: Map<string, number>;
}

/** Counts what was skipped, by reason and kind. */
export class SkipTally {
	readonly #reasons = new Map<SkipReason, Tally>();

	skip(reason: SkipReason, what?: string, count = 1): void {
		let tally = this.#reasons.get(reason);
		if (tally === undefined) {
			tally = { count: 0, named: new Map() };
			this.#reasons.set(reason, tally);
		}
		tally.count += count;
		if (what === undefined) return;
		const { named } = tally;
		const before = named.get(what);
		if (before !== undefined || named.size < MAX_SKIP_NAMES) named.set(what, (before ?? 0) + count);
	}

	report(): Skipped[] {
		return [...this.#reasons]
			.map(([reason, { count, named }]) => ({ reason, count, what: cleaned(named) }))
			.sort((a, b) => (a.reason < b.reason ? -1 : 1));
	}
}

/** Sorted, each name once, without what no name may have. */
function cleaned(named: ReadonlyMap<string, number>): Skipped['what'] {
	const counts = new Map<string, number>();
	for (const [what, count] of named) {
		const name = cleanName(what);
		if (name !== '') counts.set(name, (counts.get(name) ?? 0) + count);
	}
	return [...counts]
		.map(([name, count]) => ({ name, count }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}
