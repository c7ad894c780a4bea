/**
 * Puts the focus on what has taken the place of what had it: a button that was tapped and is gone
 * leaves the keyboard and the screen reader at the beginning of the page.
 */
export function focusHere(element: HTMLElement): void {
	element.focus({ preventScroll: true });
}
