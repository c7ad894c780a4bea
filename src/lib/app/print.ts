import { errandUntil } from './errands';
import { ledger } from './ledger.svelte';

/** Asks the browser to print what is marked for it (`PrintSheet.svelte`), and nothing else. */
export function printSheet(): void {
	errandUntil(window, ['afterprint']);
	ledger.note('print', { sheet: 'recovery code' });
	print();
}
