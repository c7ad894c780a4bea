import * as v from 'valibot';

import type { RandomSource } from '$lib/codec/random';
import { err, ok, type Result } from '$lib/codec/result';
import { ONLY_PAGE, pageNames } from './contents';
import type { PageTable, StoredPage } from './database';
import type { GuardedDatabase } from './guarded-database';
import { openPage, openPageOfAnyVersion, sealPage, type OpenError } from './seal';
import { upgradePage } from './upgrade';

/** Why a page could not be read: each has its own text and way out. */
export type PageError = OpenError | 'wrong-shape';

/** A page that does not open. */
export interface BrokenPage {
	readonly table: PageTable;
	/** Its month; null in a table of one page, and where no month leads to the page. */
	readonly page: string | null;
	/** Its key in IndexedDB, which no other page has. */
	readonly key: string;
	readonly error: PageError;
}

interface SealedPage<T> {
	readonly page: string;
	readonly content: T;
}

/** The page's name rests inside the seal, because the key outside must not tell it. */
const sealedPage = v.strictObject({ page: v.string(), content: v.unknown() });

/** The name in an opened page; null where it is not the shape of one. */
export function nameInPage(opened: unknown): string | null {
	const named = v.safeParse(sealedPage, opened);
	return named.success ? named.output.page : null;
}

/** Whether a page, written anew, holds less than it did: some of it was deleted or changed. */
export type Loses<T> = (present: T, next: T | null) => boolean;

/**
 * The one door to personal data: everything else in the app sees pages as values. Sealing is
 * synchronous on purpose: awaiting WebCrypto inside a transaction would commit it half-way.
 */
export class SealedTable<T extends object> {
	readonly #guarded: GuardedDatabase;
	readonly #random: RandomSource;
	readonly #table: PageTable;
	readonly #schema: v.GenericSchema<unknown, T>;
	readonly #loses: Loses<T>;
	/** Names of broken pages, by key: found by trying every month, so each is looked for once. */
	readonly #brokenNames = new Map<string, string | null>();

	constructor(
		guarded: GuardedDatabase,
		random: RandomSource,
		table: PageTable,
		schema: v.GenericSchema<unknown, T>,
		loses: Loses<T> = () => false,
	) {
		this.#guarded = guarded;
		this.#random = random;
		this.#table = table;
		this.#schema = schema;
		this.#loses = loses;
	}

	get #db() {
		return this.#guarded.db;
	}

	get #keys() {
		return this.#guarded.keys;
	}

	#open(stored: StoredPage): Result<SealedPage<T>, PageError> {
		const read = openPageOfAnyVersion(this.#keys.pagesKey(this.#table), stored);
		if (!read.ok) return read;
		const { opened, version } = read.value;
		const named = v.safeParse(sealedPage, opened);
		if (!named.success) return err('wrong-shape');
		const { page, content } = named.output;
		const parsed = v.safeParse(this.#schema, upgradePage(this.#table, version, content));
		return parsed.success ? ok({ page, content: parsed.output }) : err('wrong-shape');
	}

	/** Writes what has changed; null removes the page. */
	async #write(page: string, present: T | null, next: T | null): Promise<void> {
		if (next === present) return;
		if (present !== null && this.#loses(present, next)) await this.#guarded.markErasureDue();
		const key = this.#keys.pageName(this.#table, page);
		if (next === null) {
			await this.#db.pages.delete(key);
			return;
		}
		// What does not fit would never be read again, nor be overwritten.
		if (!v.is(this.#schema, next)) throw new TypeError(`${this.#table}: not the shape of a page`);
		const pagesKey = this.#keys.pagesKey(this.#table);
		const content = { page, content: next };
		await this.#db.pages.put(sealPage(pagesKey, this.#table, key, content, this.#random));
	}

	/** The content of one page, or null where there is none. */
	get(page: string): Promise<Result<T | null, BrokenPage>> {
		return this.#guarded.transact('r', async () => {
			const key = this.#keys.pageName(this.#table, page);
			const stored = await this.#db.pages.get(key);
			const name = page === ONLY_PAGE ? null : page;
			if (stored === undefined) {
				// The only page of a table under another key than its own: that key was damaged.
				const lost = page === ONLY_PAGE ? await this.#anyKey() : undefined;
				if (lost === undefined) return ok(null);
				return err({ table: this.#table, page: name, key: lost, error: 'damaged' });
			}
			const opened = this.#open(stored);
			if (opened.ok) return ok(opened.value.content);
			return err({ table: this.#table, page: name, key, error: opened.error });
		});
	}

	/**
	 * Reads, changes and writes one page in one transaction, so that two tabs cannot lose each other's
	 * writes. `change` gets the present content (null: no page) and gives the new one (null: remove
	 * the page; the same object: leave it). A page that cannot be read is never overwritten.
	 */
	update(page: string, change: (present: T | null) => T | null): Promise<Result<void, PageError>> {
		return this.#guarded.transact('rw', async () => {
			const present = await this.get(page);
			if (!present.ok) return err(present.error.error);
			await this.#write(page, present.value, change(present.value));
			return ok(undefined);
		});
	}

	/** Changes every page that opens, in one transaction. Those that do not open stay as they are. */
	updateAll(change: (present: T) => T | null): Promise<void> {
		return this.#guarded.transact('rw', async () => {
			for (const { page, content } of (await this.all()).pages)
				await this.#write(page, content, change(content));
		});
	}

	/** Every page of the table that opens, in the order of their names, and those that do not. */
	all(): Promise<{ pages: SealedPage<T>[]; broken: BrokenPage[] }> {
		return this.#guarded.transact('r', async () => {
			const pages: SealedPage<T>[] = [];
			const unread: { stored: StoredPage; error: PageError }[] = [];
			for (const stored of await this.#db.pages.where('table').equals(this.#table).toArray()) {
				const opened = this.#open(stored);
				if (opened.ok) pages.push(opened.value);
				else unread.push({ stored, error: opened.error });
			}
			this.#findNames(unread.map(({ stored }) => stored));
			const broken = unread.map(({ stored: { key }, error }) => {
				return { table: this.#table, page: this.#brokenNames.get(key) ?? null, key, error };
			});
			const byName = (a: { page: string | null }, b: { page: string | null }) =>
				(a.page ?? '') < (b.page ?? '') ? -1 : 1;
			return { pages: pages.sort(byName), broken: broken.sort(byName) };
		});
	}

	#anyKey(): PromiseLike<string | undefined> {
		return this.#db.pages
			.where('table')
			.equals(this.#table)
			.primaryKeys()
			.then(([key]) => key);
	}

	/**
	 * A key does not tell its month; but there are only so many months. Where the key itself was
	 * damaged, the page opens under the one that it had.
	 */
	#findNames(pages: readonly StoredPage[]): void {
		const sought = new Map(pages.map((page) => [page.key, page]));
		for (const key of this.#brokenNames.keys()) sought.delete(key);
		if (sought.size === 0) return;
		const names = pageNames(this.#table).map((name) => ({
			name,
			key: this.#keys.pageName(this.#table, name),
		}));
		const byKey = new Map(names.map(({ name, key }) => [key, name]));
		const pagesKey = this.#keys.pagesKey(this.#table);
		for (const page of sought.values()) {
			const opensAs = () => names.find(({ key }) => openPage(pagesKey, { ...page, key }).ok)?.name;
			this.#brokenNames.set(page.key, byKey.get(page.key) ?? opensAs() ?? null);
		}
	}

	/** Removes every page of the table, also those that do not open, at the citizen's word. */
	clear(): Promise<void> {
		return this.#guarded.transact('rw', async () => {
			await this.#db.pages.where('table').equals(this.#table).delete();
			await this.#guarded.markErasureDue();
		});
	}

	/**
	 * Removes one page that does not open, at the citizen's word: exactly that one, and only if it
	 * still does not open. What a newer version of the app wrote is not broken, and stays.
	 */
	removeBroken({ key }: BrokenPage): Promise<Result<void, PageError>> {
		return this.#guarded.transact('rw', async () => {
			const stored = await this.#db.pages.get(key);
			const opened = stored === undefined ? null : this.#open(stored);
			if (opened === null || opened.ok) return ok(undefined);
			if (opened.error === 'newer-version') return opened;
			await this.#db.pages.delete(key);
			await this.#guarded.markErasureDue();
			return ok(undefined);
		});
	}

	/** Whether no page of the table rests here, readable or not. */
	isEmpty(): Promise<boolean> {
		return this.#guarded.transact('r', async () => {
			return (await this.#db.pages.where('table').equals(this.#table).count()) === 0;
		});
	}
}
