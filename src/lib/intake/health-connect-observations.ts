import type { Day } from '$lib/records/day';
import type { ValueObservation } from '$lib/records/records';
import { dayAtOffset } from './civil-time';
import { type HealthConnectExport, numberOf, type Row } from './health-connect-export';
import type { OwnName } from './record-sink';

const MS_PER_DAY = 86_400_000;
const INSTANT = ['zone_offset', 'local_date'];

/** In grams (AOSP `WeightRecordHelper`, `Mass`). */
const WEIGHT = {
	...{ table: 'weight_record_table', what: 'weight' },
	...{ needed: ['time', 'weight'], others: INSTANT },
};
/** In metres (`HeightRecordHelper`, `Length`). */
const HEIGHT = {
	...{ table: 'height_record_table', what: 'height' },
	...{ needed: ['time', 'height'], others: INSTANT },
};
/** In mm[Hg] (`BloodPressureRecordHelper`, `Pressure`). */
const PRESSURE = {
	...{ table: 'blood_pressure_record_table', what: 'bp' },
	...{ needed: ['time', 'systolic', 'diastolic'], others: INSTANT },
};
/** In mmol/L (`BloodGlucoseRecordHelper`, `BloodGlucose`). */
const GLUCOSE = {
	...{ table: 'blood_glucose_record_table', what: 'glucose' },
	needed: ['time', 'level'],
	others: [...INSTANT, 'relation_to_meal', 'specimen_source'],
};
/** `BloodGlucoseRecord.RelationToMealType`: during a fast, not merely before a meal. */
const FASTING = 2;
/** `BloodGlucoseRecord.SpecimenSource`: a sensor under the skin, and tears: no glucose of the blood. */
const INTERSTITIAL_FLUID = 1;
const TEARS = 5;

/** Reads weights, heights, blood pressures and glucose. */
export async function readObservations(file: HealthConnectExport): Promise<void> {
	await file.read(WEIGHT, (row, source) => {
		add(file, row, 'weight', file.numberIn(row, 'weight', 'weight'), 1 / 1000, source);
	});
	await file.read(HEIGHT, (row, source) => {
		add(file, row, 'height', file.numberIn(row, 'height', 'height'), 100, source);
	});
	await file.read(PRESSURE, (row, source) => {
		const systolic = file.numberIn(row, 'systolic', 'bp');
		const diastolic = systolic === null ? null : file.numberIn(row, 'diastolic', 'bp');
		const day = systolic === null || diastolic === null ? null : dayOf(file, row, 'bp');
		if (systolic === null || diastolic === null || day === null) return;
		const pressure = { systolic: rounded(systolic), diastolic: rounded(diastolic) };
		file.sink.addObservation({ kind: 'bp', day, ...pressure, source });
	});
	await file.read(GLUCOSE, (row, source) => {
		const specimen = numberOf(row('specimen_source'));
		if (specimen === INTERSTITIAL_FLUID || specimen === TEARS) {
			file.sink.skip('not-used', 'glucose-not-of-blood' satisfies OwnName);
			return;
		}
		const isFasting = numberOf(row('relation_to_meal')) === FASTING;
		const kind = isFasting ? 'glucose-fasting' : 'glucose';
		add(file, row, kind, file.numberIn(row, 'level', 'glucose'), 1, source);
	});
}

function add(
	file: HealthConnectExport,
	row: Row,
	kind: ValueObservation['kind'],
	value: number | null,
	factor: number,
	source: string,
): void {
	const day = value === null ? null : dayOf(file, row, kind);
	if (value === null || day === null) return;
	file.sink.addObservation({ kind, day, value: rounded(value * factor), source });
}

/** The day on the clock of whoever measured; null is counted as skipped. */
function dayOf(file: HealthConnectExport, row: Row, what: string): Day | null {
	const ms = file.timeIn(row, 'time', what);
	if (ms === null) return null;
	const localDate = numberOf(row('local_date'));
	const isTold = row('zone_offset') === null && localDate !== null;
	const day = isTold
		? dayAtOffset(localDate * MS_PER_DAY, 0)
		: dayAtOffset(ms, file.offsetMinutes(row('zone_offset'), ms));
	if (day === null) file.sink.skip('bad-date', what);
	return day;
}

function rounded(value: number): number {
	return Math.round(value * 1000) / 1000;
}
