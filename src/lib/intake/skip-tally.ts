import { MAX_SKIP_NAMES } from './limits';
import type { SkipReason } from './record-sink';
import type { Skipped } from './report';
import { cleanName } from './source-name';

/** Counts what was skipped, by reason. */
export class SkipTally {
	readonly #reasons = new Map<SkipReason, { count: number; readonly what: Set<string> }>();

	skip(reason: SkipReason, what?: string, count = 1): void {
		let tally = this.#reasons.get(reason);
		if (tally === undefined) {
			tally = { count: 0, what: new Set() };
			this.#reasons.set(reason, tally);
		}
		tally.count += count;
		if (what === undefined || tally.what.size >= MAX_SKIP_NAMES || tally.what.has(what)) return;
		const name = cleanName(what);
		if (name !== '') tally.what.add(name);
	}

	report(): Skipped[] {
		return [...this.#reasons]
			.map(([reason, { count, what }]) => ({ reason, count, what: [...what].sort() }))
			.sort((a, b) => (a.reason < b.reason ? -1 : 1));
	}
}
