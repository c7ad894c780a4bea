import { importTypeScript } from '../../scripts/import-typescript.mjs';
import { appleExport } from './apple-export.mjs';
import { seriesOf } from './sample.mjs';
import { numberText, printTable, seriesCells } from './table.mjs';

const MB = 1_000_000;
const SIZE = 100 * MB;
const RUNS = 5;
/** As streams of files and of archives hand them out. */
const CHUNK_BYTES = 65_536;

/** The export as chunks of one size. */
function chunksOf() {
	const bytes = Buffer.concat([...appleExport(SIZE)].map((part) => Buffer.from(part)));
	/** @type {Uint8Array[]} */
	const chunks = [];
	for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
		const length = Math.min(CHUNK_BYTES, bytes.length - at);
		chunks.push(new Uint8Array(bytes.buffer, bytes.byteOffset + at, length));
	}
	return { chunks, size: bytes.length };
}

/** Measures our scanner beside two parsers on the XML of an export, in this process. */
export async function measureScan() {
	const rooms = /** @type {typeof import('./apple-find.ts')} */ (
		await importTypeScript('tests/bench/apple-find.ts')
	);
	const { chunks, size } = chunksOf();
	const finders = /** @type {const} */ ([
		['Tessera, the scanner', rooms.findWithOurs],
		['saxes', rooms.findWithSaxes],
		['htmlparser2', rooms.findWithHtmlparser2],
	]);
	const expected = JSON.stringify(rooms.findWithOurs(chunks));
	/** @type {(() => Promise<void>)[]} */
	const works = finders.map(([name, find]) => () => {
		if (JSON.stringify(find(chunks)) !== expected) throw new Error(`${name} finds other records`);
		return Promise.resolve();
	});
	works.push(async () => {
		await rooms.readToRecords(chunks, size);
	});

	/** @type {number[][]} */
	const speeds = works.map(() => []);
	// One run more, which warms the compiler up and is not told.
	for (let run = 0; run <= RUNS; run++) {
		for (const [at, work] of works.entries()) {
			const start = performance.now();
			await work();
			if (run > 0) speeds[at]?.push(size / MB / ((performance.now() - start) / 1000));
		}
	}
	const names = [...finders.map(([name]) => name), 'Tessera, to records and days'];
	const series = speeds.map(seriesOf);
	const ours = series[0]?.median ?? NaN;
	printTable(
		`The XML of an Apple Health export, ${numberText(size / MB)} MB, unpacked, in Node`,
		['', 'median', 'spread', '', 'ours is'],
		names.map((name, at) => [
			name,
			...seriesCells(series[at]),
			'MB/s',
			at === 1 || at === 2 ? `${numberText(ours / (series[at]?.median ?? NaN))} × as fast` : '',
		]),
		[
			`${String(RUNS)} runs in turns. All find the same records of used types, with six attributes of each as`,
			'texts. The last row is all that the app does with the XML.',
		],
	);
}
