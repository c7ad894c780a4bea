import { language } from '$lib/app/language.svelte';
import { theme } from '$lib/app/theme.svelte';

/** Runs before anything is mounted. */
export function init(): void {
	language.start();
	theme.start();
}
