/**
 * `npm run bench`: measures, prints, and judges nothing: a slow machine is no failure. All in one
 * run, with the peers beside us. What the numbers mean is in `docs/bench.md`.
 *
 *     --xml-mb 1000   megabytes of XML in the Apple Health export that is brought in (200)
 *     --import-only   measures the import and nothing else
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';

import { BUILD, ensureBuild, LIBRARY } from '../tests/bench/app.mjs';
import { measureImport } from '../tests/bench/apple-import.mjs';
import { measureScan } from '../tests/bench/apple-scan.mjs';
import { measureLibrary, measureSizes } from '../tests/bench/bundle-size.mjs';
import { measureCamera } from '../tests/bench/camera.mjs';
import { measureChart } from '../tests/bench/chart.mjs';
import { measureCodes } from '../tests/bench/codes.mjs';
import { measureBundle } from '../tests/bench/fhir.mjs';
import { loadRooms } from '../tests/bench/load-rooms.mjs';
import { measureQr } from '../tests/bench/qr-size.mjs';
import { measureHistory, measureScore } from '../tests/bench/score.mjs';
import { measureStart } from '../tests/bench/start.mjs';

const { values: options } = parseArgs({
	options: {
		'xml-mb': { type: 'string', default: '200' },
		'import-only': { type: 'boolean', default: false },
	},
});

ensureBuild();
const [cpu] = cpus();
console.log(
	`Node ${process.versions.node}, ${String(cpus().length)} × ${cpu?.model ?? 'unknown processor'}`,
);
console.log('Median of all runs; spread: the middle eight tenths, of seven runs all seven.');

if (!options['import-only']) await measureAllElse();
await measureBundle(await loadRooms());
await measureScan();
await measureImport(Number(options['xml-mb']));

async function measureAllElse() {
	const rooms = await loadRooms();
	await measureScore(rooms);
	await measureHistory(rooms);
	const mintNow = await measureCodes(rooms);
	measureQr(mintNow());
	measureSizes(BUILD);
	// Builds it where it is older than its sources.
	await import('./build-verify.mjs');
	measureLibrary(LIBRARY);
	await measureStart(rooms, mintNow);
	await measureCamera(rooms, mintNow);
	await measureChart(rooms);
}
