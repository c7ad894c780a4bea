/**
 * What rests in local storage: choices of this browser that say nothing about a person's health.
 * Every key is in the register (`flows`). Where storage is closed (some private modes), the defaults
 * serve for the session.
 */
const KEYS = {
	language: 'tessera.language',
	theme: 'tessera.theme',
	verifier: 'tessera.verifier',
	/** That there is a vault: where it is gone and this is not, its citizen is not greeted as new. */
	kept: 'tessera.kept',
} as const;

export type PreferenceName = keyof typeof KEYS;

export function readPreference(name: PreferenceName): string | null {
	try {
		return localStorage.getItem(KEYS[name]);
	} catch {
		return null;
	}
}

/** Remembers a choice; `null` forgets it. */
export function writePreference(name: PreferenceName, value: string | null): void {
	try {
		if (value === null) localStorage.removeItem(KEYS[name]);
		else localStorage.setItem(KEYS[name], value);
	} catch {
		// The choice holds until the page closes.
	}
}

export function forgetPreferences(): void {
	for (const name of Object.keys(KEYS) as PreferenceName[]) writePreference(name, null);
}
