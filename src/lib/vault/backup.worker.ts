import type { Result } from '$lib/codec/result';
import {
	openBackup,
	sealBackup,
	type BackupFileError,
	type BackupLock,
	type BackupSecret,
} from './backup-file';

declare const self: DedicatedWorkerGlobalScope;

/** What the page asks; the bytes are moved here. */
export type BackupQuestion =
	| { readonly job: 'seal'; readonly content: Uint8Array; readonly lock: BackupLock }
	| { readonly job: 'open'; readonly file: Uint8Array; readonly secret: BackupSecret };

/** Any number of fractions, then one outcome. */
export type BackupAnswer =
	{ readonly fraction: number } | { readonly outcome: Result<Uint8Array, BackupFileError> };

const say = (answer: BackupAnswer): void => {
	self.postMessage(answer);
};
const onProgress = (fraction: number): void => {
	say({ fraction });
};

self.addEventListener('message', ({ data }: MessageEvent<BackupQuestion>) => {
	const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
	const asked =
		data.job === 'seal'
			? sealBackup(data.content, data.lock, random, onProgress)
			: openBackup(data.file, data.secret, onProgress);
	asked.then(
		(outcome) => {
			say({ outcome });
		},
		// A bug: the page hears of it as of any error of a worker.
		(cause: unknown) => {
			reportError(cause);
		},
	);
});
