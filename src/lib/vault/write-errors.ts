import { err, type Result } from '$lib/codec/result';
import { errorNames } from './error-names';
import type { PageError } from './sealed-table';

/** Why a write did not happen. In every case what rests in the vault is as it was before. */
export type WriteError =
	| PageError
	/** The device has no room left for this site. */
	| 'full'
	/** The database was closed: deleted in another tab, or ended by the browser. */
	| 'closed'
	| 'failed';

/** Thrown inside a transaction of several pages, so that Dexie rolls back what was done before. */
export class WriteRefused extends Error {
	readonly reason: PageError;

	constructor(reason: PageError) {
		super(`write refused: ${reason}`);
		this.reason = reason;
	}
}

export function writeErrorOf(cause: unknown): WriteError {
	if (cause instanceof WriteRefused) return cause.reason;
	const names = errorNames(cause);
	if (names.includes('QuotaExceededError')) return 'full';
	if (names.includes('DatabaseClosedError') || names.includes('InvalidStateError')) return 'closed';
	return 'failed';
}

/** Turns a thrown IndexedDB error, which has rolled its transaction back, into a value. */
export async function attemptWrite<T>(
	work: () => PromiseLike<Result<T, WriteError>>,
): Promise<Result<T, WriteError>> {
	try {
		return await work();
	} catch (cause) {
		return err(writeErrorOf(cause));
	}
}
