import type { Head } from './input';
import type { Reader } from './reader';
import { AppleExport } from './apple-export';
import { XmlScanner } from './xml-scanner';

/**
 * The export of Apple's Health app: one `HealthData` document, by whatever name the phone's language
 * gives it (in English `apple_health_export/export.xml`). Its own document type is the reference of
 * the format; what departs from it is named in `tests/fixtures/intake/apple-export.xml`.
 */
export const appleHealth: Reader = {
	id: 'apple-health',
	version: 1,
	recognise: ({ text, bytes }) => !isUtf16(bytes) && hasRoot(text),
	async read(input, sink, context) {
		const data = new AppleExport(sink, context);
		const scanner = new XmlScanner((bytes, start, end) => {
			data.take(bytes, start, end);
		});
		try {
			for await (const chunk of input.stream()) scanner.push(chunk);
		} finally {
			// What was read until the stream broke off counts, and pairs wait to be told.
			data.isAtEnd = true;
			scanner.end();
			data.finish();
		}
		return data.readEnd;
	},
};

const isUtf16 = (bytes: Head['bytes']) =>
	(bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

const ROOT = /<(?:!DOCTYPE\s+)?HealthData[\s>/[]/y;

/** Whether the first thing that is no declaration and no comment is `HealthData` or its document type. */
function hasRoot(text: string): boolean {
	let at = 0;
	for (;;) {
		while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
		const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : null;
		if (end === null) break;
		const found = text.indexOf(end, at + end.length);
		if (found === -1) return false;
		at = found + end.length;
	}
	ROOT.lastIndex = at;
	return ROOT.test(text);
}
