import canonicalize from 'canonicalize';

/** With the `u` flag a surrogate pair is one character, so this finds lone surrogates only. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

/**
 * The canonical JSON text of a value (RFC 8785): members sorted by UTF-16 code units, numbers as
 * ECMAScript writes them, no white space.
 *
 * Throws a `TypeError` for what JSON or RFC 8785 cannot say: `undefined`, functions, symbols, big
 * integers, NaN, infinities, lone surrogates, objects that are neither plain nor arrays. A pin over
 * a value that silently lost a member would be a bug of the caller.
 */
export function canonicalJson(value: object | string | number | boolean | null): string {
	assertJson(value);
	const text = canonicalize(value);
	if (text === undefined) throw new TypeError('value: expected JSON, got undefined');
	return text;
}

function assertJson(value: unknown): void {
	switch (typeof value) {
		case 'boolean':
			return;
		case 'number':
			if (!Number.isFinite(value)) throw new TypeError('number: expected finite, got not finite');
			return;
		case 'string':
			if (LONE_SURROGATE.test(value)) {
				throw new TypeError('string: expected well-formed Unicode, got a lone surrogate');
			}
			return;
		case 'object':
			if (value === null) return;
			if (Array.isArray(value)) {
				// `forEach` would pass over holes; the iterator gives `undefined` for them.
				for (const entry of value as unknown[]) assertJson(entry);
				return;
			}
			if (!isPlain(value)) throw new TypeError('object: expected a plain one, got another kind');
			for (const [name, member] of Object.entries(value)) {
				assertJson(name);
				assertJson(member);
			}
			return;
		default:
			throw new TypeError(`value: expected JSON, got ${typeof value}`);
	}
}

function isPlain(value: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}
