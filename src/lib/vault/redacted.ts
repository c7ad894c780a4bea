/**
 * A secret or a health value on its way through the code. Printing it, by console, template literal
 * or JSON, shows `<redacted>`; only `reveal` gives the value, so every use is easy to find.
 */
export class Redacted<T> {
	readonly #value: T;

	constructor(value: T) {
		this.#value = value;
	}

	reveal(): T {
		return this.#value;
	}

	toString(): string {
		return '<redacted>';
	}

	toJSON(): string {
		return '<redacted>';
	}
}
