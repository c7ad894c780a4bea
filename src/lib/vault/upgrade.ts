import type { PageTable } from './database';

/**
 * What the pages of one version become in the next, by table; a table that is not named stays as it
 * is. Steps are pure and take whatever is there: its shape is checked after the last of them. A step
 * that was shipped never changes, and the pages of every version in `tests/vectors/vault-pages.json`
 * must open for ever.
 */
export type Step = Partial<Record<PageTable, (content: unknown) => unknown>>;

/** The step at place n leads from version n + 1 to n + 2. */
const STEPS: readonly Step[] = [
	// To version 2: the lock and the backup.
	{
		settings: (content) => ({
			...(content as object),
			lockAfter: 5,
			lockWhenHidden: false,
			lastBackup: null,
		}),
	},
	// To version 3: imports that can be undone, and signatures of clinical records. Nothing is missing.
	{},
];

/** Version of what this app writes into pages. */
export const SCHEMA_VERSION = STEPS.length + 1;

/**
 * The content of a page as the present version has it.
 *
 * @param version of the page, from 1 to the present one
 */
export function upgradePage(
	table: PageTable,
	version: number,
	content: unknown,
	steps: readonly Step[] = STEPS,
): unknown {
	let upgraded = content;
	for (const step of steps.slice(version - 1)) upgraded = step[table]?.(upgraded) ?? upgraded;
	return upgraded;
}
