import { bytesToHex } from '$lib/codec/bytes';
import { CHANNELS, type Channel } from '$lib/flows/channels';
import type { Outcome } from './attempts';
import { browserRandom } from './random';

/** A channel of the table, and what became of it here, where it was tried. */
export interface TriedChannel extends Channel {
	readonly outcome: Outcome | null;
}

/** Tries, at the reviewer's word, to send something out by each channel that a page can try. */
export class ChannelTrial {
	#outcomes = $state.raw<Readonly<Record<string, Outcome | undefined>>>({});
	#canary = $state('');
	#isTrying = $state(false);

	get isTrying(): boolean {
		return this.#isTrying;
	}

	/** What was to be sent; empty before the first trial. */
	get canary(): string {
		return this.#canary;
	}

	readonly all: readonly TriedChannel[] = $derived(
		CHANNELS.map((channel) => ({ ...channel, outcome: this.#outcomes[channel.id] ?? null })),
	);
	readonly tried: readonly TriedChannel[] = $derived(
		this.all.filter(({ outcome }) => outcome !== null),
	);
	readonly left: readonly TriedChannel[] = $derived(
		this.tried.filter(({ outcome }) => outcome === 'left'),
	);

	async run(): Promise<void> {
		if (this.#isTrying) return;
		this.#isTrying = true;
		this.#outcomes = {};
		this.#canary = `canary-${bytesToHex(browserRandom(6))}`;
		try {
			const { tryAllChannels } = await import('./attempts');
			await tryAllChannels(this.#canary, (id, outcome) => {
				this.#outcomes = { ...this.#outcomes, [id]: outcome };
			});
		} finally {
			this.#isTrying = false;
		}
	}
}
