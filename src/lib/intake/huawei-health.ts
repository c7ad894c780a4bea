import { isDay, type Day } from '$lib/records/day';
import { dayAtOffset, offsetAt } from './civil-time';
import type { Head, Input } from './input';
import { asArray, asNumber, asString, member } from './json-access';
import { readItems } from './read-items';
import type { ReadContext, ReadEnd, Reader } from './reader';
import type { RecordSink } from './record-sink';

const SOURCE = 'Huawei Health';
const ORIGIN = { source: SOURCE };

/**
 * By key: whether it is a stage. The first four are of watches that tell stages (TruSleep), the last two
 * of older bands. What is awake (`…_WAKE`, `SLEEP_AWAKE`) is no sleep.
 */
const SLEEP: Readonly<Record<string, boolean>> = {
	PROFESSIONAL_SLEEP_SHALLOW: true,
	PROFESSIONAL_SLEEP_DEEP: true,
	PROFESSIONAL_SLEEP_DREAM: true,
	PROFESSIONAL_SLEEP_NOON: false,
	SLEEP_LIGHT: true,
	SLEEP_DEEP: true,
};
const AWAKE = ['PROFESSIONAL_SLEEP_WAKE', 'SLEEP_AWAKE'];
const TELLING_KEY = /^[A-Z][A-Z0-9_]{0,60}$/;

/**
 * Huawei Health's data export: `health detail data.json` (samples, of which sleep is used) and `sport
 * per minute merged data.json` (steps). The numbers of `type` differ between versions of the firmware,
 * so the keys decide. An export with neither shape ends as `unknown-layout`.
 */
export const huaweiHealth: Reader = {
	id: 'huawei-health',
	version: 1,
	recognise: ({ text }: Head) =>
		/^\s*\[\s*\{/.test(text) &&
		(text.includes('"samplePoints"') || text.includes('"sportDataUserData"')),
	async read(input: Input, sink: RecordSink, { zone }: ReadContext): Promise<ReadEnd> {
		const shapes = new Set<string>();
		const end = await readItems(input, sink, (item) => {
			const samples = asArray(member(item, 'samplePoints'));
			const minutes = asArray(member(item, 'sportDataUserData'));
			if (samples !== null) {
				shapes.add('samples');
				readSamples(item, samples, sink, zone);
			} else if (minutes !== null) {
				shapes.add('minutes');
				readMinutes(item, minutes, sink, zone);
			} else sink.skip('broken');
		});
		return end === 'whole' && shapes.size === 0 ? 'unknown-layout' : end;
	},
};

function readSamples(
	item: unknown,
	samples: readonly unknown[],
	sink: RecordSink,
	zone: string,
): void {
	for (const sample of samples) {
		const key = asString(member(sample, 'key')) ?? '';
		if (AWAKE.includes(key)) continue;
		if (!Object.hasOwn(SLEEP, key)) {
			sink.skip('not-used', TELLING_KEY.test(key) ? key : 'key');
			continue;
		}
		const startMs = asNumber(member(sample, 'startTime'));
		const endMs = asNumber(member(sample, 'endTime'));
		if (startMs === null || endMs === null) {
			sink.skip('bad-date', 'sleep');
			continue;
		}
		const offsetMinutes = offsetOf(item, endMs, zone);
		sink.addSleep({ startMs, endMs, offsetMinutes, staged: SLEEP[key] === true }, ORIGIN);
	}
}

/** A day of minutes, each of one device: phone and watch count the same walk. */
function readMinutes(
	item: unknown,
	minutes: readonly unknown[],
	sink: RecordSink,
	zone: string,
): void {
	const day = recordDay(item);
	for (const minute of minutes) {
		const startMs = asNumber(member(minute, 'startTime'));
		const at =
			day ?? (startMs === null ? null : dayAtOffset(startMs, offsetOf(minute, startMs, zone)));
		if (at === null) {
			sink.skip('bad-date', 'steps');
			continue;
		}
		const device = member(minute, 'deviceCode');
		const origin = {
			source: SOURCE,
			stream: `device ${String(asNumber(device) ?? asString(device))}`,
		};
		for (const info of asArray(member(minute, 'sportBasicInfos')) ?? []) {
			const steps = asNumber(member(info, 'steps'));
			if (steps !== null && steps > 0) sink.addToDay('steps', at, steps, origin);
		}
	}
}

/** `20240105`, as a number. */
function recordDay(item: unknown): Day | null {
	const digits = String(asNumber(member(item, 'recordDay')) ?? '');
	const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
	return isDay(day) ? day : null;
}

/** `+0800`. */
function offsetOf(item: unknown, ms: number, zone: string): number {
	const match = /^([+-])(\d\d):?(\d\d)$/.exec(asString(member(item, 'timeZone')) ?? '');
	if (match === null) return offsetAt(ms, zone);
	const [, sign, hours, minutes] = match;
	return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
}
