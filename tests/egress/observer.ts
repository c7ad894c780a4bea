import { CANARIES, Search, type Canary, type Sighting } from './canaries';
import { readShown, type Said } from './codes';
import type { Looked, Phase, Walk } from './plan';

/** Who asks is the verifier's own setting: it is theirs to keep, to show and to be asked by. */
const VERIFIERS_OWN: Canary = CANARIES.asker;

/** Collects all that is seen during the walk, and searches it at once. */
export class Observer {
	readonly #search = new Search(Object.values(CANARIES));
	readonly #looked = new Map<string, { items: number; bytes: number }>();
	readonly #sightings = new Map<string, Sighting>();
	readonly #controls: Sighting[] = [];
	readonly #codes = new Map<string, number>();
	readonly #codeFaults = new Set<string>();
	readonly #phases: Phase[] = [];
	/** By the text of a code, the part that nobody could know before: seen elsewhere, it has leaked. */
	readonly #shown = new Map<string, Canary>();
	#shownSearch = new Search([]);
	readonly complaints: string[] = [];
	readonly steps: string[] = [];
	/** What the citizen chose to say so far, as `codes.ts` writes it. */
	readonly chosen = new Set<string>();

	/** Looks through one thing of a person that must hold no value. */
	look(kind: string, owner: 'citizen' | 'verifier', place: string, content: string | Uint8Array) {
		const looked = this.#looked.get(kind) ?? { items: 0, bytes: 0 };
		looked.items += 1;
		looked.bytes += content.length;
		this.#looked.set(kind, looked);
		const where = `${owner}, ${kind}: ${place}`;
		for (const search of [this.#search, this.#shownSearch])
			for (const sighting of search.in(where, content))
				if (owner === 'citizen' || sighting.canary !== VERIFIERS_OWN.name)
					this.#sightings.set(`${sighting.canary} ${where}`, sighting);
	}

	/** Looks through what must hold values: a search that finds nothing there finds nothing anywhere. */
	control(place: string, content: string | Uint8Array, expected: readonly Canary[]): void {
		const found = this.#search.in(place, content);
		this.#controls.push(...found);
		for (const { name } of expected)
			if (!found.some(({ canary }) => canary === name))
				throw new Error(`The search did not find "${name}" in ${place}, where it is.`);
	}

	/** A text that was on a screen as a code, or was copied. */
	code(text: string): void {
		const said = readShown(text);
		this.#count(said);
		for (const { place, bytes } of said.parts)
			for (const { canary, form } of this.#search.in(place, bytes))
				if (said.kind !== 'request' || canary !== VERIFIERS_OWN.name)
					this.#codeFaults.add(`${canary} (${form}) in ${place}`);
		if (said.kind === 'request') return;
		const secret = text.slice(-60, -4);
		this.#shown.set(text, { name: `a ${said.kind} that was shown`, text: secret });
		this.#shownSearch = new Search([...this.#shown.values()]);
	}

	#count({ kind, says, fault }: Said): void {
		const entry = says === null ? kind : `${kind}: ${says}`;
		this.#codes.set(entry, (this.#codes.get(entry) ?? 0) + 1);
		if (fault !== null) this.#codeFaults.add(`${kind}: ${fault}`);
		if (says !== null && !this.chosen.has(says))
			this.#codeFaults.add(`${kind}: says ${says}, which nobody chose`);
	}

	phase(phase: Phase): void {
		this.#phases.push(phase);
	}

	/** All of it, for the judgement. */
	walk(broken: string | null): Walk {
		const looked = Array.from(this.#looked, ([kind, sums]): Looked => ({ kind, ...sums }));
		return {
			phases: this.#phases,
			looked,
			sightings: [...this.#sightings.values()],
			controls: this.#controls,
			codes: Object.fromEntries(this.#codes),
			shown: [...this.#shown.values()],
			codeFaults: [...this.#codeFaults],
			complaints: this.complaints,
			steps: this.steps,
			broken,
		};
	}
}
