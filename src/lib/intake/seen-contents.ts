import type { Member } from './archive';
import { crc32 } from './crc32';
import type { GivenInput } from './given-input';

/** Remembers what was read, so that the same content is not read twice: it would count double. */
export class SeenContents {
	readonly #members = new Set<string>();
	/** Files that were given and read, by size. */
	readonly #files = new Map<number, GivenInput[]>();
	/** Given files by size and hash, where several have one size. */
	readonly #hashes = new Map<string, GivenInput>();
	readonly #crcs = new Map<GivenInput, number>();
	#sizes = new Map<number, number>();

	/** Files of one size can be the same file. */
	lookAt(files: readonly GivenInput[]): void {
		this.#sizes = new Map();
		for (const { size } of files) this.#sizes.set(size, (this.#sizes.get(size) ?? 0) + 1);
	}

	/** The file with the same bytes that was asked about before; null for the first of its kind. */
	async twinOf(input: GivenInput): Promise<GivenInput | null> {
		if ((this.#sizes.get(input.size) ?? 0) < 2) return null;
		const key = `${String(input.size)} ${await input.sha256()}`;
		const twin = this.#hashes.get(key) ?? null;
		if (twin === null) this.#hashes.set(key, input);
		return twin;
	}

	addFile(input: GivenInput): void {
		this.#files.set(input.size, [...(this.#files.get(input.size) ?? []), input]);
	}

	addMember(member: Member): void {
		if (member.crc !== null) this.#members.add(keyOf(member, member.crc));
	}

	/** Whether a member with the same content, or the same file by itself, was read before. */
	async hasMember(member: Member): Promise<boolean> {
		if (member.crc === null) return false;
		if (this.#members.has(keyOf(member, member.crc))) return true;
		for (const file of this.#files.get(member.input.size) ?? []) {
			if ((await this.#crcOf(file)) === member.crc) return true;
		}
		return false;
	}

	async #crcOf(file: GivenInput): Promise<number> {
		const known = this.#crcs.get(file);
		if (known !== undefined) return known;
		const crc = await crc32(file.stream());
		this.#crcs.set(file, crc);
		return crc;
	}
}

function keyOf({ input }: Member, crc: number): string {
	return `${String(crc)} ${String(input.size)}`;
}
