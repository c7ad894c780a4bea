/** Values that stand nowhere else, put in by the journey, so that each place where one is, is a leak. */

export interface Canary {
	readonly name: string;
	readonly text: string;
}

/** Six characters at least: a shorter one would turn up by chance in megabytes of sealed bytes. */
export const CANARIES = {
	stepsTyped: { name: 'steps, typed', text: '103713' },
	stepsOffline: { name: 'steps, typed offline', text: '104729' },
	stepsImported: { name: 'steps, imported', text: '102931' },
	weight: { name: 'weight', text: '87.654' },
	condition: { name: 'condition', text: 'canary-cough-xyzzy' },
	source: { name: 'source of a record', text: 'canary-watch-plugh' },
	clinic: { name: 'source of an examination', text: 'canary-clinic-frotz' },
	asker: { name: 'who asked', text: 'Canary Library Gnusto' },
	passphrase: { name: 'passphrase of the lock', text: 'canary lantern 7 mosaic rezrov' },
	backup: { name: 'passphrase of the backup', text: 'canary velvet 9 harbour yonked' },
} as const satisfies Record<string, Canary>;

/** Where a value was found, and how it was written there. */
export interface Sighting {
	readonly canary: string;
	readonly form: string;
	readonly place: string;
}

interface Needle {
	readonly canary: string;
	readonly form: string;
	readonly bytes: Buffer;
}

/**
 * Base64 of a text inside a longer one: it depends on where among three bytes the text begins. What
 * its neighbours take part in is left out.
 */
function insideBase64(bytes: Buffer): string[] {
	return [0, 1, 2].map((before) => {
		const padded = Buffer.concat([Buffer.alloc(before), bytes]);
		const first = Math.ceil((before * 8) / 6);
		const end = Math.floor((padded.length * 8) / 6);
		return padded.toString('base64').slice(first, end);
	});
}

const percent = (bytes: Buffer) =>
	Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** Every form in which a value is looked for. */
function needlesOf({ name, text }: Canary): Needle[] {
	const utf8 = Buffer.from(text);
	const forms: [string, string | Buffer][] = [
		['UTF-8', utf8],
		['UTF-16', Buffer.from(text, 'utf16le')],
		['UTF-16', Buffer.from(text, 'utf16le').swap16()],
		['hexadecimal', utf8.toString('hex')],
		['hexadecimal', utf8.toString('hex').toUpperCase()],
		['percent', percent(utf8)],
		['percent', percent(utf8).toUpperCase()],
		['percent', encodeURIComponent(text)],
		['percent', encodeURIComponent(text).replaceAll('%20', '+')],
		// A label of a name in DNS has no spaces, and no difference of case.
		['a name', text.toLowerCase().replaceAll(/[^\w-]/g, '-')],
	];
	for (const encoded of insideBase64(utf8)) {
		forms.push(['base64', encoded]);
		forms.push(['base64url', encoded.replaceAll('+', '-').replaceAll('/', '_')]);
	}
	const seen = new Set<string>();
	return forms.flatMap(([form, written]) => {
		const bytes = Buffer.from(written);
		const key = bytes.toString('latin1');
		if (seen.has(key)) return [];
		seen.add(key);
		return [{ canary: name, form, bytes }];
	});
}

/** Looks for values in places, in every form; one sighting a value and place. */
export class Search {
	readonly #needles: readonly Needle[];

	constructor(canaries: readonly Canary[]) {
		this.#needles = canaries.flatMap(needlesOf);
	}

	in(place: string, content: string | Uint8Array): Sighting[] {
		const bytes = Buffer.from(content);
		const found = new Map<string, Sighting>();
		for (const { canary, form, bytes: needle } of this.#needles)
			if (!found.has(canary) && bytes.includes(needle)) found.set(canary, { canary, form, place });
		return [...found.values()];
	}
}
