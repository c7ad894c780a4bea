import { bytesToUtf8 } from '$lib/codec/bytes';
import { parseStrictJson } from '$lib/codec/strict-json';
import { addDays } from '$lib/records/day';
import type { RecordProblem } from '$lib/records/problems';
import { parseRecords, type HealthRecords } from '$lib/records/records';
import { lockOf } from '$lib/vault/backup-header';
import type { ImportCounts } from '$lib/vault/vault';
import { citizen } from './citizen.svelte';
import { holdUpdates } from './updates.svelte';

/** A century of full days is below this; more is not a file of ours. */
const MAX_BYTES = 64_000_000;
const MAX_DEPTH = 8;

export type ImportState =
	| { readonly step: 'none' }
	| { readonly step: 'unreadable'; readonly why: 'too-large' | 'not-json' | 'backup' }
	| { readonly step: 'refused'; readonly problems: readonly RecordProblem[] }
	/** Read and checked; nothing is written yet. */
	| { readonly step: 'ready'; readonly records: HealthRecords }
	| { readonly step: 'writing' }
	| { readonly step: 'done'; readonly counts: ImportCounts };

/** Reading an own export back: look first, then keep. */
export class ImportFile {
	#state = $state.raw<ImportState>({ step: 'none' });

	/** Days in the file that the present retention would delete at the next start. */
	readonly oldDays: number = $derived.by(() => {
		const { keepDays } = citizen.settings;
		if (this.#state.step !== 'ready' || keepDays === null) return 0;
		const first = addDays(citizen.today, -keepDays);
		return this.#state.records.days.filter(({ day }) => day < first).length;
	});

	/** Whether to keep them, for good: nothing of a file goes without its citizen's word. */
	keepsOldDays = $state(true);

	get state(): ImportState {
		return this.#state;
	}

	async read(file: Blob): Promise<void> {
		if (file.size > MAX_BYTES) {
			this.#state = { step: 'unreadable', why: 'too-large' };
			return;
		}
		const bytes = new Uint8Array(await file.arrayBuffer());
		if (lockOf(bytes) !== null) {
			this.#state = { step: 'unreadable', why: 'backup' };
			return;
		}
		const text = bytesToUtf8(bytes);
		const json =
			text === null ? null : parseStrictJson(text, { maxDepth: MAX_DEPTH, maxLength: MAX_BYTES });
		if (json?.ok !== true) {
			this.#state = { step: 'unreadable', why: 'not-json' };
			return;
		}
		const records = parseRecords(json.value);
		this.#state = records.ok
			? { step: 'ready', records: records.value }
			: { step: 'refused', problems: records.error };
	}

	async keep(): Promise<void> {
		const ready = this.#state;
		if (ready.step !== 'ready') return;
		const liftsRetention = this.oldDays > 0 && this.keepsOldDays;
		this.#state = { step: 'writing' };
		const release = holdUpdates();
		const isKept = await citizen.change(async (vault) => {
			if (liftsRetention) {
				const lifted = await vault.editSettings((settings) => ({ ...settings, keepDays: null }));
				if (!lifted.ok) return lifted;
			}
			const written = await vault.importRecords(ready.records);
			if (written.ok) this.#state = { step: 'done', counts: written.value };
			return written;
		});
		release();
		// A failed write has its notice above the page; the file stays ready for another try.
		if (!isKept) this.#state = ready;
	}

	clear(): void {
		this.#state = { step: 'none' };
	}
}
