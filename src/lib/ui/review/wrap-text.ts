/** Widths in parts of the font's size, on the wide side: a text must never leave its box. */
const WIDE = 1.02;
const CAPITAL = 0.72;
const NARROW = 0.57;

function widthOf(character: string): number {
	if (/[\u2e80-\u9fff\uff00-\uffef：]/u.test(character)) return WIDE;
	return /[A-ZMWmw]/.test(character) ? CAPITAL : NARROW;
}

const textWidth = (text: string): number =>
	Array.from(text).reduce((sum, character) => sum + widthOf(character), 0);

/**
 * Breaks a short text into lines, because SVG does not: between words, and between any two Chinese
 * characters.
 *
 * @param most width of a line, in parts of the font's size
 */
export function wrapText(text: string, most: number): readonly string[] {
	const pieces = text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*/gu);
	const lines: string[] = [];
	for (const piece of pieces ?? []) {
		const line = `${lines.at(-1) ?? ''}${piece}`;
		if (lines.length > 0 && textWidth(line.trimEnd()) <= most) lines[lines.length - 1] = line;
		else lines.push(piece);
	}
	return lines.map((line) => line.trimEnd());
}
