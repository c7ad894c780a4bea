/** What a column of a row holds; an integer is a `bigint` only where a number would not be exact. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The number itself where a double holds it exactly. */
export function exactInteger(value: bigint): number | bigint {
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : value;
}

/** Big-endian, as everything in the format. */
export function uint16(bytes: Uint8Array, at: number): number {
	return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** Big-endian. */
export function uint32(bytes: Uint8Array, at: number): number {
	return uint16(bytes, at) * 65_536 + uint16(bytes, at + 2);
}
