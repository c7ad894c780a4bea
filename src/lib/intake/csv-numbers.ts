/** What a cell of a column of numbers says. */
export type NumberCell =
	{ readonly form: 'empty' } | { readonly form: 'bad' } | NumberWithUnit | DurationCell | PairCell;

export interface NumberWithUnit {
	readonly form: 'number';
	readonly value: number;
	/** What is written behind the number; mostly nothing. */
	readonly unit: string;
}

/** `7:45`, `7h 45m`, `7小时45分`. */
export interface DurationCell {
	readonly form: 'duration';
	readonly minutes: number;
}

/** `120/80`, as a blood pressure is written. */
export interface PairCell {
	readonly form: 'pair';
	readonly first: number;
	readonly second: number;
}

const EMPTY: NumberCell = { form: 'empty' };
const BAD: NumberCell = { form: 'bad' };

/** What people and programs write where there is no value. */
const NO_VALUE =
	/^(?:[-–—_.*?/\\]*|none|null|nil|nan|n\/?a|na|unknown|missing|no data|无|暂无|未测|未填|没有|缺失)$/i;

const PLAIN = /^\d{1,15}(?:\.\d{1,15})?$/;
const HOURS_MINUTES = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/;
const HOURS_AND_MINUTES =
	/^(\d{1,3}) *(?:h|hr|hrs|hours?|小时|时)[ ,]*(?:(?:and )?(\d{1,2}) *(?:m|min|mins|minutes?|分|分钟)?)?$/i;
const PAIR = /^(\d{2,3}(?:\.\d)?) *[/／] *(\d{2,3}(?:\.\d)?)(?: *mm ?hg)?$/i;

const POINT_DECIMAL = /^([+-]?)(\d{1,15}|\d{1,3}(?:[, '’]\d{3}){1,4})?(\.\d{0,15})?$/;
const COMMA_DECIMAL = /^([+-]?)(\d{1,15}|\d{1,3}(?:[. '’]\d{3}){1,4})?(,\d{0,15})?$/;
/** The number, and a unit that is separated from it or begins with a letter or a sign of its own. */
const WITH_UNIT = /^([+-]?[\d.,'’ ]*\d[.,]?) *([^\d\s.,+-].{0,19})?$/;

/**
 * @param decimal the mark before the decimals; the other one, blanks and apostrophes separate
 * thousands, in threes: `12,5` is no number where the decimal mark is a point
 */
export function parseNumberCell(cell: string, decimal: '.' | ','): NumberCell {
	if (cell === '') return EMPTY;
	if (decimal === '.' && PLAIN.test(cell)) return numberOf(Number(cell), '');
	// No-break and narrow spaces become blanks, and full-width digits plain ones.
	const text = cell.length > 60 ? cell : cell.normalize('NFKC').trim();
	if (NO_VALUE.test(text)) return EMPTY;
	if (text.length > 60) return BAD;

	const clock = HOURS_MINUTES.exec(text) ?? HOURS_AND_MINUTES.exec(text);
	if (clock !== null) {
		const [, hours, minutes = '0', seconds = '0'] = clock;
		return {
			form: 'duration',
			minutes: Number(hours) * 60 + Number(minutes) + Number(seconds) / 60,
		};
	}
	const pair = PAIR.exec(text);
	if (pair !== null) return { form: 'pair', first: Number(pair[1]), second: Number(pair[2]) };

	const parts = WITH_UNIT.exec(text);
	const value = parts === null ? null : toNumber((parts[1] ?? '').trim(), decimal);
	return value === null ? BAD : numberOf(value, (parts?.[2] ?? '').trim());
}

function numberOf(value: number, unit: string): NumberWithUnit {
	return { form: 'number', value, unit };
}

function toNumber(text: string, decimal: '.' | ','): number | null {
	const match = (decimal === '.' ? POINT_DECIMAL : COMMA_DECIMAL).exec(text);
	if (match === null) return null;
	const [, sign = '', whole = '', fraction = ''] = match;
	const digits = whole.replace(/\D/g, '');
	if (digits === '' && fraction.length < 2) return null;
	const value = Number(`${digits}.${fraction.slice(1)}0`);
	return sign === '-' ? -value : value;
}
