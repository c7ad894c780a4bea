const MAX_LENGTH = 200;

/**
 * The name of a member of an archive as a plain relative path. Nothing is ever written to it: it is for
 * reports and for telling files apart, and must neither climb out of a folder nor garble a line.
 */
export function plainPath(name: string): string {
	const parts = name
		.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
		.split(/[\\/]/)
		.map((part) => part.trim())
		.filter((part) => !/^(?:\.*|[A-Za-z]:)$/.test(part));
	const path = parts.join('/');
	// The end tells more than the beginning; the first of it may be the second half of a character.
	const short = path.length <= MAX_LENGTH ? path : path.slice(-MAX_LENGTH).replace(/\p{Cs}/gu, '');
	return short === '' ? 'unnamed' : short;
}

/** Folders and what programs put beside the content: never read. */
export function isNoContent(path: string): boolean {
	return /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/.test(path);
}
