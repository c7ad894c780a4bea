import { err, ok, type Result } from './result';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** Has no prototype, so a member named `__proto__` or `constructor` is a member like any other. */
export interface JsonObject {
	readonly [name: string]: JsonValue;
}

export type StrictJsonError = 'too-long' | 'syntax' | 'duplicate-member' | 'too-deep';

export interface StrictJsonLimits {
	/** How many arrays and objects may be inside one another; 0 admits a bare scalar only. */
	readonly maxDepth: number;
	/** In UTF-16 code units. */
	readonly maxLength: number;
	/** Refuses numbers with a fraction or an exponent, `-0`, and what a double cannot hold exactly. */
	readonly integersOnly?: boolean;
}

/**
 * Reads one JSON text (RFC 8259) and nothing around it. Stricter than `JSON.parse`, for text of
 * unknown origin: a repeated member name is `duplicate-member` (RFC 7515, section 4, lets a reader
 * choose between that and keeping the last), nesting beyond `maxDepth` is `too-deep`, and lone
 * surrogates, a byte order mark and numbers that overflow a double are `syntax`.
 */
export function parseStrictJson(
	text: string,
	limits: StrictJsonLimits,
): Result<JsonValue, StrictJsonError> {
	if (text.length > limits.maxLength) return err('too-long');
	if (LONE_SURROGATE.test(text)) return err('syntax');
	const parser = new Parser(text, limits);
	const value = parser.parseText();
	return value === FAILED ? err(parser.error) : ok(value);
}

/**
 * Where the text stops being what `parseStrictJson` reads: the index of the first code unit behind
 * what it took. For a text that it refused, and with the same limits.
 */
export function strictJsonStop(text: string, limits: StrictJsonLimits): number {
	const surrogate = text.search(LONE_SURROGATE);
	if (surrogate !== -1) return surrogate;
	const parser = new Parser(text, limits);
	parser.parseText();
	return parser.at;
}

/** With the `u` flag a surrogate pair is one character, so this finds lone surrogates only. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;
const WHITE_SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const PLAIN_CHARACTERS = /[^"\\\u0000-\u001F]*/y;
const FOUR_HEX_DIGITS = /[0-9A-Fa-f]{4}/y;

const ESCAPES: ReadonlyMap<string, string> = new Map([
	['"', '"'],
	['\\', '\\'],
	['/', '/'],
	['b', '\b'],
	['f', '\f'],
	['n', '\n'],
	['r', '\r'],
	['t', '\t'],
]);

const LITERALS: readonly (readonly [string, JsonValue])[] = [
	['true', true],
	['false', false],
	['null', null],
];

/** Not a JSON value, unlike `null`. */
const FAILED = Symbol('failed');
type Failed = typeof FAILED;

/** Recursive descent; a method that fails returns `FAILED` and leaves the reason in `error`. */
class Parser {
	readonly #text: string;
	readonly #limits: StrictJsonLimits;
	#at = 0;
	error: StrictJsonError = 'syntax';

	constructor(text: string, limits: StrictJsonLimits) {
		this.#text = text;
		this.#limits = limits;
	}

	get at(): number {
		return this.#at;
	}

	parseText(): JsonValue | Failed {
		const value = this.#value(0);
		return this.#at === this.#text.length ? value : FAILED;
	}

	#fail(error: StrictJsonError): Failed {
		this.error = error;
		return FAILED;
	}

	/** What `pattern` (sticky) matches here, passed over; `undefined` when it does not match. */
	#match(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.#at;
		const found = pattern.exec(this.#text)?.[0];
		if (found !== undefined) this.#at += found.length;
		return found;
	}

	#take(expected: string): boolean {
		if (!this.#text.startsWith(expected, this.#at)) return false;
		this.#at += expected.length;
		return true;
	}

	#value(depth: number): JsonValue | Failed {
		this.#match(WHITE_SPACE);
		const value = this.#bareValue(depth);
		this.#match(WHITE_SPACE);
		return value;
	}

	#bareValue(depth: number): JsonValue | Failed {
		if (this.#take('{')) return this.#object(depth + 1);
		if (this.#take('[')) return this.#array(depth + 1);
		if (this.#take('"')) return this.#string();
		for (const [word, value] of LITERALS) if (this.#take(word)) return value;
		return this.#number();
	}

	#object(depth: number): JsonObject | Failed {
		if (depth > this.#limits.maxDepth) return this.#fail('too-deep');
		const members = Object.create(null) as Record<string, JsonValue>;
		this.#match(WHITE_SPACE);
		if (this.#take('}')) return members;
		do {
			this.#match(WHITE_SPACE);
			if (!this.#take('"')) return this.#fail('syntax');
			const name = this.#string();
			if (name === FAILED) return FAILED;
			if (Object.hasOwn(members, name)) return this.#fail('duplicate-member');
			this.#match(WHITE_SPACE);
			if (!this.#take(':')) return this.#fail('syntax');
			const value = this.#value(depth);
			if (value === FAILED) return FAILED;
			members[name] = value;
		} while (this.#take(','));
		return this.#take('}') ? members : this.#fail('syntax');
	}

	#array(depth: number): readonly JsonValue[] | Failed {
		if (depth > this.#limits.maxDepth) return this.#fail('too-deep');
		const entries: JsonValue[] = [];
		this.#match(WHITE_SPACE);
		if (this.#take(']')) return entries;
		do {
			const value = this.#value(depth);
			if (value === FAILED) return FAILED;
			entries.push(value);
		} while (this.#take(','));
		return this.#take(']') ? entries : this.#fail('syntax');
	}

	/** After the opening quotation mark. */
	#string(): string | Failed {
		let string = '';
		let escaped = false;
		for (;;) {
			string += this.#match(PLAIN_CHARACTERS) ?? '';
			if (this.#take('"')) break;
			const character = this.#escape();
			if (character === FAILED) return FAILED;
			string += character;
			escaped = true;
		}
		// The text itself was looked through at the start; escapes can still spell half a pair.
		return escaped && LONE_SURROGATE.test(string) ? this.#fail('syntax') : string;
	}

	#escape(): string | Failed {
		if (!this.#take('\\')) return this.#fail('syntax');
		if (this.#take('u')) {
			const digits = this.#match(FOUR_HEX_DIGITS);
			if (digits === undefined) return this.#fail('syntax');
			return String.fromCharCode(Number.parseInt(digits, 16));
		}
		const character = ESCAPES.get(this.#text.charAt(this.#at));
		if (character === undefined) return this.#fail('syntax');
		this.#at += 1;
		return character;
	}

	#number(): number | Failed {
		const digits = this.#match(NUMBER);
		if (digits === undefined) return this.#fail('syntax');
		const value = Number(digits);
		if (!Number.isFinite(value)) return this.#fail('syntax');
		const integer = Number.isSafeInteger(value) && String(value) === digits;
		return integer || this.#limits.integersOnly !== true ? value : this.#fail('syntax');
	}
}
