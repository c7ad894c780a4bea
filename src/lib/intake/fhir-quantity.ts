import { hasModifier } from './fhir-codes';
import { asNumber, asString, member } from './json-access';
import type { RecordSink } from './record-sink';
import { nameOfUnit, toModelUnit, type Measure } from './ucum';

const UCUM = 'http://unitsofmeasure.org';

/**
 * The `valueQuantity` of an observation or component, in the unit of the model; null if there is none
 * that can be used, which is then skipped. "Less than" is no value, and no unit is guessed.
 */
export function readQuantity(holder: unknown, measure: Measure, sink: RecordSink): number | null {
	const quantity = member(holder, 'valueQuantity');
	const number = member(quantity, 'value');
	if (hasModifier(holder)) {
		sink.skip('not-valid', measure);
		return null;
	}
	if (
		number === undefined ||
		number === null ||
		member(holder, 'dataAbsentReason') !== undefined ||
		member(quantity, 'comparator') !== undefined
	) {
		sink.skip('no-value', measure);
		return null;
	}
	const value = asNumber(number);
	if (value === null) {
		sink.skip('bad-number', measure);
		return null;
	}
	const unit = unitOf(quantity);
	const converted = unit === null ? null : toModelUnit(measure, value, unit);
	if (converted === null) {
		sink.skip('unknown-unit', (unit === null ? null : nameOfUnit(unit)) ?? measure);
		return null;
	}
	if (!Number.isFinite(converted)) {
		sink.skip('bad-number', measure);
		return null;
	}
	return converted;
}

/** The code if it is of UCUM; else the text beside the number, which may be one too. */
function unitOf(quantity: unknown): string | null {
	const system = asString(member(quantity, 'system'));
	const code = asString(member(quantity, 'code'));
	if (code !== null && (system === UCUM || system === null)) return code;
	return asString(member(quantity, 'unit'));
}
