/** One directive of a Content-Security-Policy, as it is written. */
export interface Directive {
	readonly name: string;
	readonly values: readonly string[];
}

/** The directives of a policy's text; of two with one name the first counts (CSP level 3, 2.2.1). */
export function parsePolicy(text: string): readonly Directive[] {
	const found = new Map<string, Directive>();
	for (const part of text.split(';')) {
		const [name = '', ...values] = part.trim().split(/\s+/);
		const key = name.toLowerCase();
		if (key !== '' && !found.has(key)) found.set(key, { name: key, values });
	}
	return [...found.values()];
}
