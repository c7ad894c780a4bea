import type { CsvField, CsvMapping, CsvPreview, DateOrder } from '$lib/intake/csv-mapping';
import { unitsOf } from '$lib/intake/csv-units';
import { LIFESTYLE_KINDS, OBSERVATION_KINDS } from '$lib/records/kinds';
import { kindName } from '$lib/text/names';
import { m } from '$lib/words/messages';

/** What a column can be, in the order of the choice. */
export const CSV_FIELDS: readonly CsvField[] = [
	'ignore',
	'date',
	...LIFESTYLE_KINDS,
	...OBSERVATION_KINDS.flatMap((kind): readonly CsvField[] =>
		kind === 'bp' ? ['systolic', 'diastolic'] : kind === 'diet-mepa' ? [] : [kind],
	),
];

export function csvFieldName(field: CsvField): string {
	switch (field) {
		case 'ignore':
			return m.csv_ignore();
		case 'date':
			return m.csv_date();
		case 'systolic':
			return m.kind_systolic();
		case 'diastolic':
			return m.kind_diastolic();
		default:
			return kindName(field);
	}
}

export function csvUnitName(unit: string): string {
	switch (unit) {
		case 'h':
			return m.unit_hours();
		case 'min':
			return m.unit_minutes();
		case 's':
			return m.csv_seconds();
		case 'g':
			return m.unit_grams();
		case 'jin':
			return '斤';
		case 'chi':
			return '尺';
		default:
			return unit;
	}
}

/** Saying of a table which column is what, from what was guessed. */
export class CsvForm {
	readonly preview: CsvPreview;
	readonly columns: readonly number[];
	#fields = $state.raw<readonly CsvField[]>([]);
	#units = $state.raw<readonly (string | null)[]>([]);
	hasHeader = $state(false);
	dateOrder = $state<DateOrder>('ymd');
	decimal = $state<'.' | ','>('.');
	source = $state('');
	#isTried = $state(false);

	constructor(preview: CsvPreview) {
		this.preview = preview;
		const { guess, rows } = preview;
		const width = Math.max(guess.fields.length, ...rows.map((row) => row.length));
		this.columns = Array.from({ length: width }, (_, index) => index);
		this.#fields = this.columns.map((index) => guess.fields[index] ?? 'ignore');
		this.#units = this.columns.map((index) => guess.units[index] ?? null);
		this.hasHeader = guess.hasHeader;
		this.dateOrder = guess.dateOrder;
		this.decimal = guess.decimal;
		this.source = guess.source;
	}

	field(column: number): CsvField {
		return this.#fields[column] ?? 'ignore';
	}

	setField(column: number, field: CsvField): void {
		this.#fields = replaced(this.#fields, column, field);
		this.#units = replaced(this.#units, column, null);
	}

	/** The units to choose from; none where there is only one. */
	units(column: number): readonly string[] {
		const units = unitsOf(this.field(column));
		return units.length > 1 ? units : [];
	}

	/** Empty where it was neither found in the table nor said: none is taken for granted. */
	unit(column: number): string {
		return this.#units[column] ?? '';
	}

	setUnit(column: number, unit: string): void {
		this.#units = replaced(this.#units, column, unit);
	}

	readonly #problem: string | null = $derived.by(() => {
		const fields = this.#fields;
		if (fields.filter((field) => field === 'date').length !== 1) return m.csv_no_date();
		if (fields.every((field) => field === 'date' || field === 'ignore')) return m.csv_no_value();
		const noUnit = this.columns.find((at) => this.units(at).length > 0 && this.unit(at) === '');
		if (noUnit !== undefined) return m.csv_no_unit({ n: noUnit + 1 });
		return this.source.trim() === '' ? m.csv_source_none() : null;
	});

	/** What keeps the table from being read; told once it was tried. */
	readonly problem: string | null = $derived(this.#isTried ? this.#problem : null);

	/** What was said; null where something is missing. */
	finish(): CsvMapping | null {
		this.#isTried = true;
		if (this.#problem !== null) return null;
		return {
			...this.preview.guess,
			hasHeader: this.hasHeader,
			dateOrder: this.dateOrder,
			decimal: this.decimal,
			fields: this.#fields,
			units: this.columns.map((column) =>
				this.units(column).length > 0 ? this.unit(column) : null,
			),
			source: this.source.trim(),
		};
	}
}

const replaced = <T>(list: readonly T[], at: number, value: T): readonly T[] =>
	list.map((present, index) => (index === at ? value : present));
