/** Hands a file to its citizen: the browser's own download, from memory, to this device. */
export function downloadText(name: string, text: string, type = 'application/json'): void {
	const url = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// The browser has taken the blob by the next turn; the address would live as long as the page.
	setTimeout(() => {
		URL.revokeObjectURL(url);
	});
}
