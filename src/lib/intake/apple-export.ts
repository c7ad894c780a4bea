import type { ReadContext, ReadEnd } from './reader';
import type { RecordSink } from './record-sink';
import { dayAtOffset, offsetAt } from './civil-time';
import { isTimeZone } from '$lib/records/day';
import { shareOut } from './apple-days';
import { ApplePressures } from './apple-pressures';
import { AppleRecord, type AppleType, type Tally } from './apple-record';
import { AppleTime } from './apple-time';
import { plainName, USES, type Use } from './apple-types';
import { ByteCache } from './byte-cache';
import { SeenRecords } from './seen-records';
import { XmlAttributes } from './xml-attributes';
import { bytesAre } from './xml-scanner';
import { xmlText } from './xml-text';

const encoder = new TextEncoder();
const RECORD = encoder.encode('<Record');
const RECORD_TYPE = encoder.encode('<Record type="');
const RECORD_END = encoder.encode('</Record');
const CORRELATION = encoder.encode('<Correlation');
const CORRELATION_END = encoder.encode('</Correlation');
const METADATA = encoder.encode('<MetadataEntry');
const EXPORT_DATE = encoder.encode('<ExportDate');
const ROOT = encoder.encode('<HealthData');
const ROOT_END = encoder.encode('</HealthData');

const TYPE = encoder.encode('type');
const KEY = encoder.encode('key');
const VALUE = encoder.encode('value');
const TIME_ZONE = encoder.encode('HKTimeZone');

const QUOTE = 0x22;
const SLASH = 0x2f;
/** What an element's first letter can be, where anything begins that is looked at. */
const [C, E, M, R] = [0x43, 0x45, 0x4d, 0x52];

/** Top-level elements besides records; `ClinicalRecord` points to a file that is read by itself. */
const OTHERS = ['Workout', 'ActivitySummary', 'Audiogram', 'VisionPrescription', 'StateOfMind'];

/** HealthKit has some two hundred types; the names of more than these are not told apart. */
const MOST_TYPES = 1000;

/** Turns the pieces of an export's XML into records. */
export class AppleExport {
	readonly #sink: RecordSink;
	readonly #context: ReadContext;
	readonly #attributes = new XmlAttributes();
	readonly #record: AppleRecord;
	readonly #pressures: ApplePressures;
	readonly #seen = new SeenRecords();
	readonly #types = new ByteCache((bytes, start, end) => this.#makeType(bytes, start, end));
	readonly #allTypes: AppleType[] = [];
	readonly #otherType: AppleType = { id: 0, name: 'Record', count: 0, use: null };
	readonly #others = OTHERS.map((name) => ({ name, count: 0, tag: encoder.encode(`<${name}`) }));
	readonly #zones = new ByteCache((bytes, start, end) => {
		const name = xmlText(bytes, start, end).trim();
		return isTimeZone(name) ? name : null;
	});
	/** The type of the record whose content is being read; null outside of one that is used. */
	#open: AppleType | null = null;
	/** Within a correlation, its zone, or null if it does not tell. */
	#correlationZone: string | null = null;
	#isInCorrelation = false;
	#isInside = false;
	#isOver = false;
	/** Set before the last piece: a tag that is cut there is the end of the file. */
	isAtEnd = false;

	constructor(sink: RecordSink, context: ReadContext) {
		this.#sink = sink;
		this.#context = context;
		this.#record = new AppleRecord(sink, context);
		this.#pressures = new ApplePressures(sink);
	}

	/** Takes the next piece (see `OnPiece`). */
	take(bytes: Uint8Array, start: number, end: number): void {
		if (!this.#isInside) {
			this.#lookForRoot(bytes, start, end);
			return;
		}
		switch (bytes[start + 1]) {
			case R:
				if (isTag(bytes, start, RECORD)) this.#beginRecord(bytes, start, end);
				break;
			case M:
				if ((this.#open !== null || this.#isInCorrelation) && isTag(bytes, start, METADATA)) {
					this.#takeMetadata(bytes, start, end);
				}
				break;
			case SLASH:
				this.#takeEnd(bytes, start);
				break;
			case C:
				if (isTag(bytes, start, CORRELATION)) this.#beginCorrelation(bytes, start, end);
				break;
			case E:
				if (isTag(bytes, start, EXPORT_DATE)) this.#takeExportDate(bytes, start, end);
				break;
			default:
				for (const other of this.#others) if (isTag(bytes, start, other.tag)) other.count++;
		}
	}

	/** Hands out what was held back; to be called once, also where the input broke off. */
	finish(): void {
		this.#endRecord();
		this.#pressures.flush();
		const unused: readonly Tally[] = [
			...this.#allTypes,
			this.#otherType,
			...this.#record.unused,
			...this.#others,
		];
		for (const { name, count } of unused) {
			if (count > 0) this.#sink.skip('not-used', name, count);
		}
	}

	get readEnd(): ReadEnd {
		if (this.#isOver) return 'whole';
		return this.#isInside ? 'truncated' : 'malformed';
	}

	#lookForRoot(bytes: Uint8Array, start: number, end: number): void {
		if (this.#isOver || !isTag(bytes, start, ROOT)) return;
		this.#attributes.begin(bytes, start + ROOT.length, end);
		while (this.#attributes.next());
		this.#isInside = !this.#attributes.isEmpty;
		this.#isOver = this.#attributes.isEmpty;
	}

	#beginRecord(bytes: Uint8Array, start: number, end: number): void {
		this.#endRecord();
		const type = this.#typeOf(bytes, start, end);
		if (type === null) {
			if (!this.isAtEnd) this.#sink.skip('broken', 'Record');
			return;
		}
		if (type.use === null) {
			type.count++;
			return;
		}
		const { use } = type;
		this.#attributes.begin(bytes, start + RECORD.length, end);
		const isRead = this.#record.read(type, use, this.#attributes, bytes);
		if (!this.#attributes.isWhole && !this.isAtEnd) this.#sink.skip('broken', type.name);
		if (!isRead) return;
		this.#open = type;
		if (this.#attributes.isEmpty) this.#endRecord();
	}

	/** Null if there is no type, or the tag is cut before it. */
	#typeOf(bytes: Uint8Array, start: number, end: number): AppleType | null {
		if (bytesAre(bytes, start, RECORD_TYPE)) {
			return this.#types.getUpTo(bytes, start + RECORD_TYPE.length, end, QUOTE);
		}
		const attributes = this.#attributes;
		attributes.begin(bytes, start + RECORD.length, end);
		while (attributes.next()) {
			if (attributes.nameIs(TYPE)) {
				return this.#types.get(bytes, attributes.valueStart, attributes.valueEnd);
			}
		}
		return null;
	}

	#makeType(bytes: Uint8Array, start: number, end: number): AppleType {
		if (this.#allTypes.length >= MOST_TYPES) return this.#otherType;
		const text = xmlText(bytes, start, end).trim();
		const use = USES.get(text) ?? null;
		const name = /^\w{1,100}$/.test(text) ? plainName(text) : this.#otherType.name;
		const type = { id: this.#allTypes.length + 1, name, count: 0, use };
		this.#allTypes.push(type);
		return type;
	}

	#takeMetadata(bytes: Uint8Array, start: number, end: number): void {
		const attributes = this.#attributes;
		attributes.begin(bytes, start + METADATA.length, end);
		let isZone = false;
		let [valueStart, valueEnd] = [-1, -1];
		while (attributes.next()) {
			const length = attributes.valueEnd - attributes.valueStart;
			if (attributes.nameIs(KEY)) {
				isZone = length === TIME_ZONE.length && bytesAre(bytes, attributes.valueStart, TIME_ZONE);
				if (!isZone) return;
			} else if (attributes.nameIs(VALUE)) {
				[valueStart, valueEnd] = [attributes.valueStart, attributes.valueEnd];
			}
		}
		if (!isZone || valueStart === -1) return;
		const zone = this.#zones.get(bytes, valueStart, valueEnd);
		if (this.#open !== null) this.#record.zone = zone;
		else this.#correlationZone = zone;
	}

	#takeEnd(bytes: Uint8Array, start: number): void {
		if (isTag(bytes, start, RECORD_END)) this.#endRecord();
		else if (isTag(bytes, start, CORRELATION_END)) {
			this.#endRecord();
			this.#pressures.endCorrelation();
			this.#isInCorrelation = false;
			this.#correlationZone = null;
		} else if (isTag(bytes, start, ROOT_END)) {
			this.#endRecord();
			this.#isInside = false;
			this.#isOver = true;
		}
	}

	#beginCorrelation(bytes: Uint8Array, start: number, end: number): void {
		this.#endRecord();
		this.#attributes.begin(bytes, start + CORRELATION.length, end);
		while (this.#attributes.next());
		if (this.#attributes.isEmpty) return;
		this.#pressures.beginCorrelation();
		this.#isInCorrelation = true;
		this.#correlationZone = null;
	}

	#takeExportDate(bytes: Uint8Array, start: number, end: number): void {
		const time = new AppleTime();
		this.#attributes.begin(bytes, start + EXPORT_DATE.length, end);
		while (this.#attributes.next()) {
			const { valueStart, valueEnd } = this.#attributes;
			if (!this.#attributes.nameIs(VALUE)) continue;
			if (time.read(bytes, valueStart, valueEnd, this.#context.zone)) this.#sink.takenAt(time.ms);
		}
	}

	/** Tells the open record, now that all of its metadata are known. */
	#endRecord(): void {
		const type = this.#open;
		if (type === null || type.use === null) return;
		this.#open = null;
		const record = this.#record;
		const { use } = type;
		const source = record.source.name;
		const zone = record.zone ?? this.#correlationZone;
		const startMs = record.start.ms;
		const endMs = record.end.ms;
		const startOffsetMinutes = record.start.offsetMinutes;
		const endOffsetMinutes = record.end.offsetMinutes;

		if (use.as === 'sleep') {
			const offsetMinutes = zone === null ? endOffsetMinutes : offsetAt(endMs, zone);
			this.#sink.addSleep({ startMs, endMs, offsetMinutes, staged: record.isStaged }, { source });
			return;
		}
		const day = dayAtOffset(startMs, zone === null ? startOffsetMinutes : offsetAt(startMs, zone));
		if (day === null) {
			this.#sink.skip('bad-date', type.name);
			return;
		}
		if (use.as === 'pressure') {
			const { side } = use;
			this.#pressures.add({ side, value: record.value, day, source, startMs, endMs });
			return;
		}
		if (this.#isSeen(type.id, use)) {
			this.#sink.skip('told-twice', type.name);
			return;
		}
		if (use.as === 'value') {
			this.#sink.addObservation({ kind: use.kind, day, value: record.value, source });
			return;
		}
		if (record.value < 0) {
			this.#sink.skip('implausible', type.name);
			return;
		}
		const span = { startMs, endMs, startOffsetMinutes, endOffsetMinutes, zone };
		const origin = { source };
		const isShared = shareOut(span, record.value, (onDay, part) => {
			this.#sink.addToDay(use.kind, onDay, part, origin);
		});
		if (!isShared) this.#sink.skip('bad-date', type.name);
	}

	#isSeen(typeId: number, use: Use): boolean {
		const { source, start, end, value, createdMs } = this.#record;
		const created = use.as === 'total' && use.byHand && !Number.isNaN(createdMs) ? createdMs : 0;
		return this.#seen.meet([typeId, source.id, start.ms, end.ms, value, created]);
	}
}

/** Whether a tag of this name (with its `<` or `</`) begins here: no longer name does. */
function isTag(bytes: Uint8Array, start: number, tag: Uint8Array): boolean {
	if (!bytesAre(bytes, start, tag)) return false;
	const next = bytes[start + tag.length];
	return next === undefined || next <= 0x20 || next === 0x3e || next === SLASH;
}
