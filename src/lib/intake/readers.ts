import { appleHealth } from './apple-health';
import { csv } from './csv';
import { fhir } from './fhir';
import { fitbit } from './fitbit';
import { garmin } from './garmin';
import { healthConnect } from './health-connect';
import { huaweiHealth } from './huawei-health';
import { miFitness } from './mi-fitness';
import { tessera } from './own-export';
import type { Head } from './input';
import type { Reader } from './reader';
import { samsungHealth } from './samsung-health';
import { smartHealthCard } from './smart-health-card';

/** All sources, in the order of `READERS`: the first that recognises a file reads it. */
export const readers: readonly Reader[] = [
	tessera,
	smartHealthCard,
	fhir,
	appleHealth,
	healthConnect,
	fitbit,
	garmin,
	samsungHealth,
	miFitness,
	huaweiHealth,
	csv,
];

/** The source that a file is of, by its beginning; null where nothing here reads it. */
export function readerOf(head: Head): Reader | null {
	return readers.find((reader) => reader.recognise(head)) ?? null;
}
