import { m } from '$lib/words/messages';
import { arrivalOf } from './arrival';

/** What comes before the first entry, by where the app was opened; null for ordinary browsers. */
export function arrivalText(): string | null {
	const isInstalled = matchMedia('(display-mode: standalone)').matches;
	switch (arrivalOf(navigator.userAgent, navigator.maxTouchPoints, isInstalled)) {
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
