import type { HealthConnectExport } from './health-connect-export';
import { numberOf } from './health-connect-export';
import type { SqliteValue } from './sqlite-value';

const SESSIONS = {
	...{ table: 'sleep_session_record_table', what: 'sleep' },
	needed: ['row_id', 'start_time', 'end_time'],
	others: ['start_zone_offset', 'end_zone_offset'],
};
const STAGES = {
	...{ table: 'sleep_stages_table', what: 'sleep' },
	needed: ['parent_key', 'stage_start_time', 'stage_end_time', 'stage_type'],
	others: [],
};

/** `SleepSessionRecord.StageType`; 0 is unknown, and says no more than the session itself. */
const AWAKE = new Set([1, 3, 7]); // awake, out of bed, awake in bed
const SLEEPING = 2;
const STAGED = new Set([4, 5, 6]); // light, deep, REM

const SHORTEST_MS = 5 * 60_000;
/** What an app forgot to end is no sleep. */
const LONGEST_MS = 24 * 3_600_000;

/** Six a day for ninety years; a bound on what is kept until the stages are read. */
const MAX_SESSIONS = 200_000;
/** Of sessions that tell no sleep; what is beyond counts as slept. */
const MAX_AWAKE = 500_000;

interface Session {
	readonly startMs: number;
	readonly endMs: number;
	readonly offsetMinutes: number;
	readonly source: string;
	hasSleep: boolean;
	hasStaged: boolean;
	readonly awake: { readonly startMs: number; readonly endMs: number }[];
}

/**
 * Reads sleep. A session that tells stages of sleep is asleep in those alone; one that tells none is
 * asleep from end to end, except where it says awake. False if there were too many to be read.
 */
export async function readSleep(file: HealthConnectExport): Promise<boolean> {
	const { sessions, isWhole } = await readSessions(file);
	// Twice, so that no more than the sessions is ever kept: first what is told, then what it says.
	await eachStage(file, sessions, (session, startMs, endMs, type) => {
		if (type === SLEEPING || STAGED.has(type)) session.hasSleep = true;
		if (STAGED.has(type)) session.hasStaged = true;
	});
	let awake = 0;
	await eachStage(file, sessions, (session, startMs, endMs, type) => {
		if (type === SLEEPING || STAGED.has(type)) {
			// "Sleeping" among stages is one of them; alone it is no more than the generic session.
			const { offsetMinutes, source, hasStaged: staged } = session;
			file.sink.addSleep({ startMs, endMs, offsetMinutes, staged }, { source });
		} else if (AWAKE.has(type) && !session.hasSleep && awake++ < MAX_AWAKE) {
			session.awake.push({ startMs, endMs });
		}
	});
	for (const session of sessions.values()) if (!session.hasSleep) addGeneric(file, session);
	return isWhole;
}

type StageTaker = (session: Session, startMs: number, endMs: number, type: number) => void;

async function readSessions(
	file: HealthConnectExport,
): Promise<{ sessions: Map<number, Session>; isWhole: boolean }> {
	const sessions = new Map<number, Session>();
	let isWhole = true;
	await file.read(SESSIONS, (row, source) => {
		const id = file.numberIn(row, 'row_id', 'sleep');
		const startMs = id === null ? null : file.timeIn(row, 'start_time', 'sleep');
		const endMs = startMs === null ? null : file.timeIn(row, 'end_time', 'sleep');
		if (id === null || startMs === null || endMs === null) return;
		const length = endMs - startMs;
		if (length < 0) file.sink.skip('bad-date', 'sleep');
		else if (length < SHORTEST_MS) file.sink.skip('too-short', 'sleep');
		else if (length > LONGEST_MS) file.sink.skip('implausible', 'sleep');
		else if (sessions.size >= MAX_SESSIONS) isWhole = false;
		else {
			const seconds = row('end_zone_offset') ?? row('start_zone_offset');
			const offsetMinutes = file.offsetMinutes(seconds, endMs);
			const told = { hasSleep: false, hasStaged: false, awake: [] };
			sessions.set(id, { startMs, endMs, offsetMinutes, source, ...told });
		}
	});
	return { sessions, isWhole };
}

/** The stages of the sessions that are kept, within these. */
async function eachStage(
	file: HealthConnectExport,
	sessions: ReadonlyMap<number, Session>,
	take: StageTaker,
): Promise<void> {
	await file.readParts(STAGES, (row) => {
		const session = sessions.get(numberOf(row('parent_key')) ?? -1);
		const type = numberOf(row('stage_type'));
		const startMs = within(session, row('stage_start_time'));
		const endMs = within(session, row('stage_end_time'));
		if (session === undefined || type === null || startMs === null || endMs === null) return;
		if (endMs > startMs) take(session, startMs, endMs, type);
	});
}

function within(session: Session | undefined, time: SqliteValue): number | null {
	const ms = numberOf(time);
	if (session === undefined || ms === null) return null;
	return Math.min(Math.max(ms, session.startMs), session.endMs);
}

function addGeneric(file: HealthConnectExport, session: Session): void {
	const { endMs, offsetMinutes, source } = session;
	const add = (from: number, until: number) => {
		if (until <= from) return;
		const interval = { startMs: from, endMs: until, offsetMinutes, staged: false };
		file.sink.addSleep(interval, { source });
	};
	let at = session.startMs;
	for (const awake of session.awake.sort((a, b) => a.startMs - b.startMs)) {
		add(at, awake.startMs);
		at = Math.max(at, awake.endMs);
	}
	add(at, endMs);
}
