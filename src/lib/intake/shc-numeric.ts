/**
 * The text in the codes of a SMART Health Card (spec.smarthealth.cards, "Encoding Chunks as QR Codes"):
 *
 *     shc:/ 567629…        a card in one code
 *     shc:/ 2/3/ 567629…   the second of three codes, which together are one card
 *
 * Two decimal digits are one character of a JWS: its ASCII code less 45.
 */
const CODE = /^shc:\/(?:(\d{1,3})\/(\d{1,3})\/)?((?:\d\d)+)$/i;
const FIRST_CHARACTER = 45;
/** From `-` to `z`; two digits can say more. */
const LAST_PAIR = 77;

export interface ShcCode {
	/** From 1 on, and of how many. */
	readonly index: number;
	readonly total: number;
	readonly text: string;
}

/** Reads the text of one code; null if it is none. */
export function parseShcCode(text: string): ShcCode | null {
	const match = CODE.exec(text);
	if (match === null) return null;
	const [, index = '1', total = '1', digits = ''] = match;
	if (Number(index) < 1 || Number(index) > Number(total)) return null;
	const characters: string[] = [];
	for (let at = 0; at < digits.length; at += 2) {
		const pair = Number(digits.slice(at, at + 2));
		if (pair > LAST_PAIR) return null;
		characters.push(String.fromCharCode(pair + FIRST_CHARACTER));
	}
	return { index: Number(index), total: Number(total), text: characters.join('') };
}

/** Cards that were put together, and what is wrong with those that could not be. */
export interface JoinedCards {
	readonly cards: readonly string[];
	/** `truncated` where a chunk is missing, `malformed` where two say to be the same one. */
	readonly problem: 'truncated' | 'malformed' | null;
}

/**
 * Puts codes of any order together to the texts of cards: each single code is one, and all chunks of
 * the same total are one.
 */
export function joinShcCodes(codes: readonly ShcCode[]): JoinedCards {
	const cards = codes.filter(({ total }) => total === 1).map(({ text }) => text);
	const chunks = new Map<number, Map<number, string>>();
	let problem: JoinedCards['problem'] = null;
	for (const { index, total, text } of codes) {
		if (total === 1) continue;
		const ofTotal = chunks.get(total) ?? new Map<number, string>();
		chunks.set(total, ofTotal);
		if ((ofTotal.get(index) ?? text) !== text) problem = 'malformed';
		ofTotal.set(index, text);
	}
	if (problem !== null) return { cards, problem };
	for (const [total, ofTotal] of chunks) {
		if (ofTotal.size < total) problem = 'truncated';
		else cards.push(Array.from({ length: total }, (_, at) => ofTotal.get(at + 1) ?? '').join(''));
	}
	return { cards, problem };
}
