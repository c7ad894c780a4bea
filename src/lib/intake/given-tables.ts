import { previewCsv } from './csv-guess';
import type { Head } from './input';

/**
 * Whether a table of unknown columns lies in a folder within that of an export: then it is one of the
 * many that are of no use, and nobody is asked for its columns, as in an archive.
 * @param paths of files that a reader knows
 */
export function isInFolderOfExport(path: string, paths: readonly string[]): boolean {
	// A table that lies in the outermost folder may be the citizen's own, beside other files.
	const folder = /^[^/]+\/(?=[^/]+\/)/.exec(path)?.[0];
	return folder !== undefined && paths.some((one) => one.startsWith(folder));
}

/** Whether a mapping that was chosen for the one table fits the other. */
export function isSameTable(first: Head, other: Head): boolean {
	const [a, b] = [previewCsv(first), previewCsv(other)];
	if (a === null || b === null) return false;
	return (
		a.guess.fields.length === b.guess.fields.length &&
		(!a.guess.hasHeader || a.rows[0]?.join('\n') === b.rows[0]?.join('\n'))
	);
}
