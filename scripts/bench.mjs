/**
 * `npm run bench`: measures, prints, and judges nothing: a slow machine is no failure. All in one
 * run, with the peers beside us. What the numbers mean is in `docs/bench.md`.
 */
import { cpus } from 'node:os';

import { BUILD, ensureBuild, LIBRARY } from '../tests/bench/app.mjs';
import { measureLibrary, measureSizes } from '../tests/bench/bundle-size.mjs';
import { measureCamera } from '../tests/bench/camera.mjs';
import { measureCodes } from '../tests/bench/codes.mjs';
import { loadRooms } from '../tests/bench/load-rooms.mjs';
import { measureQr } from '../tests/bench/qr-size.mjs';
import { measureScore } from '../tests/bench/score.mjs';
import { measureStart } from '../tests/bench/start.mjs';

ensureBuild();
const [cpu] = cpus();
console.log(
	`Node ${process.versions.node}, ${String(cpus().length)} × ${cpu?.model ?? 'unknown processor'}`,
);
console.log('Median of all runs; spread: the middle eight tenths, of seven runs all seven.');

const rooms = await loadRooms();
await measureScore(rooms);
const mintNow = await measureCodes(rooms);
measureQr(mintNow());
measureSizes(BUILD);
// Builds it where it is older than its sources.
await import('./build-verify.mjs');
measureLibrary(LIBRARY);
await measureStart(rooms, mintNow);
await measureCamera(rooms, mintNow);
