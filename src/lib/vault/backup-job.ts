import { err, type Result } from '$lib/codec/result';
import type { Progress } from './age-scrypt';
import type { BackupFileError } from './backup-file';
import type { BackupAnswer, BackupQuestion } from './backup.worker';
import { workerUrl } from './worker-urls';

/** Closing or opening a file in a worker, which goes when it is done. */
export interface BackupJob {
	readonly outcome: Promise<Result<Uint8Array, BackupFileError | 'cancelled' | 'failed'>>;
	/** Ends it at once: nothing of it stays. */
	cancel(): void;
}

/** @param onProgress of the passphrase's slow step, from 0 to 1 */
export function startBackupJob(question: BackupQuestion, onProgress: Progress): BackupJob {
	const worker = new Worker(workerUrl('backup'), { type: 'module', name: 'backup' });
	const { promise, resolve } = withResolvers<Awaited<BackupJob['outcome']>>();
	const end = (outcome: Awaited<BackupJob['outcome']>) => {
		worker.terminate();
		resolve(outcome);
	};
	worker.addEventListener('message', ({ data }: MessageEvent<BackupAnswer>) => {
		if ('outcome' in data) end(data.outcome);
		else onProgress(data.fraction);
	});
	const failed = (event: Event) => {
		event.preventDefault();
		end(err('failed'));
	};
	worker.addEventListener('messageerror', failed);
	worker.addEventListener('error', failed);
	worker.postMessage(question);
	return {
		outcome: promise,
		cancel: () => {
			end(err('cancelled'));
		},
	};
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
	let resolve: (value: T) => void = () => undefined;
	const promise = new Promise<T>((done) => {
		resolve = done;
	});
	return { promise, resolve };
}
