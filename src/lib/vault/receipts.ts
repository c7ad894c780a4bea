import { ok, type Result } from '$lib/codec/result';
import { monthOf, type Day } from '$lib/records/day';
import type { Receipt, ReceiptsContent } from './contents';
import type { GuardedDatabase } from './guarded-database';
import type { BrokenPage, SealedTable } from './sealed-table';
import { watchPages, type Observable } from './watch';
import { attemptWrite, type WriteError } from './write-errors';

/** How long a receipt stays unless its citizen keeps it, in days. */
export const RECEIPT_DAYS = 30;

export interface ReceiptsWindow {
	/** Newest first. */
	readonly receipts: readonly Receipt[];
	readonly broken: readonly BrokenPage[];
}

/** The citizen's own receipts of what was shown. They rest sealed, a page a month. */
export class Receipts {
	readonly #guarded: GuardedDatabase;
	readonly #table: SealedTable<ReceiptsContent>;

	constructor(guarded: GuardedDatabase, table: SealedTable<ReceiptsContent>) {
		this.#guarded = guarded;
		this.#table = table;
	}

	/** All receipts that open, and the pages that do not. */
	async all(): Promise<ReceiptsWindow> {
		const { pages, broken } = await this.#table.all();
		const receipts = pages
			.flatMap(({ content }) => content.receipts)
			.sort((a, b) => (a.day === b.day ? b.hour - a.hour : a.day < b.day ? 1 : -1));
		return { receipts, broken };
	}

	/** The same, as they change. */
	watch(): Observable<ReceiptsWindow> {
		return watchPages(this.#guarded, () => this.all());
	}

	/** Writes a new receipt, or one that was deleted a moment ago. */
	put(receipt: Receipt): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#table.update(monthOf(receipt.day), (page) => ({
				receipts: [...(page?.receipts ?? []).filter(({ id }) => id !== receipt.id), receipt],
			})),
		);
	}

	/**
	 * Changes a receipt as it rests now, which may be newer than the one at hand. One that was deleted
	 * meanwhile stays deleted.
	 */
	edit(
		{ id, day }: Receipt,
		change: (present: Receipt) => Receipt,
	): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#table.update(
				monthOf(day),
				(page) =>
					page && {
						receipts: page.receipts.map((present) =>
							present.id === id ? change(present) : present,
						),
					},
			),
		);
	}

	remove(receipt: Receipt): Promise<Result<void, WriteError>> {
		return attemptWrite(() =>
			this.#table.update(
				monthOf(receipt.day),
				(page) => page && onlyThose(page, ({ id }) => id !== receipt.id),
			),
		);
	}

	/** Deletes what is older than `firstKept` and not kept. */
	deleteBefore(firstKept: Day): Promise<Result<void, WriteError>> {
		return attemptWrite(async () => {
			await this.#table.updateAll((page) =>
				onlyThose(page, ({ kept, day }) => kept || day >= firstKept),
			);
			return ok(undefined);
		});
	}

	/** Deletes every receipt, kept or not, and the pages that do not open. */
	removeAll(): Promise<Result<void, WriteError>> {
		return attemptWrite(async () => {
			await this.#table.clear();
			return ok(undefined);
		});
	}

	/** Removes a page that does not open, at the citizen's word. */
	removeBroken(page: BrokenPage): Promise<Result<void, WriteError>> {
		return attemptWrite(() => this.#table.removeBroken(page));
	}
}

/** The page with those receipts alone: the same where all stay, null where none does. */
function onlyThose(
	page: ReceiptsContent,
	stays: (receipt: Receipt) => boolean,
): ReceiptsContent | null {
	const receipts = page.receipts.filter(stays);
	if (receipts.length === page.receipts.length) return page;
	return receipts.length === 0 ? null : { receipts };
}
