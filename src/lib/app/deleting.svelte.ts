import { openVault } from './open-vault.svelte';
import { deleteEverything } from './wipe';

/** Deleting everything, from the question to its outcome. */
export class Deleting {
	#isAsked = $state(false);
	#outcome = $state<'none' | 'working' | 'done' | 'failed'>('none');

	get isAsked(): boolean {
		return this.#isAsked;
	}

	get outcome(): 'none' | 'working' | 'done' | 'failed' {
		return this.#outcome;
	}

	ask(): void {
		this.#isAsked = true;
	}

	async run(): Promise<void> {
		this.#outcome = 'working';
		openVault.close();
		try {
			await deleteEverything();
			this.#outcome = 'done';
		} catch {
			this.#outcome = 'failed';
		}
	}

	close(): void {
		if (this.#outcome === 'none') this.#isAsked = false;
		else {
			// At the start, and loaded anew: nothing of the old state may stay in memory.
			history.replaceState(null, '', '/');
			location.reload();
		}
	}
}
