import { canonicalJson } from '$lib/codec/canonical-json';
import type { ReceiptsContent } from './contents';

/** Whether some member of the page's lists is not in the page as it will be: deleted, or changed. */
export function losesMember<T extends object>(present: T, next: T | null): boolean {
	if (next === null) return true;
	const kept = new Set(membersOf(next).map(canonicalJson));
	return membersOf(present).some((member) => !kept.has(canonicalJson(member)));
}

/** Of receipts only a deletion counts: they change all the time, by counting the codes shown. */
export function losesReceipt(present: ReceiptsContent, next: ReceiptsContent | null): boolean {
	const kept = new Set(next?.receipts.map(({ id }) => id));
	return present.receipts.some(({ id }) => !kept.has(id));
}

const membersOf = (page: object): object[] =>
	(Object.values(page) as unknown[]).flatMap(
		(list) => (Array.isArray(list) ? list : []) as object[],
	);
