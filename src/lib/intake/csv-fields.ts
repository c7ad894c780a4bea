import type { CsvField } from './csv-mapping';
import { unitNamed } from './csv-units';

/** What is no value of a day: goals, scores, parts of a night, ratios. */
const OTHER =
	/goal|target|score|quality|efficien|ratio|percent(?:ile)?|change|debt|\bid\b|比$|比值|目标|评分|得分|质量|效率|变化|比例|腰臀比|次数/;
const PART_OF_NIGHT =
	/start|end\b|bed|wake|awake|deep|light|\brem\b|stage|type|入睡|起床|醒|深睡|浅睡|快速眼动|类型/;
const OF_EXERCISE = /calor|kcal|energy|distance|\bname\b|type|start|end\b|卡|能量|距离|类型|消耗/;

/** By field, what a column is called, in lower case; the first that fits is taken. */
const NAMES: readonly (readonly [CsvField, RegExp, RegExp?])[] = [
	// Both in one column.
	['systolic', /(?:收缩压|高压|systol|\bsys\b).*(?:舒张压|低压|diastol|\bdia\b)/],
	[
		'systolic',
		/收缩压|高压|systol|\bsys\b|\bsbp\b|blood pressure|血压|blutdruck/,
		/舒张|低压|diast/,
	],
	['diastolic', /舒张压|低压|diastol|\bdia\b|\bdbp\b/],
	['hba1c', /糖化|a1c|glycated|glycosylated/],
	[
		'glucose-fasting',
		/空腹|fasting|\bfpg\b|\bfbg\b|\bfbs\b|n[uü]chtern/,
		/insulin|胰岛素|chol|triglyc|甘油|duration|hours/,
	],
	['glucose', /血糖|葡萄糖|glucose|blood sugar|\bbg\b|blutzucker/],
	['ldl', /低密度|(?<!v)ldl/],
	['hdl', /高密度|hdl/, /non.?hdl|非/],
	['cholesterol-total', /总胆固醇|^胆固醇|total chol|chol.*total|^chol|^tc$/],
	['bmi', /\bbmi\b|体质指数|体重指数|身体质量指数|body mass index/],
	['waist', /腰围|waist|taille|bauchumfang/, /hip/],
	['height', /身高|height|gr[oö](?:ß|ss)e$/],
	['weight', /体重|weight|body ?mass|gewicht/, /fat|lean|muscle|脂|肌|birth/],
	['steps', /步数|步行数|\bsteps?\b|stepcount|schritte/, /distance|length|per|cadence|步频|步幅/],
	['sleep', /睡眠|睡觉|sleep|schlaf/, PART_OF_NIGHT],
	['activity', /运动|锻炼|活动|activ|exercise|workout|bewegung/, OF_EXERCISE],
	['alcohol', /饮酒|酒精|喝酒|alcohol|ethanol/],
	['cigarettes', /吸烟|抽烟|香烟|烟量|支烟|cigarette|smok/],
];

const DATE_NAME =
	/^(?:date|day|datum|fecha|日期|测量日期|记录日期|检查日期|体检日期|统计日期)$|日期|\bdate\b|calendar ?date/;
/** Dates of a person or of a file, and not of a value. */
const OTHER_DATE = /birth|\bdob\b|updat|creat|modif|出生|生日|创建|更新|修改/;
const TIME_NAME = /time|date|day\b|时间|日$|tag\b/;

const lower = (name: string) =>
	name
		.normalize('NFKC')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.replace(/[_\s]+/g, ' ')
		.toLowerCase()
		.trim();

/** What a column of this name is, other than a date; `ignore` where nothing fits. */
export function fieldOfName(name: string): CsvField {
	const text = lower(name);
	if (text.length > 80 || OTHER.test(text)) return 'ignore';
	for (const [field, names, except] of NAMES) {
		if (names.test(text) && except?.test(text) !== true) return field;
	}
	return 'ignore';
}

/** How much a name sounds like that of the date: 2, 1 or 0. */
export function dateNameRank(name: string): 0 | 1 | 2 {
	const text = lower(name);
	if (text.length > 80 || OTHER_DATE.test(text)) return 0;
	return DATE_NAME.test(text) ? 2 : TIME_NAME.test(text) ? 1 : 0;
}

/** The unit in a column's name: `Weight (lb)`, `体重/斤`, `sleep_minutes`, `Height in cm`. */
export function unitInName(field: CsvField, name: string): string | null {
	const text = name.normalize('NFKC').slice(0, 80);
	const bracketed = /[([]([^)\]]{1,20})[)\]]/.exec(text)?.[1];
	if (bracketed !== undefined) return unitNamed(field, bracketed);
	const behind = /[^/]\/\s*(\S{1,20})$/.exec(text)?.[1];
	const words = text.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[\s_,:-]+/);
	for (const candidate of [behind, ...words.slice(1).reverse(), words[0]]) {
		const unit = candidate === undefined ? null : unitNamed(field, candidate);
		if (unit !== null) return unit;
	}
	return null;
}

/** Whether a name has a unit, known here or not. */
export function hasUnitInName(name: string): boolean {
	return /[([][^)\]]*[a-zA-Z%一-鿿][^)\]]*[)\]]/.test(name.slice(0, 80));
}
