import { createSubscriber } from 'svelte/reactivity';

import type { Observable } from '$lib/vault/vault';

/** A liveQuery as a reactive value: subscribed while somebody looks, null until the first answer. */
export class Live<T> {
	#value: T | null = null;
	readonly #subscribe: () => void;

	constructor(observable: Observable<T>, onError: (cause: unknown) => void) {
		this.#subscribe = createSubscriber((update) => {
			const subscription = observable.subscribe({
				next: (value) => {
					this.#value = value;
					update();
				},
				error: onError,
			});
			return () => {
				subscription.unsubscribe();
			};
		});
	}

	get current(): T | null {
		this.#subscribe();
		return this.#value;
	}
}
