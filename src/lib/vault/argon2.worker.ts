import { hashPassphrase } from './passphrase-hash';

declare const self: DedicatedWorkerGlobalScope;

/** What the page asks: both as bytes, moved here and gone there. */
export interface PassphraseQuestion {
	readonly passphrase: Uint8Array<ArrayBuffer>;
	readonly salt: Uint8Array<ArrayBuffer>;
}

self.addEventListener('message', ({ data }: MessageEvent<PassphraseQuestion>) => {
	const key = new Uint8Array(hashPassphrase(data.passphrase, data.salt));
	data.passphrase.fill(0);
	self.postMessage(key, [key.buffer]);
});
