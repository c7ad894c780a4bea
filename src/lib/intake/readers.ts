import { appleHealth } from './apple-health';
import { csv } from './csv';
import { fhir } from './fhir';
import { fitbit } from './fitbit';
import { garmin } from './garmin';
import { healthConnect } from './health-connect';
import { huaweiHealth } from './huawei-health';
import { miFitness } from './mi-fitness';
import { tessera } from './own-export';
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
