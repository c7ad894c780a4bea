import { describe, expect, it } from 'vitest';
import { previewCsv } from '$lib/intake/csv-guess';
import { m } from '$lib/words/messages';
import { CsvForm } from './csv-form.svelte';

function formOf(text: string): CsvForm {
	const bytes = new TextEncoder().encode(text);
	const preview = previewCsv({ path: 'a.csv', size: bytes.length, bytes, text });
	if (preview === null) throw new Error('no table');
	return new CsvForm(preview);
}

describe('CsvForm', () => {
	it('takes what was found in the table', () => {
		const form = formOf('date,weight (lb),steps\n2026-11-20,150,812\n');
		expect(form.unit(1)).toBe('lb');
		expect(form.finish()?.units).toEqual([null, 'lb', null]);
	});

	it('asks for a unit that it does not know, and does not take another one for it', () => {
		const form = formOf('date,Glucose (g/L)\n2026-11-20,0.95\n');
		expect([form.field(1), form.unit(1)]).toEqual(['glucose', '']);
		expect(form.finish()).toBeNull();
		expect(form.problem).toBe(m.csv_no_unit({ n: 2 }));
		form.setUnit(1, 'mg/dL');
		expect(form.finish()?.units).toEqual([null, 'mg/dL']);
	});

	it('asks for the unit of what a column is said to be', () => {
		const form = formOf('date,a\n2026-11-20,150\n');
		form.setField(1, 'weight');
		expect(form.finish()).toBeNull();
		form.setUnit(1, 'lb');
		expect(form.finish()?.fields).toEqual(['date', 'weight']);
		form.setField(1, 'steps');
		expect(form.finish()?.units).toEqual([null, null]);
	});
});
