/** What one code was: not of a card, one of several, or with it the card is whole. */
export type ScannedCode =
	| { readonly kind: 'other' }
	| { readonly kind: 'part'; readonly have: number; readonly total: number }
	| { readonly kind: 'whole'; readonly card: string };

/** More codes than any card was ever cut into. */
const MAX_PARTS = 50;

const CODE = /^shc:\/(?:(\d{1,2})\/(\d{1,2})\/)?((?:\d\d)+)$/i;

/**
 * Puts the QR codes of a SMART Health Card together: `shc:/<digits>` is whole, `shc:/2/3/<digits>` the
 * second of three. https://spec.smarthealth.cards/#chunking-larger-shcs
 */
export class CardScan {
	#parts: (string | null)[] = [];

	/** A code of another card begins anew: two cards are never mixed. */
	take(text: string): ScannedCode {
		const [, at, total, digits] = CODE.exec(text.trim()) ?? [];
		if (digits === undefined) return { kind: 'other' };
		if (at === undefined) return { kind: 'whole', card: `shc:/${digits}` };
		const [index, count] = [Number(at) - 1, Number(total)];
		if (index < 0 || index >= count || count > MAX_PARTS) return { kind: 'other' };
		const known = this.#parts[index] ?? null;
		if (this.#parts.length !== count || (known !== null && known !== digits))
			this.#parts = Array.from({ length: count }, () => null);
		this.#parts[index] = digits;
		const have = this.#parts.filter((part) => part !== null);
		if (have.length < count) return { kind: 'part', have: have.length, total: count };
		this.#parts = [];
		return { kind: 'whole', card: `shc:/${have.join('')}` };
	}
}
