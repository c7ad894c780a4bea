import type { ChosenBy } from '$lib/attest/bits';
import type { Disclosure } from '$lib/attest/claims';
import { bytesToHex } from '$lib/codec/bytes';
import { hourInZone } from '$lib/records/day';
import type { Receipt } from '$lib/vault/contents';
import { citizen } from './citizen.svelte';
import { browserRandom } from './random';

const RECEIPT_ID_BYTES = 8;

/** A receipt of this hour, under an id that says nothing. */
export function newReceipt(
	content: Pick<Receipt, 'mode' | 'asker' | 'asked' | 'disclosure' | 'codes'>,
): Receipt {
	return {
		...content,
		id: bytesToHex(browserRandom(RECEIPT_ID_BYTES)),
		day: citizen.today,
		hour: hourInZone(Date.now(), citizen.homeZone),
		kept: false,
	};
}

/** Adds to what was said today. The sum is kept even where receipts are turned off. */
export function noteSaid(
	disclosure: Disclosure,
	chosenBy: ChosenBy,
	also: { readonly lastShown?: Disclosure } = {},
): Promise<boolean> {
	const day = citizen.today;
	return citizen.editSettings((settings) => {
		const before = settings.saidToday?.day === day ? settings.saidToday.made : [];
		return {
			...settings,
			...also,
			saidToday: { day, made: [...before, { disclosure, chosenBy }] },
		};
	});
}
