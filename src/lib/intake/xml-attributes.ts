const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const SPACE = 0x20;

/**
 * Walks over the attributes of one start tag, in bytes: nothing is decoded before it is asked for.
 * Lenient where writers are: a name is all from the last value up to its `=`, so that
 * `Custom value="5"` is no `value`; control characters between attributes are spaces; a `>` in a value
 * belongs to it.
 *
 *     tag.begin(bytes, start, end);
 *     while (tag.next()) …
 */
export class XmlAttributes {
	#bytes: Uint8Array = new Uint8Array(0);
	#at = 0;
	#end = 0;
	nameStart = 0;
	nameEnd = 0;
	/** Without the quotes; entities are as they were written. */
	valueStart = 0;
	valueEnd = 0;
	/** After `next` said no: whether the `>` of the tag was met, and a `/` before it. */
	isWhole = false;
	isEmpty = false;

	/** @param start behind the name of the tag @param end of the bytes that may be looked at */
	begin(bytes: Uint8Array, start: number, end: number): void {
		this.#bytes = bytes;
		this.#at = start;
		this.#end = end;
		this.isWhole = false;
		this.isEmpty = false;
	}

	/** Moves to the next attribute; false at the end of the tag, whole or not. */
	next(): boolean {
		const bytes = this.#bytes;
		const end = this.#end;
		let at = this.#at;
		while (at < end && (bytes[at] ?? 0) <= SPACE) at++;
		const nameStart = at;
		let byte = bytes[at];
		while (at < end && byte !== EQUALS && byte !== GREATER) byte = bytes[++at];
		if (at >= end) return false;
		if (byte === GREATER) {
			this.isWhole = true;
			this.isEmpty = bytes[at - 1] === SLASH;
			return false;
		}
		let nameEnd = at;
		while (nameEnd > nameStart && (bytes[nameEnd - 1] ?? 0) <= SPACE) nameEnd--;
		do at++;
		while (at < end && (bytes[at] ?? 0) <= SPACE);
		const quote = bytes[at];
		if (quote !== QUOTE && quote !== APOSTROPHE) return false;
		const valueStart = ++at;
		while (at < end && bytes[at] !== quote) at++;
		if (at >= end) return false;
		this.nameStart = nameStart;
		this.nameEnd = nameEnd;
		this.valueStart = valueStart;
		this.valueEnd = at;
		this.#at = at + 1;
		return true;
	}

	nameIs(name: Uint8Array): boolean {
		if (this.nameEnd - this.nameStart !== name.length) return false;
		const bytes = this.#bytes;
		const start = this.nameStart;
		for (let index = 0; index < name.length; index++) {
			if (bytes[start + index] !== name[index]) return false;
		}
		return true;
	}
}
