/**
 * Kit notes in session storage where each page of a tab was scrolled to, which says which pages it was
 * on. It does so whenever the tab is hidden or left: each time, this erases it before anything else
 * happens. Kit has the positions in memory as well, and goes by those while the page lives.
 */
const NOTED_AT = ['beforeunload', 'visibilitychange'];

function forget(): void {
	try {
		sessionStorage.clear();
	} catch {
		// Where session storage is closed, nothing was noted.
	}
}

/** Leaves no scroll position in session storage, for as long as the page lives. */
export function keepNoScrollPositions(): void {
	forget();
	for (const type of NOTED_AT)
		window.addEventListener(
			type,
			() => {
				// Added on the event's way down, it is the last to be called on its way up: after Kit's.
				window.addEventListener(type, forget, { once: true });
			},
			{ capture: true },
		);
}
