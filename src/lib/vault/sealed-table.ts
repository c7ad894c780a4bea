import * as v from 'valibot';

import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import type { PageTable, TesseraDatabase } from './database';
import type { VaultKeys } from './keys';
import { openPage, sealPage, type OpenError } from './seal';

/** Why a page could not be read: each has its own text and way out. */
export type PageError = OpenError | 'wrong-shape';

export interface SealedPage<T> {
	readonly page: string;
	readonly content: T;
}

/**
 * The one door to personal data: everything else in the app sees pages as values. Sealing is
 * synchronous on purpose: awaiting WebCrypto inside a transaction would commit it half-way.
 */
export class SealedTable<T> {
	readonly #db: TesseraDatabase;
	readonly #keys: VaultKeys;
	readonly #random: RandomSource;
	readonly #table: PageTable;
	readonly #schema: v.GenericSchema<unknown, SealedPage<T>>;

	constructor(
		db: TesseraDatabase,
		keys: VaultKeys,
		random: RandomSource,
		table: PageTable,
		schema: v.GenericSchema<unknown, T>,
	) {
		this.#db = db;
		this.#keys = keys;
		this.#random = random;
		this.#table = table;
		// The page's name rests inside the seal, because the key outside must not tell it.
		this.#schema = v.strictObject({ page: v.string(), content: schema });
	}

	#open(stored: Parameters<typeof openPage>[1]): Result<SealedPage<T>, PageError> {
		const opened = openPage(this.#keys.pagesKey(this.#table), stored);
		if (!opened.ok) return opened;
		const parsed = v.safeParse(this.#schema, opened.value);
		return parsed.success ? ok(parsed.output) : err('wrong-shape');
	}

	/** The content of one page, or null where there is none. */
	async get(page: string): Promise<Result<T | null, PageError>> {
		const stored = await this.#db.pages.get(this.#keys.pageName(this.#table, page));
		if (stored === undefined) return ok(null);
		const opened = this.#open(stored);
		return opened.ok ? ok(opened.value.content) : opened;
	}

	/**
	 * Reads, changes and writes one page in one transaction, so that two tabs cannot lose each other's
	 * writes. `change` gets the present content (null: no page) and gives the new one (null: remove
	 * the page). A page that cannot be read is never overwritten.
	 */
	update(page: string, change: (present: T | null) => T | null): Promise<Result<void, PageError>> {
		return this.#db.transaction('rw', this.#db.pages, async () => {
			const present = await this.get(page);
			if (!present.ok) return present;
			const next = change(present.value);
			const key = this.#keys.pageName(this.#table, page);
			if (next === null) await this.#db.pages.delete(key);
			else if (next !== present.value)
				await this.#db.pages.put(
					sealPage(
						this.#keys.pagesKey(this.#table),
						this.#table,
						key,
						{ page, content: next },
						this.#random,
					),
				);
			return ok(undefined);
		});
	}

	/** Every page of the table that opens, and how many do not. */
	async all(): Promise<{
		pages: SealedPage<T>[];
		broken: { key: string; error: PageError }[];
	}> {
		const pages: SealedPage<T>[] = [];
		const broken: { key: string; error: PageError }[] = [];
		for (const stored of await this.#db.pages.where('table').equals(this.#table).toArray()) {
			const opened = this.#open(stored);
			if (opened.ok) pages.push(opened.value);
			else broken.push({ key: stored.key, error: opened.error });
		}
		return { pages, broken };
	}

	/** Removes a page whatever it holds, also one that cannot be read, at the citizen's word. */
	async remove(page: string): Promise<void> {
		await this.#db.pages.delete(this.#keys.pageName(this.#table, page));
	}

	/** Removes every page of the table that cannot be read. */
	async removeBroken(): Promise<void> {
		const { broken } = await this.all();
		await this.#db.pages.bulkDelete(broken.map(({ key }) => key));
	}
}

/** Runs reads, or reads and writes, of several sealed tables as one transaction. */
export function asOneTransaction<T>(
	db: TesseraDatabase,
	mode: 'r' | 'rw',
	work: () => Promise<T>,
): Promise<T> {
	return db.transaction(mode, db.pages, work);
}

/** Whether any page of these tables rests here, readable or not. */
export async function hasPages(
	db: TesseraDatabase,
	tables: readonly PageTable[],
): Promise<boolean> {
	return (await db.pages.where('table').anyOf(tables).count()) > 0;
}
