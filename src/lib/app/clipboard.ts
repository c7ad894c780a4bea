import { ledger } from './ledger.svelte';

/** Puts a code's text on the clipboard, at the holder's tap; false where the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		ledger.note('clipboard', { text });
		return true;
	} catch {
		return false;
	}
}
