import { m } from '$lib/words/messages';
import { arrivalOf, type Arrival } from './arrival';

/** Where the app was opened. */
export function arrivalHere(): Arrival {
	const isInstalled = matchMedia('(display-mode: standalone)').matches;
	return arrivalOf(navigator.userAgent, navigator.maxTouchPoints, isInstalled);
}

/** What comes before the first entry, by where the app was opened; null for ordinary browsers. */
export function arrivalText(): string | null {
	switch (arrivalHere()) {
		case 'in-app':
			return m.arrival_in_app();
		case 'ios-browser':
			return m.arrival_ios_browser();
		case 'ios-installed':
			return m.arrival_ios_installed();
		case 'browser':
			return null;
	}
}
