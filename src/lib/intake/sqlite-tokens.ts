/** A token of SQL; the kind tells a quoted name from a keyword that reads the same. */
export interface SqlToken {
	readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'blob' | 'sign';
	/** Without quotes; as written else. */
	readonly text: string;
}

/** Longer than any statement that makes a table of health records; a quote costs memory by its length. */
const MAX_LENGTH = 100_000;

/** Quotes are doubled within themselves; a bracket cannot be (https://www.sqlite.org/lang_keywords.html). */
const TOKEN = new RegExp(
	[
		String.raw`(?<space>\s+|--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
		String.raw`(?<blob>[xX]'[0-9a-fA-F]*')`,
		String.raw`(?<string>'(?:[^']|'')*')`,
		'(?<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\\[[^\\]]*\\])',
		String.raw`(?<number>0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)`,
		String.raw`(?<word>[A-Za-z_\u{80}-\u{10ffff}][\w$\u{80}-\u{10ffff}]*)`,
		String.raw`(?<sign>[^'"` + '`])',
	].join('|'),
	'gu',
);

/** The tokens of a statement without space and comments; null if a quote is not closed or it is too long. */
export function sqlTokens(sql: string): SqlToken[] | null {
	if (sql.length > MAX_LENGTH) return null;
	const tokens: SqlToken[] = [];
	let at = 0;
	for (const match of sql.matchAll(TOKEN)) {
		if (match.index !== at) return null;
		at += match[0].length;
		const token = tokenOf(match[0], match.groups ?? {});
		if (token !== null) tokens.push(token);
	}
	return at === sql.length ? tokens : null;
}

function tokenOf(text: string, groups: Record<string, string | undefined>): SqlToken | null {
	if (groups['space'] !== undefined) return null;
	if (groups['blob'] !== undefined) return { kind: 'blob', text: text.slice(2, -1) };
	if (groups['string'] !== undefined) return { kind: 'string', text: unquoted(text) };
	if (groups['quoted'] !== undefined) return { kind: 'quoted', text: unquoted(text) };
	if (groups['number'] !== undefined) return { kind: 'number', text };
	return { kind: groups['word'] === undefined ? 'sign' : 'word', text };
}

function unquoted(text: string): string {
	const quote = text.slice(-1);
	const inner = text.slice(1, -1);
	return quote === ']' ? inner : inner.replaceAll(quote + quote, quote);
}
