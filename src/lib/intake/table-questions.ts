import { dayOfCell, scanDate } from './csv-dates';
import { decodeTable } from './csv-encoding';
import { previewCsv } from './csv-guess';
import type { CsvMapping, CsvPreview, TableMapping } from './csv-mapping';
import { RowCutter } from './csv-rows';
import type { Head } from './input';

/** What is asked about a table; `wasWrong` as in `ImportFailure`. */
interface Question {
	readonly preview: CsvPreview;
	readonly wasWrong: boolean;
}

/** Which column is what, asked for one shape of tables after the other. */
export class TableQuestions {
	readonly #answers: ReadonlyMap<string, CsvMapping | null>;
	readonly #zone: string;

	constructor(answers: readonly TableMapping[], zone: string) {
		this.#answers = new Map(answers.map(({ shape, mapping }) => [shape, mapping]));
		this.#zone = zone;
	}

	/** The first question that these tables leave open; null if there is none. */
	open(tables: readonly Head[]): Question | null {
		const shapes = new Map<string, { readonly preview: CsvPreview; readonly heads: Head[] }>();
		for (const head of tables) {
			const preview = previewCsv(head);
			if (preview === null) continue;
			const alike = shapes.get(preview.shape);
			if (alike === undefined) shapes.set(preview.shape, { preview, heads: [head] });
			else alike.heads.push(head);
		}
		for (const { preview, heads } of shapes.values()) {
			const mapping = this.#answers.get(preview.shape);
			if (mapping === undefined) return { preview, wasWrong: false };
			// Where it fits one of them, another would not fit any better by being asked again.
			if (mapping !== null && !heads.some((head) => this.#hasDate(head, mapping)))
				return { preview: { ...preview, guess: mapping }, wasWrong: true };
		}
		return null;
	}

	/** What was said of tables like it; null if nothing was, or that they are to be left out. */
	answerTo(table: Head): CsvMapping | null {
		const preview = previewCsv(table);
		return preview === null ? null : (this.#answers.get(preview.shape) ?? null);
	}

	#hasDate({ bytes }: Head, { delimiter, dateOrder, fields }: CsvMapping): boolean {
		const at = fields.indexOf('date');
		return new RowCutter(delimiter).end(decodeTable(bytes)).rows.some((row) => {
			const date = scanDate(row[at] ?? '');
			return date !== null && dayOfCell(date, dateOrder, this.#zone) !== null;
		});
	}
}
