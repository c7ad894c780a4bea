import { isAnswer } from '$lib/records/answers';
import { monthOf, type Month } from '$lib/records/day';
import { addRecord, removeRecord, replaceRecord, type ClinicalRecord } from '$lib/records/edit';
import { LIFESTYLE_KINDS, OBSERVATION_KINDS, type LifestyleKind } from '$lib/records/kinds';
import {
	emptyRecords,
	MANUAL,
	type DayEntry,
	type HealthRecords,
	type Preferences,
} from '$lib/records/records';
import { rivalries, type Rivalry } from '$lib/records/rivals';
import type { VaultWindow } from '$lib/vault/vault';
import { conditionName, signatureName, sourceName } from '$lib/text/names';
import { m } from '$lib/words/messages';
import { citizen } from './citizen.svelte';
import { Live } from './live';
import { openVault } from './open-vault.svelte';
import type { Entry } from './record-drafts';
import { sample } from './sample.svelte';
import { toasts } from './toasts.svelte';

const byDay = (a: { readonly day: string }, b: { readonly day: string }) =>
	a.day < b.day ? 1 : -1;

/** Every record that rests here, month by month, and changing it with an undo. */
export class RecordList {
	#month = $state<Month | null>(null);
	kind = $state<LifestyleKind | 'all'>('all');
	source = $state('all');

	readonly #live = $derived(
		openVault.vault === null
			? null
			: new Live<VaultWindow>(openVault.vault.watch('all'), () => undefined),
	);
	readonly #all: HealthRecords = $derived(
		sample.isOn ? citizen.records : (this.#live?.current?.records.reveal() ?? emptyRecords()),
	);
	readonly broken = $derived(sample.isOn ? [] : (this.#live?.current?.broken ?? []));

	/** Newest first; also those whose page does not open. */
	readonly months: readonly Month[] = $derived(
		distinct([
			...this.#all.days.map(({ day }) => monthOf(day)),
			...this.broken.flatMap(({ page }) => page ?? []),
		]).reverse(),
	);
	readonly month: Month | null = $derived(
		this.#month !== null && this.months.includes(this.#month)
			? this.#month
			: (this.months[0] ?? null),
	);
	readonly sources: readonly string[] = $derived(
		distinct(this.#all.days.map(({ source }) => source)),
	);
	readonly days = $derived(
		this.#all.days
			.filter(
				(entry) =>
					monthOf(entry.day) === this.month &&
					(this.kind === 'all' || entry.kind === this.kind) &&
					(this.source === 'all' || entry.source === this.source),
			)
			.sort((a, b) => byDay(a, b)),
	);
	readonly observations = $derived([...this.#all.observations].sort(byDay));
	readonly #conditions = $derived(
		[...this.#all.conditions].sort((a, b) => (a.since < b.since ? 1 : -1)),
	);
	readonly conditions = $derived(this.#conditions.filter(({ code }) => !isAnswer(code)));
	/** Kept like conditions, but no diagnoses: what a ruleset asked. */
	readonly answers = $derived(this.#conditions.filter(({ code }) => isAnswer(code)));
	readonly checkups = $derived([...this.#all.checkups].sort(byDay));
	readonly prefer: Preferences = $derived(this.#all.prefer ?? {});

	readonly kinds = LIFESTYLE_KINDS;
	readonly observationKinds = OBSERVATION_KINDS;

	/** Where one source must count, or was chosen to: a choice stays when its records go. */
	readonly rivalries: readonly Rivalry[] = $derived.by(() => {
		const rivals = rivalries(this.#all.days);
		return LIFESTYLE_KINDS.filter(
			(kind) => this.prefer[kind] !== undefined || rivals.some((rivalry) => rivalry.kind === kind),
		).map((kind) => ({ kind, sources: this.#devices(kind) }));
	});

	#devices(kind: LifestyleKind): readonly string[] {
		const names = this.#all.days.filter((entry) => entry.kind === kind).map(({ source }) => source);
		return distinct(names).filter((source) => source !== MANUAL);
	}

	sourceNote(source: string | undefined): string | null {
		return source === undefined || source === MANUAL
			? null
			: m.from_source({ source: sourceName(source) });
	}

	/** Where a clinical record comes from, and what is known of its signature. */
	originNote({ source, signature }: ClinicalRecord): string | null {
		const notes = [
			this.sourceNote(source),
			signature === undefined ? null : signatureName(signature),
		].filter((note) => note !== null);
		return notes.length === 0 ? null : notes.join(' · ');
	}

	/** The name of the answer that is edited; null where it is anything else. */
	answerName(entry: Entry | null): string | null {
		const code = entry?.type === 'condition' ? entry.record.code : null;
		return code !== null && isAnswer(code) ? conditionName(code) : null;
	}

	choose(month: Month): void {
		this.#month = month;
	}

	setPreferred(kind: LifestyleKind, source: string): Promise<boolean> {
		return citizen.editSettings((settings) => {
			const others = Object.entries(settings.prefer).filter(([name]) => name !== kind);
			const chosen = source === '' ? others : [...others, [kind, source] as const];
			return { ...settings, prefer: Object.fromEntries(chosen) };
		});
	}

	/** Keeps a record, in place of `before` where it was edited. */
	async keep(entry: Entry, before: Entry | null): Promise<boolean> {
		switch (entry.type) {
			case 'day': {
				const { record } = entry;
				const old = before?.type === 'day' ? before.record : null;
				// The value there, if it is another entry than the one that was opened.
				const there = this.#all.days.find(
					(present) =>
						present.kind === record.kind &&
						present.day === record.day &&
						present.source === record.source &&
						present !== old,
				);
				const kept = await citizen.setDay(keepDrinks(record, old));
				if (kept && there !== undefined && there.value !== record.value)
					toasts.say(m.record_replaced(), () => citizen.setDay(there));
				// Moved to another day or kind: its old place is emptied only once the new one holds it.
				const moved =
					old !== null &&
					(old.day !== record.day || old.kind !== record.kind || old.source !== record.source);
				if (kept && moved) return citizen.removeDay(old);
				if (kept) this.#month = monthOf(record.day);
				return kept;
			}
			case 'observation':
				return citizen.editClinical((clinical) => ({
					...clinical,
					observations:
						before?.type === 'observation'
							? replaceRecord(clinical.observations, before.record, entry.record)
							: addRecord(clinical.observations, entry.record),
				}));
			case 'checkup':
				return citizen.editClinical((clinical) => ({
					...clinical,
					checkups:
						before?.type === 'checkup'
							? replaceRecord(clinical.checkups, before.record, entry.record)
							: addRecord(clinical.checkups, entry.record),
				}));
			case 'condition':
				return citizen.editConditions(({ conditions }) => ({
					conditions:
						before?.type === 'condition'
							? replaceRecord(conditions, before.record, entry.record)
							: addRecord(conditions, entry.record),
				}));
		}
	}

	/** Deletes at once, and offers to take it back. */
	async remove(entry: Entry): Promise<void> {
		if (await this.#remove(entry)) toasts.say(m.record_deleted(), () => this.keep(entry, null));
	}

	#remove(entry: Entry): Promise<boolean> {
		switch (entry.type) {
			case 'day':
				return citizen.removeDay(entry.record);
			case 'observation':
				return citizen.editClinical((clinical) => ({
					...clinical,
					observations: removeRecord(clinical.observations, entry.record),
				}));
			case 'checkup':
				return citizen.editClinical((clinical) => ({
					...clinical,
					checkups: removeRecord(clinical.checkups, entry.record),
				}));
			case 'condition':
				return citizen.editConditions(({ conditions }) => ({
					conditions: removeRecord(conditions, entry.record),
				}));
		}
	}
}

/** Each text once, sorted; by keys, because ten years have eighteen thousand entries. */
const distinct = (texts: readonly string[]): string[] =>
	Object.keys(Object.fromEntries(texts.map((text) => [text, true]))).sort();

/** The glasses of an entry stay with it as long as its value does. */
function keepDrinks(record: DayEntry, before: DayEntry | null): DayEntry {
	const isSame = before?.kind === record.kind && before.value === record.value;
	return isSame && before.drinks !== undefined ? { ...record, drinks: before.drinks } : record;
}
