import type { CsvMapping, TableMapping } from '$lib/intake/csv-mapping';
import type { Imported, ImportFailure } from '$lib/intake/report';
import { addDays } from '$lib/records/day';
import type { ImportCounts } from '$lib/vault/batches';
import type { PersonalSettings } from '$lib/vault/contents';
import { CardScan } from './card-scan';
import { citizen } from './citizen.svelte';
import type { GivenFile } from './given-file';
import { batchOf } from './import-batch';
import { readKeySet, type ChosenKeys } from './key-set-file';
import { startReading, type Reading } from './reading';
import { ReadingPace, type Pace } from './reading-pace';
import { SourceChoice } from './source-choice.svelte';
import { holdUpdates } from './updates.svelte';

/** Why nothing of the files can be kept; what asks for something first has a step of its own. */
export type ImportRefusal =
	| Exclude<ImportFailure, { readonly code: 'cancelled' | 'password-needed' | 'mapping-needed' }>
	| { readonly code: 'failed' };

export type ImportState =
	| { readonly step: 'none' }
	| { readonly step: 'stopped' }
	/** Null until the first bytes are read. */
	| { readonly step: 'reading'; readonly pace: Pace | null }
	| { readonly step: 'password'; readonly path: string; readonly wasWrong: boolean }
	| ({ readonly step: 'mapping' } & Extract<ImportFailure, { readonly code: 'mapping-needed' }>)
	/** Some codes of a health card are there, and more are needed. */
	| { readonly step: 'card'; readonly have: number; readonly total: number }
	| { readonly step: 'no-card'; readonly why: 'not-an-image' | 'no-code' | 'other-code' }
	| { readonly step: 'refused'; readonly why: ImportRefusal }
	/** Read and checked; nothing is written yet. */
	| { readonly step: 'ready'; readonly imported: Imported }
	| { readonly step: 'writing' }
	| { readonly step: 'done'; readonly id: string; readonly counts: ImportCounts };

/** Pictures are tried as codes of a card where nothing else was given, and not a whole album. */
const MAX_PICTURES = 20;
/** Among so few files a key set is looked for; in a folder of an export there is none. */
const FEW_FILES = 10;

/** Bringing files in: read beside the page, look, then keep. */
export class Import {
	#state = $state.raw<ImportState>({ step: 'none' });
	#reading: Reading | null = null;
	#files: readonly GivenFile[] = [];
	/** What was said of tables, and the passwords that were typed: they go with the reading. */
	#tables: readonly TableMapping[] = [];
	#passwords: readonly string[] = [];
	#keys = $state.raw<ChosenKeys | null>(null);
	#isNoKeySet = $state(false);
	readonly #card = new CardScan();

	/** As it is being typed. */
	password = $state('');

	/** Days in the files that the present retention would delete at the next start. */
	readonly oldDays: number = $derived.by(() => {
		const { keepDays } = citizen.settings;
		if (this.#state.step !== 'ready' || keepDays === null) return 0;
		const first = addDays(citizen.today, -keepDays);
		return this.#state.imported.records.days.filter(({ day }) => day < first).length;
	});

	/** Whether to keep them, for good: nothing of a file goes without its citizen's word. */
	keepsOldDays = $state(true);

	readonly sources = new SourceChoice(() =>
		this.#state.step === 'ready' ? this.#state.imported.records.days : [],
	);

	get state(): ImportState {
		return this.#state;
	}

	/** The key set that signatures are checked by, as long as this page is open. */
	get keys(): ChosenKeys | null {
		return this.#keys;
	}

	/** Whether the file that was chosen as a key set is none. */
	get isNoKeySet(): boolean {
		return this.#isNoKeySet;
	}

	/** What was picked or dropped: files, a key set, or pictures of a card's codes. */
	async give(files: readonly GivenFile[]): Promise<void> {
		if (this.#state.step === 'writing' || files.length === 0) return;
		const pictures = files.filter(({ blob }) => blob.type.startsWith('image/'));
		if (pictures.length === files.length && pictures.length <= MAX_PICTURES) {
			await this.#readPictures(pictures);
			return;
		}
		const others: GivenFile[] = [];
		for (const file of files) {
			const keys = files.length <= FEW_FILES ? await readKeySet(file) : null;
			if (keys === null) others.push(file);
			else this.#take(keys);
		}
		if (others.length > 0) await this.#begin(others);
		else await this.#readAgain();
	}

	/** A key set, chosen as such: files that wait to be kept are read again with it. */
	async giveKeys(file: GivenFile): Promise<void> {
		const keys = await readKeySet(file);
		this.#isNoKeySet = keys === null;
		if (keys === null) return;
		this.#take(keys);
		await this.#readAgain();
	}

	#take(keys: ChosenKeys): void {
		this.#keys = keys;
		this.#isNoKeySet = false;
	}

	async forgetKeys(): Promise<void> {
		this.#keys = null;
		await this.#readAgain();
	}

	/** The text of a code, scanned or in a picture. */
	async giveCode(text: string): Promise<void> {
		const scanned = this.#card.take(text);
		if (scanned.kind === 'other') this.#show({ step: 'no-card', why: 'other-code' });
		else if (scanned.kind === 'part') this.#show({ step: 'card', ...scanned });
		else await this.#begin([{ path: 'shc.txt', blob: new Blob([scanned.card]) }]);
	}

	async #readPictures(pictures: readonly GivenFile[]): Promise<void> {
		const { readQrImage } = await import('$lib/qr/image');
		for (const { blob } of pictures) {
			const read = await readQrImage(blob);
			if (read.ok) await this.giveCode(read.value);
			else this.#show({ step: 'no-card', why: read.error });
		}
	}

	/** Shows it, unless files are being read or wait for a word: those are not dropped for it. */
	#show(state: ImportState): void {
		if (this.#reading === null) this.#state = state;
	}

	async #begin(files: readonly GivenFile[]): Promise<void> {
		this.clear();
		this.#files = files;
		await this.#read();
	}

	async #readAgain(): Promise<void> {
		const { step } = this.#state;
		if (step === 'ready' || step === 'refused') await this.#read();
	}

	/** Opens the archive with what was typed. */
	async open(): Promise<void> {
		if (this.#state.step !== 'password') return;
		this.#passwords = [...this.#passwords, this.password];
		this.password = '';
		await this.#read();
	}

	/** Reads the table as the citizen says, and those like it; null leaves them out. */
	async map(mapping: CsvMapping | null): Promise<void> {
		if (this.#state.step !== 'mapping') return;
		// Of one shape the last word counts.
		this.#tables = [...this.#tables, { shape: this.#state.preview.shape, mapping }];
		await this.#read();
	}

	async #read(): Promise<void> {
		this.#reading?.cancel();
		this.#state = { step: 'reading', pace: null };
		const release = holdUpdates();
		const pace = new ReadingPace();
		const reading = startReading(
			{
				files: this.#files,
				options: {
					zone: citizen.homeZone,
					today: citizen.today,
					passwords: this.#passwords,
					csv: this.#tables,
					...(this.#keys === null ? {} : { keySet: this.#keys.json }),
				},
			},
			(progress) => {
				this.#state = { step: 'reading', pace: pace.at(progress, performance.now()) };
			},
		);
		this.#reading = reading;
		const outcome = await reading.outcome;
		release();
		// Another reading has begun since: this one no longer speaks.
		if (this.#reading !== reading) return;
		this.#reading = null;
		if (outcome.ok) {
			this.#passwords = [];
			this.#state = { step: 'ready', imported: outcome.value };
		} else this.#refuse(outcome.error);
	}

	#refuse(failure: ImportFailure | { readonly code: 'failed' }): void {
		switch (failure.code) {
			case 'cancelled':
				this.clear();
				this.#state = { step: 'stopped' };
				break;
			case 'password-needed':
				this.#state = { step: 'password', path: failure.path, wasWrong: failure.wasWrong };
				break;
			case 'mapping-needed':
				this.#state = { step: 'mapping', ...failure };
				break;
			case 'backup':
			case 'own-export-refused':
			case 'nothing-found':
			case 'failed':
				this.#passwords = [];
				this.#state = { step: 'refused', why: failure };
		}
	}

	/** Writes what was read, all of it or, on any error, none of it. */
	async keep(): Promise<void> {
		const ready = this.#state;
		if (ready.step !== 'ready') return;
		const { records, report, ages } = ready.imported;
		const liftsRetention = this.oldDays > 0 && this.keepsOldDays;
		const prefer = this.sources.change;
		const editSettings = (settings: PersonalSettings) => ({
			...settings,
			keepDays: liftsRetention ? null : settings.keepDays,
			prefer: prefer?.(settings.prefer) ?? settings.prefer,
		});
		const batch = batchOf(report, citizen.today);
		this.#state = { step: 'writing' };
		const isKept = await citizen.change(async (vault) => {
			const written = await vault.importBatch(records, batch, {
				ages,
				...(liftsRetention || prefer !== null ? { editSettings } : {}),
			});
			if (!written.ok) return written;
			this.clear();
			this.#state = { step: 'done', id: batch.id, counts: written.value };
			return written;
		});
		// A failed write has its notice above the page; the files stay ready for another try.
		if (!isKept) this.#state = ready;
	}

	/** Says no longer what was kept. */
	leaveKept(): void {
		if (this.#state.step === 'done') this.#state = { step: 'none' };
	}

	/** Stops the reading at once. */
	cancel(): void {
		this.#reading?.cancel();
	}

	/** Lets go of the files, and of what was typed for them. The key set stays. */
	clear(): void {
		const reading = this.#reading;
		this.#reading = null;
		reading?.cancel();
		this.#files = [];
		this.#tables = [];
		this.#passwords = [];
		this.sources.clear();
		this.password = '';
		this.keepsOldDays = true;
		this.#state = { step: 'none' };
	}
}
