import { utf8ToBytes } from '$lib/codec/bytes';
import { inputOfBytes } from './bytes-input';
import type { Head, Input } from './input';

/** A file that is nothing but one of several QR codes of a SMART Health Card: `shc:/2/3/…`. */
const CHUNK = /^\s*shc:\/\d{1,3}\/\d{1,3}\/\d+\s*$/;

export function isChunk({ text, size, bytes }: Head): boolean {
	return size === bytes.length && CHUNK.test(text);
}

/** All of them as one input, a line each: together they are one card. */
export function joinChunks(heads: readonly Head[]): Input {
	const text = heads.map((head) => head.text.trim()).join('\n');
	return inputOfBytes(utf8ToBytes(text), heads[0]?.path ?? '');
}
