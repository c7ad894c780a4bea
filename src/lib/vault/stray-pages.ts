import { ONLY_PAGE, pageNames } from './contents';
import { PAGE_TABLES } from './database';
import type { GuardedDatabase } from './guarded-database';
import type { BrokenPage } from './sealed-table';

/**
 * Pages that belong to no table, because the name of theirs was damaged on the disk: nobody would
 * ever look for them, and nobody miss them. Their keys tell what they were.
 */
export async function strayPages({ db, keys }: GuardedDatabase): Promise<BrokenPage[]> {
	const tables = await db.pages.orderBy('table').uniqueKeys();
	const unknown = tables.filter((table) => !(PAGE_TABLES as readonly unknown[]).includes(table));
	if (unknown.length === 0) return [];
	const found = await db.pages.where('table').anyOf(unknown).primaryKeys();
	return found.map((key) => {
		for (const table of PAGE_TABLES)
			for (const name of pageNames(table))
				if (keys.pageName(table, name) === key)
					return { table, page: name === ONLY_PAGE ? null : name, key, error: 'damaged' };
		return { table: 'days', page: null, key, error: 'damaged' };
	});
}
