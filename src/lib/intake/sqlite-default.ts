import { exactInteger, type SqliteValue } from './sqlite-value';
import type { SqlToken } from './sqlite-tokens';

/** What a column of a declared type turns its values into (https://www.sqlite.org/datatype3.html, section 3.1). */
type Affinity = 'integer' | 'text' | 'blob' | 'real' | 'numeric';

function affinityOf(type: string): Affinity {
	const upper = type.toUpperCase();
	if (upper.includes('INT')) return 'integer';
	if (/CHAR|CLOB|TEXT/.test(upper)) return 'text';
	if (upper === '' || upper.includes('BLOB')) return 'blob';
	return /REAL|FLOA|DOUB/.test(upper) ? 'real' : 'numeric';
}

/**
 * What `DEFAULT` says for rows that are older than their column: a literal, since
 * `ALTER TABLE … ADD COLUMN` takes no expression. Null for anything else.
 * @param tokens the two that follow the keyword: a sign may be the first
 * @param type of the column, as declared
 */
export function sqliteDefault(tokens: readonly SqlToken[], type: string): SqliteValue {
	const [first, second] = tokens;
	if (first === undefined) return null;
	const affinity = affinityOf(type);
	switch (first.kind) {
		case 'string':
		case 'quoted':
			return ofText(first.text, affinity);
		case 'blob':
			return Uint8Array.from(first.text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
		case 'number':
			return ofLiteral(first.text, affinity, '');
		case 'sign':
			if (second?.kind !== 'number') return null;
			if (first.text === '-') return ofLiteral(second.text, affinity, '-');
			return first.text === '+' ? ofLiteral(second.text, affinity, '') : null;
		case 'word':
			return ofWord(first.text, affinity);
	}
}

function ofWord(word: string, affinity: Affinity): SqliteValue {
	const upper = word.toUpperCase();
	if (upper === 'TRUE') return ofNumber('1', affinity);
	if (upper === 'FALSE') return ofNumber('0', affinity);
	// A bare word is a text, as a quoted one is; an expression of the time would not be a constant.
	return upper === 'NULL' || upper.startsWith('CURRENT_') ? null : ofText(word, affinity);
}

function ofText(text: string, affinity: Affinity): SqliteValue {
	const looksLikeNumber = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text);
	if (affinity === 'text' || affinity === 'blob' || !looksLikeNumber) return text;
	return ofNumber(text.trim(), affinity);
}

function ofLiteral(text: string, affinity: Affinity, sign: '' | '-'): SqliteValue {
	// A column of text tells it as it is written, `1.50`.
	return affinity === 'text' && !isHex(text) ? sign + text : ofNumber(text, affinity, sign);
}

function ofNumber(text: string, affinity: Affinity, sign: '' | '-' = ''): SqliteValue {
	const isInteger = isHex(text) || /^[+-]?\d+$/.test(text);
	const value = isInteger ? integerOf(text, sign) : Number(sign + text);
	return affinity === 'text' ? String(value) : value;
}

/** What 64 bits cannot hold becomes a double; in hexadecimal it is two's complement. */
function integerOf(text: string, sign: '' | '-'): number | bigint {
	const magnitude = BigInt(text.replace('+', ''));
	const unsigned = isHex(text) ? BigInt.asIntN(64, magnitude) : magnitude;
	const value = sign === '-' ? -unsigned : unsigned;
	return BigInt.asIntN(64, value) === value ? exactInteger(value) : Number(value);
}

function isHex(text: string): boolean {
	return /^0x/i.test(text);
}
