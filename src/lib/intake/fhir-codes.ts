/** The codes by which FHIR says what a resource is about, as far as they are read. */
import { asArray, asString, member } from './json-access';
import type { Measure } from './ucum';

const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';

/** Of LOINC; `panel` is a blood pressure whose two values are components. */
const MEASURES: ReadonlyMap<string, Measure | 'panel' | 'smoking'> = new Map([
	['55423-8', 'steps'],
	['93832-4', 'sleep'],
	['29463-7', 'weight'],
	['8302-2', 'height'],
	['8280-0', 'waist'],
	['39156-5', 'bmi'],
	['85354-9', 'panel'],
	['55284-4', 'panel'],
	['8480-6', 'systolic'],
	['8462-4', 'diastolic'],
	['2339-0', 'glucose'],
	['41653-7', 'glucose'],
	['1558-6', 'glucose-fasting'],
	['4548-4', 'hba1c'],
	['2093-3', 'cholesterol-total'],
	['2085-9', 'hdl'],
	['18262-6', 'ldl'],
	['72166-2', 'smoking'],
]);

const CONDITIONS: ReadonlyMap<string, 'hypertension' | 'diabetes'> = new Map([
	['38341003', 'hypertension'],
	['59621000', 'hypertension'],
	['44054006', 'diabetes'],
	['46635009', 'diabetes'],
	['73211009', 'diabetes'],
]);

/** ICD-10 of the WHO and its national editions, but not the procedures of ICD-10-PCS. */
const ICD_10 =
	/^(?:http:\/\/hl7\.org\/fhir\/sid\/icd-10(?!-pcs)(?:-[a-z]+)?|https?:\/\/id\.who\.int\/icd\/release\/10(?:\/.*)?|urn:oid:2\.16\.840\.1\.113883\.6\.(?:3|90))$/;

const CHECKUPS: ReadonlySet<string> = new Set(['162673000', '410620009', '185349003']);

interface Coding {
	readonly system: string | null;
	readonly code: string;
}

/** The codings of a `CodeableConcept`. */
function codingsOf(concept: unknown): readonly Coding[] {
	return (asArray(member(concept, 'coding')) ?? []).flatMap((coding) => {
		const code = asString(member(coding, 'code'));
		return code === null ? [] : [{ system: asString(member(coding, 'system')), code: code.trim() }];
	});
}

/**
 * What an observation or a component of one measures, by any of its codings; null for what is not
 * read. A glucose that is also coded as fasting is fasting; two other kinds at once are `unclear`.
 */
export function measureOf(concept: unknown): Measure | 'panel' | 'smoking' | 'unclear' | null {
	const found = new Set<Measure | 'panel' | 'smoking'>();
	for (const { system, code } of codingsOf(concept)) {
		const measure = system === LOINC ? MEASURES.get(code) : undefined;
		if (measure !== undefined) found.add(measure);
	}
	if (found.has('glucose-fasting')) found.delete('glucose');
	const [first] = found;
	return found.size > 1 ? 'unclear' : (first ?? null);
}

/** The condition, if it is one that a score uses. */
export function conditionOf(concept: unknown): 'hypertension' | 'diabetes' | null {
	for (const { system, code } of codingsOf(concept)) {
		const condition = system === SNOMED ? CONDITIONS.get(code) : undefined;
		if (condition !== undefined) return condition;
		if (system === null || !ICD_10.test(system)) continue;
		if (/^I10/i.test(code)) return 'hypertension';
		if (/^E1[0-4]/i.test(code)) return 'diabetes';
	}
	return null;
}

export function isCheckup(concept: unknown): boolean {
	return codingsOf(concept).some(({ system, code }) => system === SNOMED && CHECKUPS.has(code));
}

/** A status, which is a code, or in R4 also a concept with codings: all of them, in lower case. */
export function statusCodes(status: unknown): readonly string[] {
	const text = asString(status);
	if (text !== null) return [text.trim().toLowerCase()];
	return codingsOf(status).map(({ code }) => code.toLowerCase());
}

/** Whether something is in it that changes the meaning of everything else (FHIR R4, 2.4.0.2). */
export function hasModifier(element: unknown): boolean {
	return (asArray(member(element, 'modifierExtension')) ?? []).length > 0;
}
