import { liveQuery, type Observable } from 'dexie';

import type { Result } from '$lib/codec/result';
import { monthOf, type Day } from '$lib/records/day';
import type { Receipt, ReceiptsContent } from './contents';
import type { SealedTable } from './sealed-table';
import { attemptWrite, type WriteError } from './write-errors';

/** How long a receipt stays unless its citizen keeps it, in days. */
export const RECEIPT_DAYS = 30;

/** The citizen's own receipts of what was shown. They rest sealed, a page a month. */
export class Receipts {
	readonly #table: SealedTable<ReceiptsContent>;

	constructor(table: SealedTable<ReceiptsContent>) {
		this.#table = table;
	}

	/** All receipts that open, newest first. */
	watch(): Observable<Receipt[]> {
		return liveQuery(async () => {
			const { pages } = await this.#table.all();
			return pages
				.flatMap(({ content }) => content.receipts)
				.sort((a, b) => (a.day === b.day ? b.hour - a.hour : a.day < b.day ? 1 : -1));
		});
	}

	/** Writes a new receipt, or the newer state of one that is there. */
	put(receipt: Receipt): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#table.update(monthOf(receipt.day), (page) => ({
				receipts: [...(page?.receipts ?? []).filter(({ id }) => id !== receipt.id), receipt],
			})),
		);
	}

	remove(receipt: Receipt): Promise<Result<void, WriteError>> {
		return this.#filter(monthOf(receipt.day), ({ id }) => id !== receipt.id);
	}

	/** Deletes what is older than `firstKept` and not kept. */
	async deleteBefore(firstKept: Day): Promise<void> {
		const { pages } = await this.#table.all();
		for (const { page } of pages)
			await this.#filter(page, ({ kept, day }) => kept || day >= firstKept);
	}

	async removeAll(): Promise<void> {
		const { pages } = await this.#table.all();
		for (const { page } of pages) await this.#table.remove(page);
	}

	#filter(page: string, stays: (receipt: Receipt) => boolean): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#table.update(page, (present) => {
				const receipts = present?.receipts.filter(stays) ?? [];
				if (receipts.length === present?.receipts.length) return present;
				return receipts.length === 0 ? null : { receipts };
			}),
		);
	}
}
