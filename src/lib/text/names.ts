import type { LifestyleKind, ObservationKind, Signature } from '$lib/records/kinds';
import type { Band } from '$lib/score/bands';
import type { Fact } from '$lib/score/fact-names';
import { m } from '$lib/words/messages';
import { numberText } from './numbers';

/** What the app's own words are for the field's terms, in the language of the moment. */

export function bandName(band: Band): string {
	switch (band) {
		case 'purple':
			return m.band_purple();
		case 'red':
			return m.band_red();
		case 'orange':
			return m.band_orange();
		case 'yellow':
			return m.band_yellow();
		case 'green':
			return m.band_green();
	}
}

export function factName(fact: Fact): string {
	switch (fact) {
		case 'checkup-1y':
			return m.fact_checkup();
		case 'no-smoking-30d':
			return m.fact_no_smoking();
		case 'sleep-7h-30d':
			return m.fact_sleep();
		case 'exercise-30d':
			return m.fact_exercise();
	}
}

export function kindName(kind: LifestyleKind | ObservationKind): string {
	switch (kind) {
		case 'steps':
			return m.kind_steps();
		case 'activity':
			return m.kind_activity();
		case 'sleep':
			return m.kind_sleep();
		case 'alcohol':
			return m.kind_alcohol();
		case 'cigarettes':
			return m.kind_cigarettes();
		case 'bmi':
			return m.kind_bmi();
		case 'weight':
			return m.kind_weight();
		case 'height':
			return m.kind_height();
		case 'waist':
			return m.kind_waist();
		case 'bp':
			return m.kind_bp();
		case 'glucose-fasting':
			return m.kind_glucose_fasting();
		case 'glucose':
			return m.kind_glucose();
		case 'hba1c':
			return m.kind_hba1c();
		case 'cholesterol-total':
			return m.kind_cholesterol();
		case 'hdl':
			return m.kind_hdl();
		case 'ldl':
			return m.kind_ldl();
		case 'diet-mepa':
			return m.kind_diet_mepa();
	}
}

/** A record's unit as people write it. */
export function unitName(kind: LifestyleKind | ObservationKind): string {
	switch (kind) {
		case 'steps':
			return m.unit_steps();
		case 'activity':
			return m.unit_minutes();
		case 'sleep':
			return m.unit_hours();
		case 'alcohol':
			return m.unit_grams();
		case 'cigarettes':
			return m.unit_cigarettes();
		case 'bmi':
			return 'kg/m²';
		case 'weight':
			return 'kg';
		case 'height':
		case 'waist':
			return 'cm';
		case 'bp':
			return 'mmHg';
		case 'hba1c':
			return '%';
		case 'glucose-fasting':
		case 'glucose':
		case 'cholesterol-total':
		case 'hdl':
		case 'ldl':
			return 'mmol/L';
		case 'diet-mepa':
			return m.unit_diet_points();
	}
}

/** A value with its unit; what is counted needs none beside the name of what is counted. */
export function valueText(kind: LifestyleKind | ObservationKind, value: number): string {
	if (kind === 'steps' || kind === 'cigarettes') return numberText(value);
	return `${numberText(value)} ${unitName(kind)}`;
}

/** Where a value came from: by hand, or a device's own name. */
export function sourceName(source: string): string {
	if (source === 'manual') return m.source_manual();
	// The device of the sample month.
	return source === 'watch' ? m.source_watch() : source;
}

/** What is kept like a condition and the app knows, or the citizen's own word for another. */
export function conditionName(code: string): string {
	switch (code) {
		case 'hypertension':
			return m.condition_hypertension();
		case 'diabetes':
			return m.condition_diabetes();
		case 'smoker':
			return m.condition_smoker();
		case 'nicotine-inhaled':
			return m.condition_nicotine_inhaled();
		case 'former-smoker':
			return m.condition_former_smoker();
		case 'never-smoker':
			return m.condition_never_smoker();
		case 'smoke-at-home':
			return m.condition_smoke_at_home();
		case 'treated-lipids':
			return m.condition_treated_lipids();
		case 'treated-blood-pressure':
			return m.condition_treated_bp();
		case 'bmi-asian-pacific':
			return m.condition_bmi_asian();
		default:
			return code;
	}
}

/** What is known of the signature of a record out of a signed document. */
export function signatureName(signature: Signature): string {
	return signature === 'known-key' ? m.sign_known_key() : m.sign_not_checked();
}
