/** Reading JSON of which nothing is known: what is not there, or of another type, is null. */

/** The member of the member of …, own members only; undefined where there is none. */
export function member(value: unknown, ...path: readonly (string | number)[]): unknown {
	let at = value;
	for (const name of path) {
		if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
		at = (at as Readonly<Record<string | number, unknown>>)[name];
	}
	return at;
}

export function asString(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

/** A finite number; not a text that looks like one. */
export function asNumber(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function asArray(value: unknown): readonly unknown[] | null {
	return Array.isArray(value) ? value : null;
}
