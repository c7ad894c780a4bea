import { encodingOf } from './text-encoding';

export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

/**
 * How the bytes of a table are to be read: UTF-16 by its mark, else UTF-8 if they are that, else
 * GB18030 (what spreadsheets write in China; it holds GBK and GB2312) or Windows-1252.
 * @param head the first bytes, some ten thousand of them if there are
 */
export function tableEncodingOf(head: Uint8Array): TableEncoding {
	const marked = encodingOf(head);
	if (marked !== 'utf-8') return marked;
	try {
		// As a stream: the head may end inside of a character.
		new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
		return 'utf-8';
	} catch {
		return looksChinese(head) ? 'gb18030' : 'windows-1252';
	}
}

/** A table that is in memory as a whole, or its beginning. */
export function decodeTable(bytes: Uint8Array): string {
	return new TextDecoder(tableEncodingOf(bytes)).decode(bytes);
}

/** Chinese characters are two high bytes each; the accents of Western text mostly stand alone. */
function looksChinese(bytes: Uint8Array): boolean {
	let pairs = 0;
	let alone = 0;
	for (let at = 0; at < bytes.length; at++) {
		if ((bytes[at] ?? 0) < 0x80) continue;
		if ((bytes[at + 1] ?? 0) < 0x80) {
			alone++;
			continue;
		}
		pairs++;
		at++;
	}
	return pairs >= alone;
}
