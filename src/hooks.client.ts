import { language } from '$lib/app/language.svelte';
import { keepNoScrollPositions } from '$lib/app/scroll-positions';
import { theme } from '$lib/app/theme.svelte';
import { violations } from '$lib/app/violations.svelte';

/** Runs before anything is mounted. */
export function init(): void {
	// Came with Safari 16.4, the last of our floor; older ones lack more than this, and less visibly.
	if (!('CompressionStream' in globalThis)) {
		document.querySelector('.too-old')?.classList.add('shown');
		throw new Error('This browser is below the supported floor.');
	}
	violations.start();
	language.start();
	theme.start();
	keepNoScrollPositions();
}
