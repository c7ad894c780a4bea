import { err, ok, type Result } from '$lib/codec/result';
import { Cancelled, PasswordFailure } from './input-failure';
import { ImportRun } from './import-run';
import type { Input } from './input';
import type { Imported, ImportFailure, ImportOptions } from './report';

/**
 * Reads files of any of the known sources, also out of archives, and makes records of them. Nothing is
 * kept and nothing leaves: the result is the records and a report.
 * @param files in the order in which the citizen gave them; the order decides nothing but the report's
 * @returns the records that were found, at least one; or why there is none, or what is to be asked first
 */
export async function importFiles(
	files: readonly Input[],
	options: ImportOptions,
): Promise<Result<Imported, ImportFailure>> {
	try {
		const run = new ImportRun(files, options);
		const question = await run.look();
		if (question !== null) return err(question);
		await run.read();
		const later = run.lookAtTables();
		if (later !== null) return err(later);
		const imported = await run.finish();
		const { days, observations, conditions, checkups } = imported.records;
		const isEmpty = [days, observations, conditions, checkups].every((list) => list.length === 0);
		return isEmpty ? err(run.whyNothing(imported.report)) : ok(imported);
	} catch (error) {
		if (error instanceof Cancelled) return err({ code: 'cancelled' });
		if (error instanceof PasswordFailure) {
			return err({ code: 'password-needed', path: error.path, wasWrong: error.wasWrong });
		}
		throw error;
	}
}
