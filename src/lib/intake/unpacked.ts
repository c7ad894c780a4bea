import type { Input } from './input';
import { InputFailure } from './input-failure';
import { MAX_UNPACKED_BYTES } from './limits';

/** Counts what archives unpack to, all in all, and stops where it becomes absurd. */
export class Unpacked {
	readonly #check: () => void;
	#bytes = 0;

	/** @param check called for each chunk; throws to stop */
	constructor(check: () => void) {
		this.#check = check;
	}

	/** The same member, counted. */
	counted(member: Input): Input {
		const add = (bytes: number) => {
			this.#check();
			this.#bytes += bytes;
			if (this.#bytes > MAX_UNPACKED_BYTES) throw new InputFailure('archive-bomb');
		};
		return {
			path: member.path,
			size: member.size,
			async *stream() {
				for await (const chunk of member.stream()) {
					add(chunk.length);
					yield chunk;
				}
			},
			async slice(start, end) {
				add(0);
				return member.slice(start, end);
			},
		};
	}
}
