import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createDeflateRaw, crc32 } from 'node:zlib';

/**
 * A made export of the Health app, of any size: nobody's data, the same at every run, in the shape and
 * mix of a phone and a watch that are worn every day. Records come type by type, as in a real one; of
 * their bytes about one in seven belongs to a type that is used.
 */

const FIRST_DAY = Date.UTC(2015, 2, 1);
const MS_PER_DAY = 86_400_000;
/** What a day takes in the file, about. */
const BYTES_PER_DAY = 625_000;
/** A character beyond ASCII, as in most names of phones. */
const WATCH = 'Robin’s Apple\u00a0Watch';
const PHONE = 'Robin’s iPhone';

const WATCH_DEVICE =
	'&lt;&lt;HKDevice: 0x282a45810&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,2, software:10.1, creation date:2023-09-18 20:14:22 +0000&gt;';
const PHONE_DEVICE =
	'&lt;&lt;HKDevice: 0x282a45b30&gt;, name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone14,2, software:17.0.3&gt;';

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
]>
<HealthData locale="en_GB">
 <ExportDate value="2026-11-20 09:12:30 +0100"/>
 <Me HKCharacteristicTypeIdentifierDateOfBirth="" HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexNotSet" HKCharacteristicTypeIdentifierBloodType="HKBloodTypeNotSet" HKCharacteristicTypeIdentifierFitzpatrickSkinType="HKFitzpatrickSkinTypeNotSet"/>
`;

/** Numbers from 0 to 1 that are the same at every run (a linear congruential generator). */
function seededNumbers() {
	let state = 20261120;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 0x1_0000_0000;
	};
}

/** @param {number} ms local, in a zone an hour ahead all year */
const timeText = (ms) => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} +0100`;

/**
 * @typedef {object} Series
 * @property {string} type
 * @property {string} [unit]
 * @property {number} perDay
 * @property {number} seconds how long a sample is
 * @property {boolean} onWatch
 * @property {(random: () => number) => string} value
 * @property {string} [inside] the metadata of each
 */

/** @type {(most: number, decimals?: number) => (random: () => number) => string} */
const upTo =
	(most, decimals = 0) =>
	(random) =>
		(random() * most).toFixed(decimals);

const ZONE = '\n  <MetadataEntry key="HKTimeZone" value="Europe/Paris"/>';
const MOTION = '\n  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="1"/>';
const BEATS = `\n  <HeartRateVariabilityMetadataList>${Array.from(
	{ length: 40 },
	(_, at) => `\n   <InstantaneousBeatsPerMinute bpm="${58 + (at % 9)}" time="3:14:${at + 10},31"/>`,
).join('')}\n  </HeartRateVariabilityMetadataList>`;
const STAGES = ['AsleepCore', 'AsleepDeep', 'AsleepREM', 'Awake', 'AsleepCore', 'InBed'];

/** @type {readonly Series[]} */
const SERIES = [
	{
		type: 'QuantityTypeIdentifierBodyMass',
		unit: 'kg',
		perDay: 1,
		seconds: 0,
		onWatch: false,
		value: (random) => (70 + random() * 4).toFixed(1),
	},
	{
		type: 'QuantityTypeIdentifierHeartRate',
		unit: 'count/min',
		perDay: 320,
		seconds: 5,
		onWatch: true,
		value: upTo(120),
		inside: MOTION,
	},
	{
		type: 'QuantityTypeIdentifierStepCount',
		unit: 'count',
		perDay: 130,
		seconds: 240,
		onWatch: true,
		value: upTo(120),
	},
	{
		type: 'QuantityTypeIdentifierStepCount',
		unit: 'count',
		perDay: 60,
		seconds: 420,
		onWatch: false,
		value: upTo(200),
	},
	{
		type: 'QuantityTypeIdentifierDistanceWalkingRunning',
		unit: 'km',
		perDay: 190,
		seconds: 240,
		onWatch: true,
		value: upTo(0.4, 6),
	},
	{
		type: 'QuantityTypeIdentifierBasalEnergyBurned',
		unit: 'kcal',
		perDay: 180,
		seconds: 480,
		onWatch: true,
		value: upTo(12, 3),
	},
	{
		type: 'QuantityTypeIdentifierActiveEnergyBurned',
		unit: 'kcal',
		perDay: 420,
		seconds: 60,
		onWatch: true,
		value: upTo(4, 3),
	},
	{
		type: 'QuantityTypeIdentifierAppleExerciseTime',
		unit: 'min',
		perDay: 32,
		seconds: 60,
		onWatch: true,
		value: () => '1',
	},
	{
		type: 'QuantityTypeIdentifierAppleStandTime',
		unit: 'min',
		perDay: 60,
		seconds: 300,
		onWatch: true,
		value: upTo(5),
	},
	{
		type: 'QuantityTypeIdentifierEnvironmentalAudioExposure',
		unit: 'dBASPL',
		perDay: 24,
		seconds: 1800,
		onWatch: true,
		value: upTo(80, 4),
	},
	{
		type: 'QuantityTypeIdentifierHeartRateVariabilitySDNN',
		unit: 'ms',
		perDay: 5,
		seconds: 60,
		onWatch: true,
		value: upTo(90, 4),
		inside: BEATS,
	},
	{
		type: 'CategoryTypeIdentifierSleepAnalysis',
		perDay: 24,
		seconds: 1150,
		onWatch: true,
		value: (random) =>
			`HKCategoryValueSleepAnalysis${STAGES[Math.floor(random() * STAGES.length)] ?? ''}`,
		inside: ZONE,
	},
];

/** @param {Series} series @param {number} day since the first @param {() => number} random */
function dayText({ type, unit, perDay, seconds, onWatch, value, inside }, day, random) {
	const [source, device, version] = onWatch
		? [WATCH, WATCH_DEVICE, '10.1']
		: [PHONE, PHONE_DEVICE, '17.0.3'];
	const before = ` <Record type="HK${type}" sourceName="${source}" sourceVersion="${version}" device="${device}"${unit === undefined ? '' : ` unit="${unit}"`}`;
	let text = '';
	for (let at = 0; at < perDay; at++) {
		const start =
			FIRST_DAY + day * MS_PER_DAY + Math.floor(((at + random()) / perDay) * MS_PER_DAY);
		const end = timeText(start + seconds * 1000);
		text += `${before} creationDate="${end}" startDate="${timeText(start)}" endDate="${end}" value="${value(random)}"${inside === undefined ? '/>\n' : `>${inside}\n </Record>\n`}`;
	}
	return text;
}

/** @param {number} day @param {boolean} isInside within a correlation */
function pressureText(day, isInside) {
	const time = timeText(FIRST_DAY + day * MS_PER_DAY + 28_800_000);
	const rest = `sourceName="Cuff" sourceVersion="3" unit="mmHg" creationDate="${time}" startDate="${time}" endDate="${time}"`;
	const records = [
		`<Record type="HKQuantityTypeIdentifierBloodPressureSystolic" ${rest} value="${112 + (day % 20)}"/>`,
		`<Record type="HKQuantityTypeIdentifierBloodPressureDiastolic" ${rest} value="${70 + (day % 15)}"/>`,
	];
	if (!isInside) return records.map((record) => ` ${record}\n`).join('');
	return ` <Correlation type="HKCorrelationTypeIdentifierBloodPressure" sourceName="Cuff" startDate="${time}" endDate="${time}">\n${records.map((record) => `  ${record}\n`).join('')} </Correlation>\n`;
}

/**
 * The text of an export, in parts.
 *
 * @param {number} size in bytes, about
 */
export function* appleExport(size) {
	const random = seededNumbers();
	const days = Math.max(2, Math.round(size / BYTES_PER_DAY));
	yield HEAD;
	for (const series of SERIES) {
		for (let day = 0; day < days; day++) yield dayText(series, day, random);
	}
	for (const isInside of [false, true]) {
		for (let day = 0; day < days; day += 7) yield pressureText(day, isInside);
	}
	for (let day = 0; day < days; day++) {
		yield ` <ActivitySummary dateComponents="${timeText(FIRST_DAY + day * MS_PER_DAY).slice(0, 10)}" activeEnergyBurned="590.252" activeEnergyBurnedGoal="630" activeEnergyBurnedUnit="kcal" appleExerciseTime="32" appleExerciseTimeGoal="30" appleStandHours="13" appleStandHoursGoal="12"/>\n`;
	}
	yield '</HealthData>\n';
}

const MEMBER = Buffer.from('apple_health_export/export.xml');

/**
 * Writes the export as a zip, streaming.
 *
 * @param {string} file
 * @param {number} size of the XML, about
 * @returns {Promise<{ xmlBytes: number, zipBytes: number }>}
 */
export async function writeAppleZip(file, size) {
	const out = createWriteStream(file);
	const local = Buffer.alloc(30);
	local.writeUInt32LE(0x04034b50, 0);
	local.writeUInt16LE(20, 4);
	// Bit 3: sizes and checksum follow the data; bit 11: the name is UTF-8.
	local.writeUInt16LE(0x0808, 6);
	local.writeUInt16LE(8, 8);
	local.writeUInt16LE(MEMBER.length, 26);
	out.write(local);
	out.write(MEMBER);

	const deflate = createDeflateRaw({ level: 6 });
	let packed = 0;
	deflate.on('data', (/** @type {Buffer} */ chunk) => {
		packed += chunk.length;
		if (!out.write(chunk)) {
			deflate.pause();
			out.once('drain', () => deflate.resume());
		}
	});
	let checksum = 0;
	let xmlBytes = 0;
	for (const part of appleExport(size)) {
		const bytes = Buffer.from(part);
		checksum = crc32(bytes, checksum);
		xmlBytes += bytes.length;
		if (!deflate.write(bytes)) await once(deflate, 'drain');
	}
	deflate.end();
	await once(deflate, 'end');

	const descriptor = Buffer.alloc(16);
	descriptor.writeUInt32LE(0x08074b50, 0);
	descriptor.writeUInt32LE(checksum, 4);
	descriptor.writeUInt32LE(packed, 8);
	descriptor.writeUInt32LE(xmlBytes, 12);
	const central = Buffer.alloc(46);
	central.writeUInt32LE(0x02014b50, 0);
	central.writeUInt16LE(20, 4);
	local.copy(central, 6, 4, 26);
	descriptor.copy(central, 16, 4);
	central.writeUInt16LE(MEMBER.length, 28);
	const directoryAt = local.length + MEMBER.length + packed + descriptor.length;
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(1, 8);
	end.writeUInt16LE(1, 10);
	end.writeUInt32LE(central.length + MEMBER.length, 12);
	end.writeUInt32LE(directoryAt, 16);
	for (const part of [descriptor, central, MEMBER, end]) out.write(part);
	out.end();
	await once(out, 'close');
	return { xmlBytes, zipBytes: directoryAt + central.length + MEMBER.length + end.length };
}
