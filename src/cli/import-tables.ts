import type { Result } from '$lib/codec/result';
import type { CsvMapping, TableMapping } from '$lib/intake/csv-mapping';
import type { Input } from '$lib/intake/input';
import { importFiles } from '$lib/intake/pipeline';
import type { Imported, ImportFailure, ImportOptions } from '$lib/intake/report';

/**
 * Reads files where nobody can be asked: the mapping is for the first table that asks for one, and
 * those with the same columns. Others are left out, and told so.
 */
export async function importTables(
	files: readonly Input[],
	options: ImportOptions,
	mapping: CsvMapping | undefined,
): Promise<Result<Imported, ImportFailure>> {
	const csv: TableMapping[] = [];
	for (;;) {
		const imported = await importFiles(files, { ...options, csv });
		if (imported.ok || imported.error.code !== 'mapping-needed') return imported;
		if (mapping === undefined || imported.error.wasWrong) return imported;
		const { shape } = imported.error.preview;
		csv.push({ shape, mapping: csv.length === 0 ? mapping : null });
	}
}
