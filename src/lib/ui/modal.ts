/**
 * Opens a dialog as the browser's own modal: the focus stays inside, and Escape closes. The browser
 * gives the focus back only where it closes the dialog itself; here it goes back whenever the dialog
 * leaves the page.
 */
export function modal(dialog: HTMLDialogElement): () => void {
	const before = document.activeElement;
	dialog.showModal();
	return () => {
		if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
	};
}
