import { readPreference, writePreference } from './preferences';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

function isTheme(text: string | null): text is Theme {
	return THEMES.some((theme) => theme === text);
}

class ThemeChoice {
	#choice = $state<Theme>('system');

	start(): void {
		const stored = readPreference('theme');
		this.#choice = isTheme(stored) ? stored : 'system';
		const dark = matchMedia('(prefers-color-scheme: dark)');
		dark.addEventListener('change', () => {
			this.#apply(dark.matches);
		});
		this.#apply(dark.matches);
	}

	get choice(): Theme {
		return this.#choice;
	}

	choose(choice: Theme): void {
		this.#choice = choice;
		writePreference('theme', choice === 'system' ? null : choice);
		this.#apply(matchMedia('(prefers-color-scheme: dark)').matches);
	}

	#apply(systemIsDark: boolean): void {
		const dark = this.#choice === 'system' ? systemIsDark : this.#choice === 'dark';
		document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
	}
}

export const theme = new ThemeChoice();
