import { bytesToBase64url } from '$lib/codec/base64url';
import type { ImportReport } from '$lib/intake/report';
import type { Day } from '$lib/records/day';
import type { BatchInfo } from '$lib/vault/batches';
import { browserRandom } from './random';

const ID_BYTES = 12;

/** What is noted of files beside their records. */
export function batchOf({ files, skipped, takenAt }: ImportReport, today: Day): BatchInfo {
	const versions: Record<string, number> = {};
	for (const { reader, version } of files)
		if (reader !== null && version !== null && reader !== 'zip') versions[reader] = version;
	return {
		id: bytesToBase64url(browserRandom(ID_BYTES)),
		importedOn: today,
		files: files.flatMap(({ path, sha256 }) => (sha256 === null ? [] : [{ name: path, sha256 }])),
		readers: Object.entries(versions).map(([id, version]) => ({ id, version })),
		takenAt,
		skipped: skipped.map(({ reason, count }) => ({ reason, count })),
	};
}
