import { err, ok, type Result } from '$lib/codec/result';
import type { Imported, ImportFailure, ImportProgress } from '$lib/intake/report';
import type { DayEntry } from '$lib/records/records';
import type { ReadingAnswer, ReadingQuestion } from './intake.worker';
import address from './intake.worker.ts?worker&url';

/** Lets this one address through and no other. Null where the browser has no Trusted Types. */
const policy = globalThis.trustedTypes?.createPolicy('tessera-intake', {
	createScriptURL: (asked) => {
		if (asked !== address) throw new TypeError('not the worker that reads files');
		return asked;
	},
});

/** `failed`: the worker could not be loaded, a file could not be read to its end, or a bug. */
export type ReadingOutcome = Result<Imported, ImportFailure | { readonly code: 'failed' }>;

/** Files that are being read beside the page, in a worker which goes when that is done. */
export interface Reading {
	readonly outcome: Promise<ReadingOutcome>;
	/** Ends it at once: nothing of it stays. */
	cancel(): void;
}

/** @param onProgress called ten times a second at the most */
export function startReading(
	question: ReadingQuestion,
	onProgress: (progress: ImportProgress) => void,
): Reading {
	// The DOM types know only strings here; with Trusted Types the browser takes the wrapped one.
	const url = (policy?.createScriptURL(address) as unknown as string | undefined) ?? address;
	const worker = new Worker(url, { type: 'module', name: 'intake' });
	let end: (outcome: ReadingOutcome) => void = () => undefined;
	const outcome = new Promise<ReadingOutcome>((resolve) => {
		end = (value) => {
			worker.terminate();
			resolve(value);
		};
	});
	const days: DayEntry[] = [];
	worker.addEventListener('message', ({ data }: MessageEvent<ReadingAnswer>) => {
		if ('progress' in data) onProgress(data.progress);
		else if ('days' in data) days.push(...data.days);
		else if (data.outcome.ok) {
			const { records, ...rest } = data.outcome.value;
			end(ok({ ...rest, records: { ...records, days } }));
		} else end(data.outcome);
	});
	const failed = (event: Event) => {
		event.preventDefault();
		end(err({ code: 'failed' }));
	};
	worker.addEventListener('messageerror', failed);
	worker.addEventListener('error', failed);
	worker.postMessage(question);
	return {
		outcome,
		cancel: () => {
			end(err({ code: 'cancelled' }));
		},
	};
}
