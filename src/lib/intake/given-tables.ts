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
