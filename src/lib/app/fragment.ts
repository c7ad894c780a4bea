/**
 * What a link carries behind its `#`, which no server ever sees. Null where there is nothing, or
 * what cannot be read as text.
 */
export function fragmentText(url: URL): string | null {
	if (url.hash === '') return null;
	try {
		return decodeURIComponent(url.hash.slice(1));
	} catch {
		return null;
	}
}
