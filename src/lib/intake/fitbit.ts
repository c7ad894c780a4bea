import { readFitbitNight } from './fitbit-sleep';
import { readFitbitMinute, takeGoogleSteps, takeGoogleWeight } from './fitbit-steps';
import { readHead } from './head';
import type { Head, Input } from './input';
import { member } from './json-access';
import { readItems } from './read-items';
import { readTable } from './read-table';
import type { ReadContext, ReadEnd, Reader } from './reader';
import type { RecordSink } from './record-sink';

const fileName = (path: string) => path.split('/').at(-1) ?? '';

/** Only its name says that a file of minutes has steps: calories, distance and altitude look alike. */
const isSteps = (path: string) => /^steps[-_.]/i.test(fileName(path));

const MINUTES =
	/^\s*\[\s*\{\s*"dateTime"\s*:\s*"\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d"\s*,\s*"value"\s*:/;
/** Without the column of data sources anybody's table could be called so: then the times tell. */
const GOOGLE =
	/^timestamp,(?:(?:steps|weight grams),data source\r?\n|steps\r?\n\d{4}-\d\d-\d\dT[\d:.]+Z,|weight grams\r?\n)/;
const GOOGLE_FOLDER = /(?:^|\/)(?:Fitbit|Google Health)\//;

/**
 * Fitbit, as Google Takeout has it: `Global Export Data/steps-*.json` and `sleep-*.json`, and the newer
 * tables of `Physical Activity_GoogleData`, which tell the same steps again (a stream of their own).
 * The other tables of the folder are known, and not used.
 */
export const fitbit: Reader = {
	id: 'fitbit',
	version: 2,
	recognise({ path, text }: Head): boolean {
		if (MINUTES.test(text)) return isSteps(path);
		if (/^\s*\[/.test(text)) {
			return text.includes('"dateOfSleep"') && text.includes('"minutesAsleep"');
		}
		const header = text.slice(0, 200).split('\n', 1)[0]?.trim() ?? '';
		return GOOGLE.test(text) || (header.startsWith('timestamp,') && GOOGLE_FOLDER.test(path));
	},
	async read(input: Input, sink: RecordSink, { zone }: ReadContext): Promise<ReadEnd> {
		const { text } = await readHead(input);
		if (/^\s*\[/.test(text)) {
			const hasSteps = isSteps(input.path);
			return readItems(input, sink, (item) => {
				if (member(item, 'dateOfSleep') !== undefined) readFitbitNight(item, sink, zone);
				else if (hasSteps) readFitbitMinute(item, sink, zone);
				else sink.skip('not-used');
			});
		}
		const isKnown = await readTable(input, sink, ['timestamp'], (has) => {
			if (has('steps')) return takeGoogleSteps(sink, zone);
			if (has('weight grams')) return takeGoogleWeight(sink, zone);
			sink.skip('not-used', fileName(input.path).replace(/[-_ ]*\d[\d-]*.*$|\.csv$/i, ''));
			return null;
		});
		return isKnown ? 'whole' : 'unknown-layout';
	},
};
