/**
 * Opens a dialog as the browser's own modal: the focus stays inside, and Escape closes. The browser
 * gives the focus back only where it closes the dialog itself; here it goes back whenever the dialog
 * leaves the page. That is a moment after the browser has closed it: who has gone on to something
 * else meanwhile is left there.
 */
export function modal(dialog: HTMLDialogElement): () => void {
	const before = document.activeElement;
	dialog.showModal();
	return () => {
		const now = document.activeElement;
		if (now !== null && now !== document.body && !dialog.contains(now)) return;
		if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
	};
}
