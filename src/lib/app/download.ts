import { bytesToHex, utf8ToBytes } from '$lib/codec/bytes';
import { sha256 } from '$lib/codec/sha256';
import { ledger } from './ledger.svelte';

/** Hands a text to its citizen: the browser's own download, from memory, to this device. */
export function downloadText(name: string, text: string, type = 'application/json'): void {
	download(name, utf8ToBytes(text), type);
}

/** The same for what is no text. */
export function downloadBytes(name: string, bytes: Uint8Array): void {
	download(name, bytes, 'application/octet-stream');
}

function download(name: string, bytes: Uint8Array, type: string): void {
	ledger.note('download', { name, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) });
	const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// The browser has taken the blob by the next turn; the address would live as long as the page.
	setTimeout(() => {
		URL.revokeObjectURL(url);
	});
}
