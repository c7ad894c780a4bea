import { sqliteDefault } from './sqlite-default';
import { type SqlToken, sqlTokens } from './sqlite-tokens';
import type { SqliteValue } from './sqlite-value';

export interface SqliteColumn {
	readonly name: string;
	/** Its place in a record, from 0 on; null for a generated column that is not stored. */
	readonly slot: number | null;
	/** Another name of the rowid: the record itself holds NULL there. */
	readonly isRowid: boolean;
	/** No two rows tell the same: declared on the column itself. */
	readonly isUnique: boolean;
	/** What rows tell that are older than the column. */
	readonly whenMissing: SqliteValue;
}

export interface SqliteLayout {
	readonly columns: readonly SqliteColumn[];
	/** Kept in an index b-tree, which is not read here. */
	readonly isWithoutRowid: boolean;
}

const COLUMN_CONSTRAINTS = new Set([
	...['CONSTRAINT', 'PRIMARY', 'NOT', 'NULL', 'UNIQUE', 'CHECK', 'DEFAULT', 'COLLATE'],
	...['REFERENCES', 'GENERATED', 'AS'],
]);
const TABLE_CONSTRAINTS = new Set(['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN']);

/** Reads on from `at`; a keyword is a word without quotes, in any case. */
class Reading {
	readonly tokens: readonly SqlToken[];
	at = 0;

	constructor(tokens: readonly SqlToken[]) {
		this.tokens = tokens;
	}

	get keyword(): string {
		const token = this.tokens[this.at];
		return token?.kind === 'word' ? token.text.toUpperCase() : '';
	}

	isSign(sign: string): boolean {
		const token = this.tokens[this.at];
		return token?.kind === 'sign' && token.text === sign;
	}

	skip(...keywords: string[]): boolean {
		const start = this.at;
		for (const keyword of keywords) {
			if (this.keyword !== keyword) {
				this.at = start;
				return false;
			}
			this.at++;
		}
		return true;
	}

	/** What is in the parentheses that begin here, without them; stands after them then. */
	group(): SqlToken[] | null {
		if (!this.isSign('(')) return null;
		const start = this.at + 1;
		let depth = 0;
		for (; this.at < this.tokens.length; this.at++) {
			if (this.isSign('(')) depth++;
			if (this.isSign(')')) depth--;
			if (depth === 0) return this.tokens.slice(start, this.at++);
		}
		return null;
	}
}

/**
 * The columns of a `CREATE TABLE` as `sqlite_schema` keeps it
 * (https://www.sqlite.org/lang_createtable.html); null if it is not one.
 */
export function parseCreateTable(sql: string): SqliteLayout | null {
	const tokens = sqlTokens(sql);
	if (tokens === null) return null;
	const reading = new Reading(tokens);
	if (!reading.skip('CREATE', 'TABLE')) return null;
	reading.skip('IF', 'NOT', 'EXISTS');
	reading.at++;
	if (reading.isSign('.')) reading.at += 2;
	const definitions = reading.group();
	if (definitions === null) return null;
	const drafts: Draft[] = [];
	let key: string | null = null;
	for (const part of splitAtCommas(definitions)) {
		if (isTableConstraint(part)) key = keyOf(part) ?? key;
		else drafts.push(columnOf(part));
	}
	const isWithoutRowid = reading.tokens
		.slice(reading.at)
		.some((token) => token.kind === 'word' && token.text.toUpperCase() === 'WITHOUT');
	return { columns: placed(drafts, key), isWithoutRowid };
}

interface Draft {
	readonly name: string;
	readonly type: string;
	readonly isStored: boolean;
	readonly isRowid: boolean;
	readonly isUnique: boolean;
	readonly whenMissing: SqliteValue;
}

function placed(drafts: readonly Draft[], key: string | null): SqliteColumn[] {
	let slot = 0;
	return drafts.map((draft) => ({
		name: draft.name,
		slot: draft.isStored ? slot++ : null,
		isRowid: draft.isRowid || (isInteger(draft.type) && draft.name.toLowerCase() === key),
		isUnique: draft.isUnique,
		whenMissing: draft.whenMissing,
	}));
}

/** "INT" would be an ordinary column (https://www.sqlite.org/lang_createtable.html, section 5). */
function isInteger(type: string): boolean {
	return type.toUpperCase() === 'INTEGER';
}

function splitAtCommas(tokens: readonly SqlToken[]): SqlToken[][] {
	const parts: SqlToken[][] = [[]];
	let depth = 0;
	for (const token of tokens) {
		const sign = token.kind === 'sign' ? token.text : '';
		if (sign === '(') depth++;
		if (sign === ')') depth--;
		if (sign === ',' && depth === 0) parts.push([]);
		else parts.at(-1)?.push(token);
	}
	return parts.filter((part) => part.length > 0);
}

function isTableConstraint(part: readonly SqlToken[]): boolean {
	return TABLE_CONSTRAINTS.has(new Reading(part).keyword);
}

/** The one column of a table's primary key, in lower case. */
function keyOf(part: readonly SqlToken[]): string | null {
	const reading = new Reading(part);
	if (reading.skip('CONSTRAINT')) reading.at++;
	if (!reading.skip('PRIMARY', 'KEY')) return null;
	const terms = splitAtCommas(reading.group() ?? []);
	return terms.length === 1 ? (terms[0]?.[0]?.text.toLowerCase() ?? null) : null;
}

function columnOf(part: readonly SqlToken[]): Draft {
	const reading = new Reading(part);
	reading.at = 1;
	const type: string[] = [];
	while (reading.at < part.length && !COLUMN_CONSTRAINTS.has(reading.keyword)) {
		// The size of a type, as in VARCHAR(20), says nothing to SQLite.
		if (reading.group() === null) type.push(part[reading.at++]?.text ?? '');
	}
	const typeName = type.join(' ');
	let isRowid = false;
	let isUnique = false;
	let isStored = true;
	let whenMissing: SqliteValue = null;
	while (reading.at < part.length) {
		if (reading.skip('PRIMARY', 'KEY')) {
			// The one exception that the documentation of rowid tables names.
			isRowid = isInteger(typeName) && !reading.skip('DESC');
			isUnique = true;
		} else if (reading.skip('UNIQUE')) isUnique = true;
		else if (reading.skip('DEFAULT')) {
			whenMissing = sqliteDefault(part.slice(reading.at, reading.at + 2), typeName);
			// What follows may read like a keyword, such as NULL.
			if (reading.group() === null) reading.at++;
		} else if (reading.skip('SET')) reading.at++;
		else if (reading.skip('AS')) {
			const isGenerated = reading.group() !== null;
			if (isGenerated) isStored = reading.skip('STORED');
		} else if (reading.group() === null) reading.at++;
	}
	return { name: part[0]?.text ?? '', type: typeName, isStored, isRowid, isUnique, whenMissing };
}
