import type { Result } from '$lib/codec/result';
import { inputOfBlob } from '$lib/intake/file-input';
import { importFiles } from '$lib/intake/pipeline';
import type { Imported, ImportFailure, ImportOptions, ImportProgress } from '$lib/intake/report';
import type { DayEntry } from '$lib/records/records';
import type { GivenFile } from './given-file';

declare const self: DedicatedWorkerGlobalScope;

/** What the page asks. No key is in it: what is read goes back to the page, which keeps it. */
export interface ReadingQuestion {
	readonly files: readonly GivenFile[];
	readonly options: Omit<ImportOptions, 'onProgress' | 'isCancelled'>;
}

/**
 * Any number of steps, then the days in parts, then one outcome without them: a hundred thousand
 * entries at once would hold the page up while it takes them over.
 */
export type ReadingAnswer =
	| { readonly progress: ImportProgress }
	| { readonly days: readonly DayEntry[] }
	| { readonly outcome: Result<Imported, ImportFailure> };

/** Ten steps a second are enough for the eye. */
const PROGRESS_MS = 100;
const DAYS_A_PART = 4000;

const say = (answer: ReadingAnswer): void => {
	self.postMessage(answer);
};

async function read({ files, options }: ReadingQuestion): Promise<void> {
	let saidAt = -PROGRESS_MS;
	const outcome = await importFiles(
		files.map(({ path, blob }) => inputOfBlob(blob, path)),
		{
			...options,
			onProgress: (progress) => {
				const now = performance.now();
				if (now - saidAt < PROGRESS_MS) return;
				saidAt = now;
				say({ progress });
			},
		},
	);
	if (!outcome.ok) {
		say({ outcome });
		return;
	}
	const { records, ...rest } = outcome.value;
	for (let at = 0; at < records.days.length; at += DAYS_A_PART)
		say({ days: records.days.slice(at, at + DAYS_A_PART) });
	say({ outcome: { ok: true, value: { ...rest, records: { ...records, days: [] } } } });
}

self.addEventListener('message', ({ data }: MessageEvent<ReadingQuestion>) => {
	// A bug, or a file that went away: the page hears of it as of any error of a worker.
	read(data).catch(reportError);
});
