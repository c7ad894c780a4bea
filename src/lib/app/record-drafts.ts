import { err, ok, type Result } from '$lib/codec/result';
import { checkValue, type ValueKind } from '$lib/records/bounds';
import { isDay, type Day } from '$lib/records/day';
import type { LifestyleKind, ObservationKind } from '$lib/records/kinds';
import {
	MANUAL,
	type Checkup,
	type Condition,
	type DayEntry,
	type Observation,
} from '$lib/records/records';
import { m } from '$lib/words/messages';
import { valueProblemText } from './value-texts';

/** One record as a form holds it: texts, not yet checked. */
export type Draft =
	| { type: 'day'; kind: LifestyleKind; day: string; value: string; source: string }
	| {
			type: 'observation';
			kind: ObservationKind;
			day: string;
			value: string;
			/** Of a blood pressure only; its systolic value is in `value`. */
			diastolic: string;
			source: string | undefined;
	  }
	| {
			type: 'condition';
			code: string;
			since: string;
			until: string;
			source: string | undefined;
	  }
	| { type: 'checkup'; day: string; source: string | undefined };

/** A checked record with the list it belongs to. */
export type Entry =
	| { readonly type: 'day'; readonly record: DayEntry }
	| { readonly type: 'observation'; readonly record: Observation }
	| { readonly type: 'condition'; readonly record: Condition }
	| { readonly type: 'checkup'; readonly record: Checkup };

/** An empty form; `today` is where a date starts. */
export function newDraft(type: Draft['type'], today: Day): Draft {
	const source = undefined;
	switch (type) {
		case 'day':
			return { type, kind: 'steps', day: today, value: '', source: MANUAL };
		case 'observation':
			return { type, kind: 'bp', day: today, value: '', diastolic: '', source };
		case 'condition':
			return { type, code: 'hypertension', since: today, until: '', source };
		case 'checkup':
			return { type, day: today, source };
	}
}

export function draftOf(entry: Entry): Draft {
	switch (entry.type) {
		case 'day': {
			const { kind, day, value, source } = entry.record;
			return { type: 'day', kind, day, value: String(value), source };
		}
		case 'observation': {
			const { record } = entry;
			return {
				type: 'observation',
				kind: record.kind,
				day: record.day,
				value: String(record.kind === 'bp' ? record.systolic : record.value),
				diastolic: record.kind === 'bp' ? String(record.diastolic) : '',
				source: record.source,
			};
		}
		case 'condition': {
			const { code, since, until, source } = entry.record;
			return { type: 'condition', code, since, until: until ?? '', source };
		}
		case 'checkup':
			return { type: 'checkup', day: entry.record.day, source: entry.record.source };
	}
}

function read(kind: ValueKind, text: string): Result<number, string> {
	const checked = checkValue(kind, text.trim() === '' ? NaN : Number(text));
	return checked.ok ? checked : err(valueProblemText(kind, checked.error));
}

/** The draft as a record, or a message that says what is missing. `today` bounds every date. */
export function entryOf(draft: Draft, today: Day): Result<Entry, string> {
	const isPast = (day: string): day is Day => isDay(day) && day <= today;
	const source = (name: string | undefined) => (name === undefined ? {} : { source: name });
	switch (draft.type) {
		case 'day': {
			if (!isPast(draft.day)) return err(m.form_day_problem());
			const value = read(draft.kind, draft.value);
			if (!value.ok) return value;
			// A value that was changed by hand is one's own word from then on.
			const record = { kind: draft.kind, day: draft.day, value: value.value, source: MANUAL };
			return ok({ type: 'day', record });
		}
		case 'observation': {
			const { kind, day } = draft;
			if (!isPast(day)) return err(m.form_day_problem());
			if (kind === 'bp') {
				const systolic = read('systolic', draft.value);
				if (!systolic.ok) return systolic;
				const diastolic = read('diastolic', draft.diastolic);
				if (!diastolic.ok) return diastolic;
				if (systolic.value <= diastolic.value) return err(m.form_bp_problem());
				const record = { kind, day, systolic: systolic.value, diastolic: diastolic.value };
				return ok({ type: 'observation', record: { ...record, ...source(draft.source) } });
			}
			const value = read(kind, draft.value);
			if (!value.ok) return value;
			const record = { kind, day, value: value.value, ...source(draft.source) };
			return ok({ type: 'observation', record });
		}
		case 'condition': {
			const { code, since, until } = draft;
			if (code.trim() === '' || code.length > 80) return err(m.form_condition_problem());
			if (!isPast(since)) return err(m.form_day_problem());
			if (until !== '' && (!isDay(until) || until < since)) return err(m.form_until_problem());
			const record = { code: code.trim(), since, until: until === '' ? null : until };
			return ok({ type: 'condition', record: { ...record, ...source(draft.source) } });
		}
		case 'checkup': {
			if (!isPast(draft.day)) return err(m.form_day_problem());
			return ok({ type: 'checkup', record: { day: draft.day, ...source(draft.source) } });
		}
	}
}
