/**
 * A request that came while the records were locked. It is erased from the address like any other,
 * and waits in memory for the page that answers it.
 */
let kept: string | null = null;

export function keepRequest(text: string): void {
	kept = text;
}

export const hasKeptRequest = (): boolean => kept !== null;

/** The request, once. */
export function takeRequest(): string | null {
	const text = kept;
	kept = null;
	return text;
}
