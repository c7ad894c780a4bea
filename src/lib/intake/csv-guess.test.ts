import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { previewCsv } from './csv-guess';
import { unitsOf } from './csv-units';

function preview(text: string | Uint8Array, path = 'table.csv', size?: number) {
	const bytes = typeof text === 'string' ? utf8ToBytes(text) : text;
	return previewCsv({ path, size: size ?? bytes.length, bytes, text: '' });
}

const guess = (text: string | Uint8Array, path?: string) => preview(text, path)?.guess;

/** A table with this header, and one row of these cells. */
const one = (header: string, cells: string) => guess(`${header}\n${cells}\n`);

describe('previewCsv', () => {
	it('proposes a mapping for a plain table', () => {
		const text = 'Date,Steps,Weight (kg)\n2024-01-05,8432,72.5\n2024-01-06,9001,72.1\n';
		expect(preview(text, 'my/days.csv')).toEqual({
			path: 'my/days.csv',
			shape: '["Date","Steps","Weight (kg)"]',
			rows: [
				['Date', 'Steps', 'Weight (kg)'],
				['2024-01-05', '8432', '72.5'],
				['2024-01-06', '9001', '72.1'],
			],
			guess: {
				delimiter: ',',
				hasHeader: true,
				dateOrder: 'ymd',
				decimal: '.',
				fields: ['date', 'steps', 'weight'],
				units: [null, 'steps', 'kg'],
				source: 'days',
			},
			orderIsUnsure: false,
		});
	});

	it('goes by the cells without a unit of their own', () => {
		const text = 'date,sleep\n2024-01-05,450 min\n2024-01-06,440 min\n2024-01-07,7.5\n';
		expect(guess(text)?.units).toEqual([null, 'h']);
		expect(one('date,sleep', '2024-01-05,450 min')?.units).toEqual([null, 'min']);
	});

	it('knows Chinese names and units, in GBK too', () => {
		const header =
			'序号,测量日期,步数,睡眠时长(小时),体重(斤),身高/cm,腰围(厘米),收缩压,舒张压,空腹血糖,血糖,' +
			'糖化血红蛋白,总胆固醇,高密度脂蛋白,低密度脂蛋白,运动时长(分钟),吸烟(支),饮酒(克),BMI,备注';
		const row = '1,2024年1月5日,8432,7.5,145,172,85,121,79,5.4,7.8,5.6,4.9,1.3,2.8,45,3,10,24.5,无';
		const mapping = guess(`${header}\n${row}\n`);
		expect(mapping?.fields).toEqual([
			'ignore',
			'date',
			'steps',
			'sleep',
			'weight',
			'height',
			'waist',
			'systolic',
			'diastolic',
			'glucose-fasting',
			'glucose',
			'hba1c',
			'cholesterol-total',
			'hdl',
			'ldl',
			'activity',
			'cigarettes',
			'alcohol',
			'bmi',
			'ignore',
		]);
		expect(mapping?.units[3]).toBe('h');
		expect(mapping?.units[4]).toBe('jin');
		expect(mapping?.units[5]).toBe('cm');
		// 日期,体重 and 高压,低压 in GB2312.
		const gbk = [0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xcc, 0xe5, 0xd6, 0xd8, 0x0a];
		const bytes = new Uint8Array([...gbk, ...utf8ToBytes('2024/1/5,72.5\n')]);
		expect(guess(bytes)?.fields).toEqual(['date', 'weight']);
	});

	it.each<[string, string, string | null]>([
		['Weight (lb)', '160', 'lb'],
		['weight_kg', '160', 'kg'],
		['体重/斤', '140', 'jin'],
		['Weight', '72', 'kg'],
		['Height in inches', '70', 'in'],
		['Height', '1.75', 'm'],
		['Height', '175', 'cm'],
		['minutesAsleep', '430', 'min'],
		['Sleep hours', '7.5', 'h'],
		['Sleep', '430', 'min'],
		['Glucose [mg/dL]', '5', 'mg/dL'],
		['Glucose', '98', 'mg/dL'],
		['Glucose', '5.4', 'mmol/L'],
		['LDL', '110', 'mg/dL'],
		['Total cholesterol', '4.9', 'mmol/L'],
		['HbA1c', '38', 'mmol/mol'],
		['Systolic', '16.1', 'kPa'],
		// Named, but not a unit that is known: the citizen says.
		['Glucose (g/L)', '0.98', null],
	])('unit of %s with %s', (name, cell, unit) => {
		const mapping = one(`Date,${name}`, `2024-01-05,${cell}`);
		expect(mapping?.fields[1]).not.toBe('ignore');
		expect(mapping?.units[1]).toBe(unit);
		if (unit !== null) expect(unitsOf(mapping?.fields[1] ?? 'ignore')).toContain(unit);
	});

	it.each([
		'Steps goal',
		'Sleep score',
		'腰围身高比',
		'Sleep start',
		'Deep sleep',
		'Non-HDL cholesterol',
		'Waist-hip ratio',
		'Active calories',
		'Heart rate',
		'Name',
		'睡眠评分',
		'目标步数',
		'深睡(分钟)',
	])('%s is no value of ours', (name) => {
		expect(one(`Date,${name},Steps`, '2024-01-05,80,9000')?.fields).toEqual([
			'date',
			'ignore',
			'steps',
		]);
	});

	it('takes a column with both pressures for one', () => {
		expect(one('日期,血压(高压/低压)', '2024-01-05,120/80')?.fields).toEqual(['date', 'systolic']);
		expect(one('Date,Blood pressure', '2024-01-05,120/80')?.fields).toEqual(['date', 'systolic']);
	});

	it('takes no column for numbers that holds words', () => {
		expect(one('日期,吸烟,步数', '2024-01-05,否,9000')?.fields).toEqual([
			'date',
			'ignore',
			'steps',
		]);
	});

	it.each<[string, string, string]>([
		['Datum;Gewicht;Schritte\n05.01.2024;72,5;8.432\n06.01.2024;72,1;9.120', ';', ','],
		['date\tweight\n2024-01-05\t72.5', '\t', '.'],
		['date|weight\n2024-01-05|72.5', '|', '.'],
		['date,weight\n2024-01-05,"72,5"', ',', ','],
		['date,steps\n2024-01-05,"8,432"\n2024-01-06,"9,120"', ',', '.'],
		['date;steps\n2024-01-05;8.432\n2024-01-06;9.120', ';', ','],
		['date,a,weight\n2024-01-05,"1,234.5",70', ',', '.'],
		['date,note,weight\n2024-01-05,"tired, cold",72.5\n2024-01-06,"a, b, c",73', ',', '.'],
	])('delimiter and decimal mark of %j', (text, delimiter, decimal) => {
		expect(guess(text)).toMatchObject({ delimiter, decimal });
	});

	it('finds the order of day and month by evidence, and says where there is none', () => {
		const dates = (...cells: string[]) =>
			preview(`date,steps\n${cells.map((cell) => `${cell},1`).join('\n')}`);
		expect(dates('05/01/2024', '13/01/2024')).toMatchObject({
			guess: { dateOrder: 'dmy' },
			orderIsUnsure: false,
		});
		expect(dates('01/05/2024', '01/13/2024')).toMatchObject({
			guess: { dateOrder: 'mdy' },
			orderIsUnsure: false,
		});
		expect(dates('01/05/2024', '01/06/2024', '01/07/2024')).toMatchObject({
			guess: { dateOrder: 'mdy' },
			orderIsUnsure: true,
		});
		expect(dates('05.01.2024')).toMatchObject({
			guess: { dateOrder: 'dmy' },
			orderIsUnsure: false,
		});
		expect(dates('24-01-05', '24-01-06')).toMatchObject({
			guess: { dateOrder: 'ymd' },
			orderIsUnsure: true,
		});
		// A table that mixes them cannot be read without asking.
		expect(dates('13/01/2024', '01/14/2024', '15/01/2024')?.orderIsUnsure).toBe(true);
		expect(dates('2024-01-05')?.orderIsUnsure).toBe(false);
	});

	it('reads tables without a header, with titles before it, and with a line for Excel', () => {
		expect(guess('2024-01-05,8432\n2024-01-06,9001')).toMatchObject({
			hasHeader: false,
			fields: ['date', 'ignore'],
		});
		const titled = preview('My weights\nmade with X\n\ndate,weight\n2024-01-05,72\n2024-01-06,73');
		expect(titled?.guess).toMatchObject({ skipRows: 2, hasHeader: true });
		expect(titled?.rows[0]).toEqual(['date', 'weight']);
		const dated = preview('Name,Ann\nDays,7 days\ndate,weight\n,70\n2024-01-05,72\n2024-01-06,73');
		expect(dated?.guess).toMatchObject({ skipRows: 2, fields: ['date', 'weight'] });
		expect(guess('sep=;\ndate;weight\n2024-01-05;72')).toMatchObject({
			delimiter: ';',
			skipRows: 1,
			hasHeader: true,
		});
	});

	it('prefers the column called date, and takes numbers for moments only if they are called so', () => {
		expect(one('Created time,Date,Steps', '2024-02-01 08:00,2024-01-05,9')?.fields).toEqual([
			'ignore',
			'date',
			'steps',
		]);
		expect(one('Date of birth,日期,Steps', '1980-02-01,2024-01-05,9')?.fields[1]).toBe('date');
		expect(one('timestamp,steps', '1704484800,9')?.fields).toEqual(['date', 'steps']);
		expect(one('id,steps', '1704484800,9')).toBeUndefined();
	});

	it('takes the name of the file for a column called value', () => {
		const text = 'date,value\n2024-01-05,72.5\n';
		expect(guess(text, 'a/weight.csv')?.fields).toEqual(['date', 'weight']);
		expect(guess(text, 'a/other.csv')?.fields).toEqual(['date', 'ignore']);
	});

	it('leaves out the row that the head cuts through', () => {
		expect(preview('date,steps\n2024-01-05,8432\n2024-01', 'x.csv', 1e6)?.rows).toHaveLength(2);
	});

	it.each([
		'',
		'hello',
		'{"date":"2024-01-05","steps":1}',
		'[["2024-01-05",1]]',
		'<a>2024-01-05,1</a>',
		'name,steps\nAnn,8432\n',
		'2024-01-05\n2024-01-06\n',
		'date,steps\n',
		'\u0000\u0001,2024-01-05\n',
	])('%j is no table', (text) => {
		expect(preview(text)).toBeNull();
	});

	it('gives the source a name that a record may have', () => {
		const text = 'date,steps\n2024-01-05,1\n';
		expect(guess(text, `${'长'.repeat(100)}.csv`)?.source).toHaveLength(40);
		expect(guess(text, 'a/\u0007.csv')?.source).toBe('CSV');
	});
});
