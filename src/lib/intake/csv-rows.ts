import Papa from 'papaparse';
import { concatBytes } from '$lib/codec/bytes';
import { decodeTable, tableEncodingOf } from './csv-encoding';
import type { CsvMapping } from './csv-mapping';
import { HEAD_BYTES, type Input } from './input';

export type CsvRow = readonly string[];

/** Rows that follow one another, and how many among them could not be read. */
export interface CsvBatch {
	readonly rows: readonly CsvRow[];
	readonly broken: number;
}

/** In UTF-16 code units; a night of Mi Fitness in one cell is some ten thousand. */
const MAX_ROW_LENGTH = 262_144;
const MAX_FIELDS = 1000;
/** After so many quotes that do not end, quotes are taken for plain characters. */
const MAX_OPEN_QUOTES = 20;
/** What is decoded at a time, however large the chunks are. */
const PIECE_BYTES = 131_072;

/**
 * The rows of a table (RFC 4180, with any of the four delimiters and any line ends), in batches,
 * whatever its length; empty lines are none. The encoding is found by `tableEncodingOf`. A row that is
 * too long, or a quote that does not end, costs its line. Throws only what the input's stream throws.
 */
export async function* csvRows(
	input: Input,
	delimiter: CsvMapping['delimiter'],
): AsyncGenerator<CsvBatch> {
	const cutter = new RowCutter(delimiter);
	let decoder: TextDecoder | null = null;
	let head: Uint8Array[] = [];
	let headLength = 0;

	try {
		for await (const chunk of input.stream()) {
			let bytes = chunk;
			if (decoder === null) {
				// A copy: who gives chunks may use their memory again.
				head.push(chunk.slice());
				headLength += chunk.length;
				if (headLength < HEAD_BYTES) continue;
				bytes = concatBytes(...head);
				head = [];
				decoder = new TextDecoder(tableEncodingOf(bytes.subarray(0, HEAD_BYTES)));
			}
			for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
				const text = decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
				const batch = cutter.push(text);
				if (batch.rows.length > 0 || batch.broken > 0) yield batch;
			}
		}
	} catch (error) {
		// What came before the end counts.
		if (decoder === null && headLength > 0) yield cutter.push(decodeTable(concatBytes(...head)));
		throw error;
	}
	yield cutter.end(decoder === null ? decodeTable(concatBytes(...head)) : decoder.decode());
}

/** Cuts text that comes in pieces into rows. */
export class RowCutter {
	readonly #delimiter: string;
	#quoted: Papa.Parser;
	#rest = '';
	/** A CR at the end of a piece: half of a line end, or a whole one. */
	#heldReturn = '';
	#isSkippingLine = false;
	#openQuotes = 0;

	constructor(delimiter: CsvMapping['delimiter']) {
		this.#delimiter = delimiter;
		this.#quoted = new Papa.Parser({ delimiter, newline: '\n' });
	}

	push(text: string): CsvBatch {
		let piece = this.#heldReturn + text;
		this.#heldReturn = '';
		if (piece.endsWith('\r')) {
			this.#heldReturn = '\r';
			piece = piece.slice(0, -1);
		}
		return this.#cut(piece, false);
	}

	/** The last piece. */
	end(text: string): CsvBatch {
		return this.#cut(this.#heldReturn + text, true);
	}

	#cut(piece: string, isLast: boolean): CsvBatch {
		const rows: string[][] = [];
		let broken = 0;
		this.#rest += piece.includes('\r') ? piece.replace(/\r\n?/g, '\n') : piece;
		if (this.#isSkippingLine) this.#dropLine();
		for (;;) {
			const { data, meta } = this.#parse(true);
			broken += take(data, rows);
			this.#rest = this.#rest.slice(meta.cursor);
			if (isLast && this.#rest !== '') {
				const last = this.#parse(false);
				if (!last.errors.some(({ code }) => code === 'MissingQuotes')) {
					broken += take(last.data, rows);
					break;
				}
			} else if (this.#rest.length <= MAX_ROW_LENGTH) break;
			broken++;
			this.#dropLine();
			if (++this.#openQuotes >= MAX_OPEN_QUOTES) this.#forgetQuotes();
		}
		return { rows, broken };
	}

	#parse(ignoreLastRow: boolean): Papa.ParseResult<string[]> {
		return this.#quoted.parse(this.#rest, 0, ignoreLastRow) as Papa.ParseResult<string[]>;
	}

	#dropLine(): void {
		const end = this.#rest.indexOf('\n');
		this.#isSkippingLine = end === -1;
		this.#rest = end === -1 ? '' : this.#rest.slice(end + 1);
	}

	#forgetQuotes(): void {
		this.#quoted = new Papa.Parser({
			delimiter: this.#delimiter,
			newline: '\n',
			fastMode: true,
		});
	}
}

/** Returns how many of them are no row. */
function take(read: readonly string[][], rows: string[][]): number {
	let broken = 0;
	for (const row of read) {
		if (row.length > MAX_FIELDS) broken++;
		else if (row.length > 1 || (row[0] ?? '').trim() !== '') rows.push(row);
	}
	return broken;
}
