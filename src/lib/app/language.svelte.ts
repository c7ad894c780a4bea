import { overwriteGetLocale, type Locale } from '$lib/words/runtime';
import { readPreference, writePreference } from './preferences';

/** The tags that browsers, readers and `Intl` expect for each language of the app. */
const TAGS: Record<Locale, string> = { en: 'en', zh: 'zh-Hans' };

function isLocale(text: string | null): text is Locale {
	return text !== null && text in TAGS;
}

/** The stored choice, else the first of the browser's languages that the app speaks. */
function firstLocale(): Locale {
	const stored = readPreference('language');
	if (isLocale(stored)) return stored;
	for (const tag of navigator.languages) {
		const base = tag.split('-')[0] ?? '';
		if (isLocale(base)) return base;
	}
	return 'en';
}

class Language {
	#locale = $state<Locale>('en');

	/** Sets the language before anything is shown, so nobody sees a flash of another one. */
	start(): void {
		this.#apply(firstLocale());
		// Messages read this state, so every text follows a change without a reload.
		overwriteGetLocale(() => this.#locale);
	}

	get locale(): Locale {
		return this.#locale;
	}

	/** BCP 47, for `lang` and `Intl`. */
	get tag(): string {
		return TAGS[this.#locale];
	}

	choose(locale: Locale): void {
		writePreference('language', locale);
		this.#apply(locale);
	}

	#apply(locale: Locale): void {
		this.#locale = locale;
		document.documentElement.lang = TAGS[locale];
	}
}

export const language = new Language();
