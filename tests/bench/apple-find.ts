/** The same job with our scanner and with two parsers of XML, bundled for Node by `import-typescript.mjs`. */
import { Parser } from 'htmlparser2';
import { SaxesParser } from 'saxes';
import { appleHealth } from '$lib/intake/apple-health';
import { USES } from '$lib/intake/apple-types';
import { ByteCache } from '$lib/intake/byte-cache';
import { Collector } from '$lib/intake/collector';
import type { Input } from '$lib/intake/input';
import { XmlAttributes } from '$lib/intake/xml-attributes';
import { bytesAre, XmlScanner } from '$lib/intake/xml-scanner';
import { xmlText } from '$lib/intake/xml-text';

/** How many records of used types there are, and how long their texts are together. */
interface Found {
	records: number;
	characters: number;
}

type Chunks = Iterable<Uint8Array>;

const WANTED = ['type', 'sourceName', 'unit', 'startDate', 'endDate', 'value'];

function note(found: Found, attributes: Readonly<Record<string, string | undefined>>): void {
	if (!USES.has(attributes['type'] ?? '')) return;
	found.records++;
	for (const name of WANTED) found.characters += attributes[name]?.length ?? 0;
}

export function findWithOurs(chunks: Chunks): Found {
	const found: Found = { records: 0, characters: 0 };
	const record = new TextEncoder().encode('<Record type="');
	const names = WANTED.map((name) => ({ name, bytes: new TextEncoder().encode(name) }));
	const isUsed = new ByteCache((bytes, start, end) => USES.has(xmlText(bytes, start, end)));
	const tag = new XmlAttributes();
	const scanner = new XmlScanner((bytes, start, end) => {
		if (!bytesAre(bytes, start, record)) return;
		if (isUsed.getUpTo(bytes, start + record.length, end, 0x22) !== true) return;
		const attributes: Record<string, string> = {};
		tag.begin(bytes, start + '<Record'.length, end);
		while (tag.next()) {
			for (const { name, bytes: wanted } of names) {
				if (tag.nameIs(wanted)) attributes[name] = xmlText(bytes, tag.valueStart, tag.valueEnd);
			}
		}
		note(found, attributes);
	});
	for (const chunk of chunks) scanner.push(chunk);
	scanner.end();
	return found;
}

export function findWithSaxes(chunks: Chunks): Found {
	const found: Found = { records: 0, characters: 0 };
	const parser = new SaxesParser({ position: false, xmlns: false });
	parser.on('opentag', ({ name, attributes }) => {
		if (name === 'Record') note(found, attributes);
	});
	const decoder = new TextDecoder();
	for (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }));
	parser.close();
	return found;
}

export function findWithHtmlparser2(chunks: Chunks): Found {
	const found: Found = { records: 0, characters: 0 };
	const parser = new Parser(
		{
			onopentag(name, attributes) {
				if (name === 'Record') note(found, attributes);
			},
		},
		{ xmlMode: true, decodeEntities: true },
	);
	const decoder = new TextDecoder();
	for (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }));
	parser.end();
	return found;
}

/** All that the app does with the XML: days, blood pressures in pairs, sleep as one. */
export async function readToRecords(chunks: Chunks, size: number): Promise<number> {
	const collector = new Collector('2026-11-20');
	const input: Input = {
		...{ path: 'export.xml', size },
		// eslint-disable-next-line @typescript-eslint/require-await -- the contract of an input
		async *stream() {
			yield* chunks;
		},
		slice: () => Promise.reject(new Error('read from the first byte on')),
	};
	const context = { zone: 'Europe/Paris', today: '2026-11-20' };
	const end = await appleHealth.read(input, collector.sink('file'), context);
	if (end !== 'whole') throw new Error(`the made export is read as ${end}`);
	return collector.collect().records.days.length;
}
