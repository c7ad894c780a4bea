/**
 * The names of an error and of what it was made from: Dexie keeps in `inner` what IndexedDB said, and
 * of an error in a worker only the name comes over, as `cause`.
 */
export function errorNames(error: unknown): readonly string[] {
	if (typeof error === 'string') return [error];
	if (!(error instanceof Error)) return [];
	const { inner } = error as { readonly inner?: unknown };
	return [error.name, ...errorNames(inner ?? error.cause)];
}
