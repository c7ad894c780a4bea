import { canonicalJson } from '$lib/codec/canonical-json';
import type { Ruleset } from '$lib/score/ruleset';
import type { Receipt } from '$lib/vault/contents';
import type { Vault } from '$lib/vault/vault';
import { m } from '$lib/words/messages';
import { citizen } from './citizen.svelte';
import { downloadText } from './download';
import { openVault } from './open-vault.svelte';
import { toasts } from './toasts.svelte';

/** The files that a citizen can take along. Each is open text: whoever has it can read it. */

/** Every record as `tessera.records/1`. A page that does not open cannot be in it, and that is said. */
export async function downloadRecords(): Promise<void> {
	if (openVault.vault === null) return;
	let read: Awaited<ReturnType<Vault['readAll']>>;
	try {
		read = await openVault.vault.readAll();
	} catch {
		// Closed by the browser or another tab, or its storage failed.
		toasts.say(m.export_failed());
		return;
	}
	const { records, broken } = read;
	downloadText(`tessera-${citizen.today}.json`, `${canonicalJson(records.reveal())}\n`);
	toasts.say(broken.length === 0 ? m.export_done() : m.export_incomplete());
}

export function downloadReceipts(receipts: readonly Receipt[]): void {
	downloadText(`tessera-receipts-${citizen.today}.json`, `${canonicalJson([...receipts])}\n`);
}

/** A ruleset in its canonical form: the SHA-256 of this very text is its pin. */
export function downloadRuleset(ruleset: Ruleset): void {
	downloadText(`${ruleset.id}-${ruleset.version}.json`, canonicalJson(ruleset));
}
