import { sampleMonth } from '$lib/records/sample';
import { citizen } from './citizen.svelte';
import { lock } from './lock.svelte';
import { openVault } from './open-vault.svelte';

/** Whether the review page may look at one's own records. */
export type OwnRecords =
	/** Not asked: nothing was opened. */
	| 'closed'
	| 'opening'
	| 'open'
	/** They ask for a passphrase, a printed code or a passkey, which is done on the start screen. */
	| 'locked'
	| 'none'
	| 'failed';

/**
 * One's own records on the review page. It uses none by itself, also not those that the app has open in
 * this tab: what is made of them here stands in the file as well. Only at the reviewer's word.
 */
export class OwnRecordsAsked {
	#isAsked = $state(false);
	#leave: () => void = () => undefined;

	readonly state: OwnRecords = $derived.by(() => {
		if (!this.#isAsked) return 'closed';
		switch (citizen.status) {
			case 'open':
				return 'open';
			case 'locked':
				return 'locked';
			case 'first-visit':
			case 'sample':
				return 'none';
			case 'opening':
			case 'waiting':
				return 'opening';
			case 'failed':
			case 'closed':
				return 'failed';
		}
	});

	readonly isOpen: boolean = $derived(this.state === 'open');

	/** One's own where they are open, else those of somebody who does not exist. */
	readonly records = $derived(this.isOpen ? citizen.records : sampleMonth(citizen.asOf));

	open(): void {
		if (this.#isAsked) return;
		this.#isAsked = true;
		lock.watch();
		this.#leave = openVault.show();
	}

	leave(): void {
		this.#leave();
	}
}
