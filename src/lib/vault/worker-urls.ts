import argon2 from './argon2.worker.ts?worker&url';
import backup from './backup.worker.ts?worker&url';
import secrets from './secrets.worker.ts?worker&url';

/** The workers of the app, each at the address that the build gave it. */
const ADDRESSES = { argon2, backup, secrets };

export type WorkerName = keyof typeof ADDRESSES;

/** Lets these addresses through and no other. Null where the browser has no Trusted Types. */
const policy = globalThis.trustedTypes?.createPolicy('tessera-workers', {
	createScriptURL: (address) => {
		if (!Object.values(ADDRESSES).includes(address))
			throw new TypeError('not a worker of this app');
		return address;
	},
});

/** What `new Worker` takes, as a string of one of the built workers' addresses. */
export function workerUrl(name: WorkerName): string {
	const address = ADDRESSES[name];
	// The DOM types know only strings here; with Trusted Types the browser takes the wrapped one.
	return (policy?.createScriptURL(address) as unknown as string | undefined) ?? address;
}
