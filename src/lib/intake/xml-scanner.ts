/**
 * Cuts XML of any size into pieces at each `<`, in chunks as they come, without a tree, a string or a
 * copy. It knows where a `<` begins nothing (comments, CDATA sections, processing instructions) and
 * leaves the rest to whoever looks at the pieces: most are told apart by a few bytes and passed over.
 *
 * Because a `<` cannot be within an attribute's value (XML 1.0, section 3.1), a piece holds one whole
 * tag, and a damaged tag costs no more than itself. Declarations of a document type are passed over in
 * the same way, each up to the next `<`: whatever is broken in them, that is found. Entities are not
 * defined, and so cannot grow.
 */

const LESS = 0x3c;
const GREATER = 0x3e;
const DASH = 0x2d;
const BRACKET = 0x5d;
const QUESTION = 0x3f;

const COMMENT = new TextEncoder().encode('<!--');
const CDATA = new TextEncoder().encode('<![CDATA[');
const INSTRUCTION = new TextEncoder().encode('<?');

/** Longer than any tag that is worth reading; what is dropped of a longer one is its end. */
const MAX_CARRIED = 1 << 20;

/**
 * Gets `bytes[start]`, a `<`, up to the next one at `end`: a tag and the text after it. The bytes are
 * valid during the call only.
 */
type OnPiece = (bytes: Uint8Array, start: number, end: number) => void;

/** Whether the bytes at a place are these. */
export function bytesAre(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
	for (let index = 0; index < expected.length; index++) {
		if (bytes[at + index] !== expected[index]) return false;
	}
	return true;
}

export class XmlScanner {
	readonly #onPiece: OnPiece;
	/** A piece whose end is in a chunk to come. */
	#carried = new Uint8Array(4096);
	#carriedLength = 0;
	/** What a passage without tags ends with, before its `>`; 0 outside of one. */
	#passage = 0;
	#passageNeeds = 0;
	/** How many of these were met just before the present byte. */
	#passageRun = 0;

	constructor(onPiece: OnPiece) {
		this.#onPiece = onPiece;
	}

	/** The next bytes, from the first one on. They are not kept. */
	push(chunk: Uint8Array): void {
		let at = 0;
		if (this.#carriedLength > 0) {
			at = chunk.indexOf(LESS);
			if (at === -1) {
				this.#carry(chunk, 0);
				return;
			}
			this.#carry(chunk.subarray(0, at), 0);
			this.#tellCarried();
		}
		for (;;) {
			if (this.#passage !== 0) at = this.#endOfPassage(chunk, at, chunk.length);
			if (at === -1) return;
			const start = chunk.indexOf(LESS, at);
			if (start === -1) return;
			const end = chunk.indexOf(LESS, start + 1);
			if (end === -1) {
				this.#carry(chunk, start);
				return;
			}
			this.#tell(chunk, start, end);
			at = end;
		}
	}

	/** Hands out the last piece, which nothing follows. */
	end(): void {
		if (this.#carriedLength > 0) this.#tellCarried();
	}

	#tell(bytes: Uint8Array, start: number, end: number): void {
		const next = bytes[start + 1];
		if (next === 0x21 || next === QUESTION) {
			if (bytesAre(bytes, start, COMMENT)) this.#pass(bytes, start + 4, end, DASH, 2);
			else if (bytesAre(bytes, start, CDATA)) this.#pass(bytes, start + 9, end, BRACKET, 2);
			else if (bytesAre(bytes, start, INSTRUCTION)) this.#pass(bytes, start + 2, end, QUESTION, 1);
		} else this.#onPiece(bytes, start, end);
	}

	#tellCarried(): void {
		const bytes = this.#carried.subarray(0, this.#carriedLength);
		this.#carriedLength = 0;
		this.#tell(bytes, 0, bytes.length);
	}

	/** Begins a passage without tags that ends with so many of a byte and a `>`. */
	#pass(bytes: Uint8Array, start: number, end: number, closing: number, needs: number): void {
		this.#passage = closing;
		this.#passageNeeds = needs;
		this.#passageRun = 0;
		this.#endOfPassage(bytes, start, end);
	}

	/** Where the passage ends, or −1 if it does not before `end`. */
	#endOfPassage(bytes: Uint8Array, start: number, end: number): number {
		for (let at = start; at < end; at++) {
			const byte = bytes[at];
			if (byte === this.#passage) this.#passageRun++;
			else if (byte === GREATER && this.#passageRun >= this.#passageNeeds) {
				this.#passage = 0;
				return at + 1;
			} else this.#passageRun = 0;
		}
		return -1;
	}

	#carry(chunk: Uint8Array, start: number): void {
		const length = Math.min(chunk.length - start, MAX_CARRIED - this.#carriedLength);
		const needed = this.#carriedLength + length;
		if (needed > this.#carried.length) {
			const larger = new Uint8Array(Math.min(MAX_CARRIED, 2 * needed));
			larger.set(this.#carried.subarray(0, this.#carriedLength));
			this.#carried = larger;
		}
		this.#carried.set(chunk.subarray(start, start + length), this.#carriedLength);
		this.#carriedLength = needed;
	}
}
