import {
	ERR_ENCRYPTED,
	ERR_ENCRYPTED_CENTRAL_DIRECTORY,
	ERR_EOCDR_NOT_FOUND,
	ERR_INVALID_PASSWORD,
	ERR_INVALID_UNCOMPRESSED_SIZE,
	ERR_OVERLAPPING_ENTRY,
	ERR_SPLIT_ZIP_FILE,
	ERR_UNSUPPORTED_COMPRESSION,
	ERR_UNSUPPORTED_ENCRYPTION,
	ZipReader,
	type FileEntry,
	type Reader as ZipSource,
} from '@zip.js/zip.js/lib/zip-core-reader.js';
import { err, ok, type Result } from '$lib/codec/result';
import type { Input } from './input';
import { InputFailure, PasswordFailure } from './input-failure';
import { MAX_DIRECTORY_BYTES, MAX_ENTRIES, MAX_RATIO, RATIO_FREE_BYTES } from './limits';
import { memberStream } from './member-stream';
import { isNoContent, plainPath } from './member-path';
import { spooled } from './spooled-input';
import type { ReadProblem } from './reader';

/** A file in an archive. */
export interface Member {
	readonly input: Input;
	/** As the archive has it; null where it keeps none, as with some encryption. */
	readonly crc: number | null;
	readonly packedSize: number;
}

export interface Archive {
	readonly members: readonly Member[];
	/** What is no file of anyone: folders, and what programs put beside the content. */
	readonly passedOver: number;
	/** Whether it took a password. */
	readonly isEncrypted: boolean;
}

/** How many encrypted members a password is tried on: one in 256 wrong ones fits an old-style one. */
const TRIED_MEMBERS = 8;
const PIECE_BYTES = 262_144;
/** The record at the end of every archive. */
const SMALLEST_BYTES = 22;

/**
 * Opens a zip archive (APPNOTE 6.3: Zip64, Deflate, ZipCrypto and WinZip AES). Nothing is unpacked.
 * Throws a `PasswordFailure`, and what reading the input throws.
 */
export async function openArchive(
	input: Input,
	password: string | undefined,
): Promise<Result<Archive, ReadProblem>> {
	if (input.size < SMALLEST_BYTES) return err('cut-archive');
	try {
		return await listMembers(input, password);
	} catch (error) {
		if (error instanceof InputFailure) return err(error.problem);
		const problem = problemOf(error);
		if (problem === null) throw error;
		return err(problem);
	}
}

async function listMembers(
	input: Input,
	password: string | undefined,
): Promise<Result<Archive, ReadProblem>> {
	const reader = new ZipReader(sourceOf(input), {
		useWebWorkers: false,
		checkCrc32: true,
		checkOverlappingEntry: true,
		// Names are never used as they are, and programs write all kinds of archives.
		strictness: 'tolerant',
		filenameValidation: 'tolerant',
		...(password === undefined ? {} : { password }),
	});
	const members: Member[] = [];
	const encrypted: FileEntry[] = [];
	let passedOver = 0;
	for await (const entry of reader.getEntriesGenerator()) {
		if (members.length + passedOver >= MAX_ENTRIES) return err('archive-bomb');
		const path = plainPath(entry.filename);
		if (entry.directory || isNoContent(path)) {
			passedOver++;
			continue;
		}
		if (entry.encrypted) encrypted.push(entry);
		members.push(memberOf(entry, `${input.path}/${path}`, input.path));
	}
	if (encrypted.length > 0 && password === undefined) throw new PasswordFailure(input.path, false);
	for (const entry of encrypted.slice(0, TRIED_MEMBERS)) await tryPassword(entry, input.path);
	return ok({ members, passedOver, isEncrypted: encrypted.length > 0 });
}

async function tryPassword(entry: FileEntry, path: string): Promise<void> {
	try {
		await entry.getData(new WritableStream(), { checkPasswordOnly: true });
	} catch (error) {
		if (messageOf(error) === ERR_INVALID_PASSWORD) throw new PasswordFailure(path, true);
		// Anything else is told of the member when it is read.
		if (problemOf(error) === null) throw error;
	}
}

function memberOf(entry: FileEntry, path: string, archivePath: string): Member {
	const { uncompressedSize: size, compressedSize: packedSize } = entry;
	const isBomb = size > RATIO_FREE_BYTES && size > packedSize * MAX_RATIO;
	async function* stream(): AsyncGenerator<Uint8Array> {
		if (isBomb) throw new InputFailure('archive-bomb');
		let given = 0;
		try {
			for await (const chunk of memberStream(entry)) {
				given += chunk.length;
				yield chunk;
			}
		} catch (error) {
			// What a wrong key makes of the first bytes can hardly ever be unpacked.
			if (entry.zipCrypto && given === 0) throw new PasswordFailure(archivePath, true);
			const problem = problemOf(error);
			throw problem === null ? error : new InputFailure(problem, { cause: error });
		}
	}
	const { crc32 = 0 } = entry;
	// AES of the second version (AE-2) keeps zero in place of the checksum.
	const crc = entry.encrypted && crc32 === 0 ? null : crc32 >>> 0;
	return { input: spooled({ path, size, stream }), crc, packedSize };
}

/** What zip.js reads from: nothing but pieces of the input. */
function sourceOf(input: Input): ZipSource<unknown> {
	const read = async (from: number, length: number): Promise<Uint8Array> => {
		if (length > MAX_DIRECTORY_BYTES) throw new InputFailure('archive-bomb');
		return input.slice(from, Math.min(from + length, input.size));
	};
	return {
		size: input.size,
		readUint8Array: read,
		createReadable({ offset = 0, size = input.size }: { offset?: number; size?: number } = {}) {
			let at = offset;
			const end = Math.min(offset + size, input.size);
			return new ReadableStream<Uint8Array>({
				async pull(controller) {
					if (at >= end) {
						controller.close();
						return;
					}
					const piece = await read(at, Math.min(PIECE_BYTES, end - at));
					at += piece.length;
					if (piece.length === 0) controller.error(new InputFailure('truncated'));
					else controller.enqueue(piece);
				},
			});
		},
	} as unknown as ZipSource<unknown>;
}

function messageOf(error: unknown): string | null {
	return error instanceof Error ? error.message : null;
}

const PROBLEMS: ReadonlyMap<string, ReadProblem> = new Map([
	[ERR_EOCDR_NOT_FOUND, 'cut-archive'],
	[ERR_SPLIT_ZIP_FILE, 'unsupported'],
	[ERR_UNSUPPORTED_COMPRESSION, 'unsupported'],
	[ERR_UNSUPPORTED_ENCRYPTION, 'unsupported'],
	[ERR_ENCRYPTED_CENTRAL_DIRECTORY, 'unsupported'],
	[ERR_ENCRYPTED, 'unsupported'],
	[ERR_OVERLAPPING_ENTRY, 'archive-bomb'],
	// Unpacking stops at the size that the archive tells.
	[ERR_INVALID_UNCOMPRESSED_SIZE, 'archive-bomb'],
]);

/** Of what zip.js and the engine's inflate throw; null for an error that is none of the archive. */
function problemOf(error: unknown): ReadProblem | null {
	if (error instanceof InputFailure) return error.problem;
	if (error instanceof PasswordFailure || !(error instanceof Error)) return null;
	if (error.constructor !== Error && !(error instanceof TypeError || error instanceof RangeError)) {
		return null;
	}
	return PROBLEMS.get(error.message) ?? 'damaged';
}
