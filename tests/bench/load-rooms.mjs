import { importTypeScript } from '../../scripts/import-typescript.mjs';

/**
 * The pure rooms as one module that Node can run.
 *
 * @returns {Promise<typeof import('./rooms.ts')>}
 */
export async function loadRooms() {
	const rooms = await importTypeScript('tests/bench/rooms.ts');
	return /** @type {typeof import('./rooms.ts')} */ (rooms);
}
