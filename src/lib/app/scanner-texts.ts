import { m } from '$lib/words/messages';
import type { ScannerProblem } from './scanner.svelte';

/** What happened, and the other ways in. */
export function scannerProblemText(problem: ScannerProblem): string {
	switch (problem) {
		case 'unsupported':
			return m.camera_unsupported();
		case 'denied':
			return m.camera_denied();
		case 'unavailable':
			return m.camera_unavailable();
		case 'ended':
			return m.camera_ended();
		case 'not-an-image':
			return m.image_not_an_image();
		case 'no-code':
			return m.image_no_code();
	}
}
