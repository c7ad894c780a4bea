import { monthText } from '$lib/text/days';
import type { BrokenPage } from '$lib/vault/sealed-table';
import { m } from '$lib/words/messages';
import { citizen } from './citizen.svelte';

export type { BrokenPage };

/** Which page it is: a month of days or receipts, or one of the pages that there is one of. */
export function brokenPageText({ table, page, error }: BrokenPage): string {
	if (error === 'newer-version') return m.fail_newer_text();
	const month = page === null ? m.month_unknown() : monthText(page);
	switch (table) {
		case 'days':
			return m.broken_days({ month });
		case 'receipts':
			return m.broken_receipts({ month });
		case 'clinical':
			return m.broken_clinical();
		case 'conditions':
			return m.broken_conditions();
		case 'settings':
			return m.broken_settings();
		case 'batches':
			return m.broken_batches();
	}
}

/** Removes exactly that page, at the citizen's word. */
export function removeBroken(page: BrokenPage): Promise<boolean> {
	return citizen.change((vault) => vault.removeBroken(page));
}
