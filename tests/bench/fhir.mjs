import { seriesOf } from './sample.mjs';
import { goalText, numberText, printTable, seriesCells } from './table.mjs';

const MB = 1_000_000;
const SIZE = 10 * MB;
const GOAL_MS = 1000;
const RUNS = 7;

/**
 * A Bundle as a hospital exports it, with resources of which one in four says something that is used.
 *
 * @param {typeof import('./rooms.ts')} rooms
 */
function bundleOf({ addDays }) {
	const entry = [];
	let size = 0;
	for (let at = 0; size < SIZE; at++) {
		const day = addDays('2026-11-20', -(at % 3650));
		const common = { status: 'final', subject: { reference: 'Patient/1' } };
		const code = (/** @type {string} */ loinc, /** @type {string} */ display) => ({
			coding: [{ system: 'http://loinc.org', code: loinc, display }],
			text: display,
		});
		const quantity = (/** @type {number} */ value, /** @type {string} */ unit) => ({
			...{ value, unit, system: 'http://unitsofmeasure.org', code: unit },
		});
		const resource =
			at % 4 === 0
				? {
						...{ resourceType: 'Observation', id: `o${String(at)}`, ...common },
						effectiveDateTime: `${day}T08:30:00+08:00`,
						code: code('85354-9', 'Blood pressure panel'),
						component: [
							{
								code: code('8462-4', 'Diastolic blood pressure'),
								valueQuantity: quantity(70 + (at % 20), 'mm[Hg]'),
							},
							{
								code: code('8480-6', 'Systolic blood pressure'),
								valueQuantity: quantity(110 + (at % 30), 'mm[Hg]'),
							},
						],
					}
				: {
						...{ resourceType: 'Observation', id: `o${String(at)}`, ...common },
						effectiveDateTime: `${day}T08:31:00+08:00`,
						code: code('8867-4', 'Heart rate'),
						valueQuantity: quantity(60 + (at % 40), '/min'),
						note: [
							{ text: 'Measured at rest, seated, after five minutes, by the device of the ward.' },
						],
					};
		entry.push({ fullUrl: `urn:uuid:${String(at)}`, resource });
		size += JSON.stringify(resource).length + 40;
	}
	return new TextEncoder().encode(
		JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }),
	);
}

/**
 * Times a Bundle of ten megabytes from the bytes to the records.
 *
 * @param {typeof import('./rooms.ts')} rooms
 */
export async function measureBundle(rooms) {
	const bytes = bundleOf(rooms);
	const times = [];
	let found = 0;
	for (let run = 0; run <= RUNS; run++) {
		const start = performance.now();
		const read = await rooms.importFiles([rooms.inputOfBytes(bytes, 'bundle.json')], {
			zone: 'Asia/Shanghai',
			today: '2026-11-21',
		});
		if (!read.ok) throw new Error(`the made Bundle is refused: ${read.error.code}`);
		found = read.value.records.observations.length;
		// The first one warms the compiler up and is not told.
		if (run > 0) times.push(performance.now() - start);
	}
	const series = seriesOf(times);
	printTable(
		`A FHIR Bundle of ${numberText(bytes.length / MB)} MB, in Node`,
		['', 'median', 'spread', '', 'goal'],
		[['bytes to records', ...seriesCells(series), 'ms', goalText(series.median, GOAL_MS, 'ms')]],
		[`${numberText(found)} blood pressures are found in it.`],
	);
}
