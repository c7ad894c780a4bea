import type { Result } from '$lib/codec/result';
import { openArchive, type Archive } from './archive';
import type { Input } from './input';
import { PasswordFailure } from './input-failure';
import type { ReadProblem } from './reader';

/** The passwords of one reading: each archive is tried with all of them. */
export class ArchiveKeys {
	/** The newest first: it was typed for the archive that asked last. */
	readonly #passwords: readonly string[];
	readonly #fitting = new Set<string>();

	/** @param typed in the order in which they were */
	constructor(typed: readonly string[]) {
		this.#passwords = [...new Set([...typed].reverse())];
	}

	/** As `openArchive`, with whichever password fits. */
	async open(input: Input): Promise<Result<Archive, ReadProblem>> {
		const [newest] = this.#passwords;
		if (newest === undefined) return openArchive(input, undefined);
		for (const password of this.#passwords) {
			try {
				const archive = await openArchive(input, password);
				if (archive.ok && archive.value.isEncrypted) this.#fitting.add(password);
				return archive;
			} catch (error) {
				if (!(error instanceof PasswordFailure)) throw error;
			}
		}
		throw new PasswordFailure(input.path, !this.#fitting.has(newest));
	}
}
