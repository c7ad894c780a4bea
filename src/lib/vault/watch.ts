import { liveQuery } from 'dexie';

import type { GuardedDatabase } from './guarded-database';
import { KeysForgotten, StaleKeys } from './keys';

export interface Observer<T> {
	readonly next: (value: T) => void;
	readonly error: (cause: unknown) => void;
}

/** A value as it changes, in this tab or another; the app does not know of Dexie. */
export interface Observable<T> {
	readonly subscribe: (observer: Observer<T>) => { readonly unsubscribe: () => void };
}

/**
 * What a query gives, again and again. After the pages were sealed anew the query is asked from the
 * beginning: one that went on would not know any more what it had read.
 */
export function watchPages<T>(guarded: GuardedDatabase, query: () => Promise<T>): Observable<T> {
	return {
		subscribe({ next, error }) {
			let isWanted = true;
			let subscription: { unsubscribe: () => void } | null = null;
			const start = (): void => {
				if (!isWanted) return;
				subscription = liveQuery(() => guarded.transactOnce('r', query)).subscribe({
					next,
					error: (cause: unknown) => {
						if (cause instanceof StaleKeys) void again(cause);
						// The vault was locked, and says so itself.
						else if (!(cause instanceof KeysForgotten)) error(cause);
					},
				});
			};
			const again = async (cause: StaleKeys): Promise<void> => {
				if (await guarded.refresh().catch(() => false)) start();
				else error(cause);
			};
			start();
			return {
				unsubscribe: () => {
					isWanted = false;
					subscription?.unsubscribe();
				},
			};
		},
	};
}

/** Asks at every change of the vault's state whether the keys are still the ones in force. */
export function watchLock(guarded: GuardedDatabase): () => void {
	const subscription = watchPages(guarded, () => Promise.resolve()).subscribe({
		next: () => undefined,
		// A database that went away tells it in its own way.
		error: () => undefined,
	});
	return subscription.unsubscribe;
}
