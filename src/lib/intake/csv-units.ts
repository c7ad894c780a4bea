import type { CsvField } from './csv-mapping';

/** What of a table is a number. */
export type CsvValueField = Exclude<CsvField, 'date' | 'ignore'>;

type Conversion = (value: number) => number;

const same: Conversion = (value) => value;
const times = (factor: number) => (value: number) => value * factor;

const MMOL_GLUCOSE = times(1 / 18.016);
const MMOL_CHOLESTEROL = times(1 / 38.67);
const LENGTHS = { cm: same, m: times(100), mm: times(0.1), in: times(2.54) };
const GLUCOSE = { 'mmol/L': same, 'mg/dL': MMOL_GLUCOSE };
const CHOLESTEROL = { 'mmol/L': same, 'mg/dL': MMOL_CHOLESTEROL };
const PRESSURE = { mmHg: same, kPa: times(7.500_617) };

/** By field and unit: what makes it the unit of the model (`BOUNDS`), which comes first. */
const CONVERSIONS: Readonly<Record<CsvValueField, Readonly<Record<string, Conversion>>>> = {
	steps: { steps: same },
	activity: { min: same, h: times(60), s: times(1 / 60) },
	sleep: { h: same, min: times(1 / 60), s: times(1 / 3600) },
	alcohol: { g: same },
	cigarettes: { cigarettes: same },
	bmi: { 'kg/m2': same },
	// A jin (斤) is half a kilogram, a chi (尺) a third of a metre: the market system of 1930.
	weight: { kg: same, lb: times(0.453_592_37), jin: times(0.5), g: times(0.001) },
	height: { ...LENGTHS, ft: times(30.48) },
	waist: { ...LENGTHS, chi: times(100 / 3) },
	systolic: PRESSURE,
	diastolic: PRESSURE,
	'glucose-fasting': GLUCOSE,
	glucose: GLUCOSE,
	// IFCC to NGSP: Hoelzel et al., Clinical Chemistry 2004; 50(1):166.
	hba1c: { '%': same, 'mmol/mol': (value) => value * 0.091_48 + 2.152 },
	'cholesterol-total': CHOLESTEROL,
	hdl: CHOLESTEROL,
	ldl: CHOLESTEROL,
};

/** The units that a column of a field may have; the first is that of the model. */
export function unitsOf(field: CsvField): readonly string[] {
	return field === 'date' || field === 'ignore' ? [] : Object.keys(CONVERSIONS[field]);
}

/**
 * The value in the unit of the model, to three decimals (counts to whole ones); null where the field
 * has no such unit.
 * @param unit null for a field that has one unit only
 */
export function convert(field: CsvValueField, value: number, unit: string | null): number | null {
	const conversions = CONVERSIONS[field];
	const names = Object.keys(conversions);
	const name = unit ?? (names.length === 1 ? names[0] : undefined);
	if (name === undefined || !Object.hasOwn(conversions, name)) return null;
	const converted = conversions[name]?.(value);
	if (converted === undefined || !Number.isFinite(converted)) return null;
	if (field === 'steps' || field === 'cigarettes') return Math.round(converted);
	return Math.round(converted * 1000) / 1000;
}

/** How units are written, without blanks and in lower case. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
	kg: ['kg', 'kgs', 'kilo', 'kilos', 'kilogram', 'kilograms', 'kilogramm', '公斤', '千克'],
	lb: ['lb', 'lbs', 'lb.', 'lbs.', 'pound', 'pounds', '磅'],
	jin: ['斤', '市斤', 'jin'],
	g: ['g', 'gram', 'grams', '克'],
	cm: ['cm', 'centimeter', 'centimeters', 'centimetre', 'centimetres', '厘米', '公分'],
	mm: ['mm', '毫米'],
	m: ['m', 'meter', 'meters', 'metre', 'metres', '米', '公尺'],
	in: ['in', 'in.', 'inch', 'inches', '"', '英寸'],
	ft: ['ft', 'ft.', 'feet', '英尺'],
	chi: ['尺', '市尺'],
	'mmol/L': ['mmol/l', 'mmol', '毫摩尔/升', 'mmol/litre', 'mmol/liter'],
	'mg/dL': ['mg/dl', 'mg%', 'mgdl', 'mg/100ml', '毫克/分升'],
	'mmol/mol': ['mmol/mol'],
	'%': ['%', 'percent', 'pct'],
	mmHg: ['mmhg', 'mm/hg', 'mm[hg]', '毫米汞柱'],
	kPa: ['kpa', '千帕'],
	h: ['h', 'hr', 'hrs', 'hour', 'hours', 'std', 'stunden', '小时', '时'],
	min: ['min', 'mins', 'min.', 'minute', 'minutes', 'minuten', '分钟', '分'],
	s: ['s', 'sec', 'secs', 'second', 'seconds', '秒'],
	steps: ['steps', 'step', '步', 'count'],
	cigarettes: ['cigarettes', 'cigarette', '支', '根', 'count'],
	'kg/m2': ['kg/m2', 'kg/m^2', '公斤/平方米'],
};

/** The unit of a field that a text names; null where it names none of them. */
export function unitNamed(field: CsvField, text: string): string | null {
	const spelling = text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
	return unitsOf(field).find((unit) => SPELLINGS[unit]?.includes(spelling)) ?? null;
}
