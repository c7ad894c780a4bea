import type { ReaderId } from './reader';

/** Sources whose files each hold a part: of one folder they are summed together. */
const IN_PARTS: ReadonlySet<ReaderId> = new Set<ReaderId>([
	'fhir',
	'fitbit',
	'garmin',
	'samsung-health',
	'mi-fitness',
	'huawei-health',
]);
/** Takeout hands out what is large in several archives: `takeout-20240105T100000Z-001.zip`. */
const PIECE = /(?<=(?:^|\/)takeout-\d{8}T\d{6}Z[\d-]*)-\d{3}(?=\.zip(?:\/|$))/i;
/** What programs put behind the name of a file that is there already. */
const COPY = /[ _]?\((\d{1,3})\)(?=\.[^.]*$)/;

export const isInParts = (reader: ReaderId): boolean => IN_PARTS.has(reader);

export const isPieceOfTakeout = (path: string): boolean => PIECE.test(path);

/**
 * Which files of a source that tells in parts belong to one export, and so are summed: those of one
 * folder. Two exports that lie in one folder, or in one archive, tell the same days; so does a file
 * that was saved a second time beside the first (`steps (1).json`).
 * @param root tells archives apart
 */
export function partsGroup(root: string, path: string): string {
	const folder = path.slice(0, path.lastIndexOf('/') + 1).replace(PIECE, '');
	return `parts ${root} ${folder} ${COPY.exec(path)?.[1] ?? ''}`;
}
