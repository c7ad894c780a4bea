import type { Input } from './input';
import { HealthConnectExport } from './health-connect-export';
import { readDays } from './health-connect-days';
import { readObservations } from './health-connect-observations';
import { readSleep } from './health-connect-sleep';
import type { ReadContext, ReadEnd, Reader } from './reader';
import type { RecordSink } from './record-sink';
import { openSqlite } from './sqlite-database';
import { isSqlite } from './sqlite-header';

/**
 * Health Connect, the store of Android: a SQLite database (in a zip, which is opened before).
 *
 *   application_info_table           row_id, package_name, app_name
 *   steps_record_table               start_time, end_time, start_zone_offset, count
 *   activity_intensity_record_table  start_time, end_time, start_zone_offset; since Android 16
 *   sleep_session_record_table       row_id, start_time, end_time, end_zone_offset
 *   sleep_stages_table               parent_key, stage_start_time, stage_end_time, stage_type
 *   weight_record_table              time, zone_offset, local_date, weight (g)
 *   height_record_table              the same with height (m)
 *   blood_pressure_record_table      the same with systolic, diastolic (mm[Hg])
 *   blood_glucose_record_table       the same with level (mmol/L), relation_to_meal, specimen_source
 *
 * Times are milliseconds since 1970, offsets seconds, `local_date` days since 1970. The schema is that
 * of AOSP packages/modules/HealthFitness (`storage/datatypehelpers/*RecordHelper.java`).
 *
 * Everything else, such as heart rates, is not even looked at: most of a large export is that.
 */
export const healthConnect: Reader = {
	id: 'health-connect',
	version: 2,
	recognise: (head) => isSqlite(head.bytes),
	read,
};

/** What SQLite has not yet written into the database itself: after this much of it, changes follow. */
const LOG_HEADER_BYTES = 32;

async function read(input: Input, sink: RecordSink, context: ReadContext): Promise<ReadEnd> {
	const opened = await openSqlite(input);
	if (!opened.ok) return opened.error === 'not-sqlite' ? 'malformed' : opened.error;
	const { brokenSchema, isTruncated } = opened.value;
	if (brokenSchema > 0) sink.skip('broken', 'sqlite_schema', brokenSchema);
	const file = new HealthConnectExport(opened.value, sink, context);
	await file.readSources();
	await readDays(file);
	const isWhole = await readSleep(file);
	await readObservations(file);
	if (file.latestMs > 0) sink.takenAt(file.latestMs);
	if (isTruncated) return 'truncated';
	if (brokenSchema > 0 || file.broken > 0) return 'damaged';
	if (file.tablesRead === 0) return 'unknown-layout';
	if (!isWhole) return 'too-large';
	const logBytes = context.sizeOf?.(`${input.path}-wal`) ?? 0;
	return logBytes > LOG_HEADER_BYTES ? 'log-unread' : 'whole';
}
