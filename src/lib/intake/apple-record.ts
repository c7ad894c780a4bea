import type { ReadContext } from './reader';
import type { RecordSink } from './record-sink';
import { AppleTime } from './apple-time';
import { plainName, plainUnit, SLEEP_STAGES, type SleepStage, type Use } from './apple-types';
import { readDecimal } from './ascii-number';
import { ByteCache } from './byte-cache';
import type { XmlAttributes } from './xml-attributes';
import { xmlText } from './xml-text';

/** How often something was met that is not among the records. */
export interface Tally {
	readonly name: string;
	count: number;
}

/** One `type` of records. */
export interface AppleType extends Tally {
	readonly id: number;
	readonly use: Use | null;
}

interface SleepValue extends Tally {
	readonly stage: SleepStage | null;
}

interface Source {
	readonly id: number;
	readonly name: string;
}

const encoder = new TextEncoder();
const SOURCE = encoder.encode('sourceName');
/** Of iOS 8. */
const OLD_SOURCE = encoder.encode('source');
const UNIT = encoder.encode('unit');
const VALUE = encoder.encode('value');
const START = encoder.encode('startDate');
const END = encoder.encode('endDate');
const CREATED = encoder.encode('creationDate');

/** Of more than these, who can only be made up, two records alike are not found. */
const MOST_SOURCES = 10_000;
const LONGEST_NAME = 256;

/** Letters and signs of units; anything else is not told. */
const TELLABLE_UNIT = /^[A-Za-z%/°µ]{1,16}$/;

/**
 * The attributes of one record that is used. There is one object for all of them, filled anew for each:
 * what the metadata inside the record say of its zone comes later.
 */
export class AppleRecord {
	readonly #sink: RecordSink;
	readonly #context: ReadContext;
	readonly #units = new ByteCache((bytes, start, end) => plainUnit(xmlText(bytes, start, end)));
	readonly #sleepValues = new ByteCache((bytes, start, end) =>
		this.#makeSleepValue(bytes, start, end),
	);
	readonly #sources = new ByteCache((bytes, start, end) => this.#sourceOf(bytes, start, end));
	/** By name, which may be written in several ways: with entities and without. */
	readonly #sourcesByName = new Map<string, Source>();
	readonly #noSource: Source = { id: 0, name: '' };
	/** Sleep values that are no sleep. */
	readonly unused: Tally[] = [];
	#sourceCount = 0;

	source = this.#noSource;
	readonly start = new AppleTime();
	readonly end = new AppleTime();
	readonly #created = new AppleTime();
	/** In the unit of the kind; NaN for a sleep. */
	value = NaN;
	/** When it was put into the store: the same for the same sample. NaN where that is not told. */
	get createdMs(): number {
		return this.#created.ms;
	}
	isStaged = false;
	/** IANA name of the zone that the person was in; null where the record does not tell. */
	zone: string | null = null;

	constructor(sink: RecordSink, context: ReadContext) {
		this.#sink = sink;
		this.#context = context;
	}

	/**
	 * Reads the attributes of a record of this type.
	 * @returns whether there is a record to be told: else it has been told as skipped, but for one that
	 * is cut (`attributes.isWhole`)
	 */
	read(type: AppleType, use: Use, attributes: XmlAttributes, bytes: Uint8Array): boolean {
		const needsCreation = use.as === 'total' && use.byHand;
		this.source = this.#noSource;
		this.start.ms = NaN;
		this.end.ms = NaN;
		this.#created.ms = NaN;
		this.zone = null;
		let [unitStart, unitEnd, valueStart, valueEnd] = [-1, -1, -1, -1];
		let hasStart = false;
		let hasEnd = false;
		while (attributes.next()) {
			const from = attributes.valueStart;
			const to = attributes.valueEnd;
			switch (attributes.nameEnd - attributes.nameStart) {
				case 4:
					if (attributes.nameIs(UNIT)) [unitStart, unitEnd] = [from, to];
					break;
				case 5:
					if (attributes.nameIs(VALUE)) [valueStart, valueEnd] = [from, to];
					break;
				case 6:
					if (attributes.nameIs(OLD_SOURCE)) this.source = this.#sources.get(bytes, from, to);
					break;
				case 7:
					if (!attributes.nameIs(END)) break;
					hasEnd = true;
					this.end.read(bytes, from, to, this.#context.zone);
					break;
				case 9:
					if (!attributes.nameIs(START)) break;
					hasStart = true;
					this.start.read(bytes, from, to, this.#context.zone);
					break;
				case 10:
					if (attributes.nameIs(SOURCE)) this.source = this.#sources.get(bytes, from, to);
					break;
				case 12:
					if (needsCreation && attributes.nameIs(CREATED)) {
						this.#created.read(bytes, from, to, this.#context.zone);
					}
					break;
			}
		}
		if (!attributes.isWhole) return false;
		if (valueStart === -1) return this.#skip('no-value', type.name);
		if (hasStart && !hasEnd) this.end.set(this.start);
		if (!(this.end.ms >= this.start.ms)) return this.#skip('bad-date', type.name);
		if (use.as === 'sleep') return this.#readSleep(type, bytes, valueStart, valueEnd);
		const unit = unitStart === -1 ? '' : this.#units.get(bytes, unitStart, unitEnd);
		const factor = use.units.get(unit);
		if (factor === undefined) {
			const told = TELLABLE_UNIT.test(unit) ? `${type.name} ${unit}` : type.name;
			return this.#skip('unknown-unit', told);
		}
		const number = readDecimal(bytes, valueStart, valueEnd);
		if (Number.isNaN(number)) return this.#skip('bad-number', type.name);
		this.value = Math.round(number * factor * 1000) / 1000;
		if (!Number.isFinite(this.value)) return this.#skip('implausible', type.name);
		return true;
	}

	#readSleep(type: AppleType, bytes: Uint8Array, start: number, end: number): boolean {
		const met = this.#sleepValues.get(bytes, start, end);
		if (met.stage === null) return this.#skip('no-value', type.name);
		if (met.stage === 'no-sleep') {
			met.count++;
			return false;
		}
		this.isStaged = met.stage === 'stage';
		this.value = NaN;
		return true;
	}

	#skip(reason: Parameters<RecordSink['skip']>[0], what: string): false {
		this.#sink.skip(reason, what);
		return false;
	}

	#sourceOf(bytes: Uint8Array, start: number, end: number): Source {
		const name = xmlText(bytes, start, end).slice(0, LONGEST_NAME);
		const known = this.#sourcesByName.get(name);
		if (known !== undefined) return known;
		const made = { id: ++this.#sourceCount, name };
		if (this.#sourcesByName.size < MOST_SOURCES) this.#sourcesByName.set(name, made);
		return made;
	}

	#makeSleepValue(bytes: Uint8Array, start: number, end: number): SleepValue {
		const name = xmlText(bytes, start, end).trim();
		const stage = SLEEP_STAGES.get(name) ?? null;
		const made = { name: plainName(name), count: 0, stage };
		if (stage === 'no-sleep') this.unused.push(made);
		return made;
	}
}
