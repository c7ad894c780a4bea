/**
 * Real files, and what a reader of them would expect, written down from the files themselves with
 * other tools than those that are tested.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WrittenDown } from '../../../tests/fixtures/intake/fhir-sink';
import { inputOfBytes } from './bytes-input';
import { fhir } from './fhir';

const folder = new URL('../../../../shared/data/fhir/', import.meta.url);
const IS_THERE = existsSync(folder);

async function read(name: string): Promise<WrittenDown> {
	const sink = new WrittenDown();
	const input = inputOfBytes(readFileSync(new URL(name, folder)), name);
	const head = await input.slice(0, 65_536);
	const text = new TextDecoder().decode(head);
	expect(fhir.recognise({ path: name, size: input.size, bytes: head, text })).toBe(true);
	expect(await fhir.read(input, sink, { zone: 'Asia/Shanghai', today: '2026-11-22' })).toBe(
		'whole',
	);
	return sink;
}

/** Day, height cm, weight kg, BMI, blood pressure, glucose, cholesterol, LDL, HDL mmol/L, HbA1c %. */
const SYNTHEA_READINGS = `
1992-09-05  161.286  78.582  30.208  185.777  94.278  5.929  5.384  2.883  1.473  7.552
1993-09-11  161.286  78.768  30.28   180.552 106.877  8.945  6.634  3.972  0.834  6.07
1994-02-19  161.286  78.768  30.28   185.577 120.519  4.257  5.116  2.628  1.889  6.07
1995-02-25  161.286  78.768  30.28   186.485 102.124  4.695  5.121  2.927  1.664  6.07
1996-03-02  161.286  78.768  30.28   167.809 117.454  4.924  4.362  1.804  1.841  6.07
1997-03-08  161.286  78.768  30.28   149.114 106.323  4.106  4.487  2.084  1.771  6.07
1997-07-12  161.286  78.768  30.28   181.525 100.963  3.984  5.096  2.418  1.956  6.07
1998-07-18  161.286  73.384  28.21   152.97   99.868  4.174  4.956  2.35   2.056  5.553
1999-07-24  161.286  72.348  27.812  181.614 105.484  5.068  4.873  2.475  1.726  5.453
2000-07-29  161.286  74.329  28.574  171.821 109.384  5.013  4.814  2.424  1.852  5.643
`;

/** Two encounters on 1992-09-05. */
const SYNTHEA_CHECKUPS = `
1982-09-11 1988-09-24 1990-09-29 1991-03-18 1992-09-05 1992-09-05 1993-09-11 1994-02-19
1995-02-25 1996-03-02 1997-03-08 1997-07-12 1997-09-04 1998-07-18 1999-07-24 2000-07-29
`;

const words = (text: string) => text.trim().split(/\s+/);

describe.skipIf(!IS_THERE)('real files (where ../shared/data is present)', () => {
	it('a patient of Synthea', async () => {
		const sink = await read('synthea-r4-almeda-conn.json');
		const source = 'FHIR';
		const expected = SYNTHEA_READINGS.trim()
			.split('\n')
			.flatMap((line) => {
				const [day = '', ...texts] = words(line);
				const [height, weight, bmi, systolic, diastolic, ...blood] = texts.map(Number);
				const [glucose, total, ldl, hdl, hba1c] = blood;
				return [
					{ kind: 'height', day, value: height, source },
					{ kind: 'weight', day, value: weight, source },
					{ kind: 'bmi', day, value: bmi, source },
					{ kind: 'bp', day, systolic, diastolic, source },
					{ kind: 'glucose', day, value: glucose, source },
					{ kind: 'cholesterol-total', day, value: total, source },
					{ kind: 'ldl', day, value: ldl, source },
					{ kind: 'hdl', day, value: hdl, source },
					{ kind: 'hba1c', day, value: hba1c, source },
				];
			});
		expect(expected).toHaveLength(90);
		expect(sink.observations).toHaveLength(90);
		expect(sink.observations).toEqual(expect.arrayContaining(expected));
		expect(sink.conditions).toEqual([
			{ code: 'hypertension', since: '1988-09-24', until: null, source },
			{ code: 'diabetes', since: '1988-09-24', until: null, source },
		]);
		expect(sink.checkups.map(({ day }) => day)).toEqual(words(SYNTHEA_CHECKUPS));
		expect(new Set(sink.checkups.map((checkup) => checkup.source))).toEqual(
			new Set(['GOOD SAMARITAN MEDICAL CENTER']),
		);
		expect(sink.dayTotals).toEqual([]);
		expect(sink.taken).toEqual([]);
		expect(sink.skipped).toEqual({
			'not-used Patient': 1,
			'not-used Organization': 2,
			'not-used Practitioner': 2,
			// 36, of which 16 are check-ups.
			'not-used Encounter': 20,
			// 17, of which 2 count.
			'not-used Condition': 15,
			// 233: 100 coded as in the table, of which 10 of smoking, and 133 others.
			'not-used Observation': 133,
			smoking: 10,
			'not-used Procedure': 57,
			'not-used Claim': 46,
			'not-used ExplanationOfBenefit': 36,
			'not-used DiagnosticReport': 23,
			'not-used Immunization': 11,
			'not-used MedicationRequest': 10,
			'not-used CarePlan': 6,
			'not-used Goal': 5,
		});
		expect(JSON.stringify(sink)).not.toMatch(/Almeda|Conn/);
	});

	it('the International Patient Summary of its guide', async () => {
		const sink = await read('ips-ig-bundle-01.json');
		// Cancer in remission, hot flushes, an HbA1c by another method (17856-6), blood groups.
		expect(sink.observations).toEqual([]);
		expect(sink.conditions).toEqual([]);
		expect(sink.checkups).toEqual([]);
		expect(sink.taken).toEqual([Date.UTC(2017, 11, 11, 13, 30)]);
		expect(sink.skipped).toEqual({
			'not-used Composition': 1,
			'not-used Patient': 1,
			'not-used Practitioner': 1,
			'not-used Organization': 2,
			'not-used Condition': 2,
			'not-used MedicationStatement': 2,
			'not-used Medication': 2,
			'not-used AllergyIntolerance': 2,
			'not-used Observation': 7,
		});
	});

	it('an International Patient Summary of Hong Kong', async () => {
		const sink = await read('ips-hk-sample-1.json');
		expect([...sink.observations, ...sink.conditions, ...sink.checkups]).toEqual([]);
		expect(sink.taken).toEqual([Date.UTC(2022, 0, 7, 17, 59, 47, 953)]);
		expect(sink.skipped).toEqual({
			'not-used Composition': 1,
			'not-used Patient': 1,
			'not-used Organization': 1,
			'not-used Condition': 1,
			'not-used AllergyIntolerance': 2,
		});
	});
});
