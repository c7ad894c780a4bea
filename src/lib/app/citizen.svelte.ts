import type { MadeDisclosure } from '$lib/attest/bits';
import type { Result } from '$lib/codec/result';
import { addDays, dayInZone, hourInZone, monthsOfWindow, type Day } from '$lib/records/day';
import type { LifestyleKind } from '$lib/records/kinds';
import { emptyRecords, type DayEntry, type HealthRecords } from '$lib/records/records';
import { resolveDay } from '$lib/records/resolve';
import { sampleMonth } from '$lib/records/sample';
import { hangzhou2020 } from '$lib/score/builtin';
import { dayPoints } from '$lib/score/day-points';
import { evaluate } from '$lib/score/evaluate';
import { trueFacts } from '$lib/score/facts';
import type { ClinicalContent, ConditionsContent, PersonalSettings } from '$lib/vault/contents';
import { defaultSettings } from '$lib/vault/default-settings';
import { vaultIsListed } from '$lib/vault/is-listed';
import type { BrokenPage } from '$lib/vault/sealed-table';
import type { CloseReason, OpenFailure, Unlock, Vault, VaultWindow } from '$lib/vault/vault';
import type { WriteError } from '$lib/vault/write-errors';
import { clock } from './clock.svelte';
import { holdPage } from './hold-page';
import { ledger } from './ledger.svelte';
import { Live } from './live';
import { readPreference, writePreference } from './preferences';
import { browserRandom } from './random';
import { Tidy } from './tidy';
import { holdUpdates } from './updates.svelte';

/** Days that the score, the facts and the log can reach: 30 complete ones, today, and one to spare. */
const WINDOW_DAYS = 32;

/** Opening takes a tenth of a second; after this, something stands in its way. */
const SLOW_AFTER_MS = 5000;

/** No two zones are further apart than 26 hours: so far a day of one can be ahead of another's. */
const ZONES_APART_DAYS = 2;

/** The room that opens what rests: a first visit does not load it. */
const loadVault = async () => (await import('$lib/vault/vault')).Vault;

/**
 * Once, after the browser had been killed, the vault could not be opened at the first try; the cause was
 * not found. Before the screen says that there is no storage, it is asked for again.
 */
const TRIES = 3;
const TRY_AGAIN_MS = 500;

/** Until this hour a person is likely still in yesterday: the log opens there, and says so. */
const NIGHT_ENDS_AT = 4;

export type CitizenStatus =
	| 'opening'
	/** Opening does not come to its end: another tab does not let go. */
	| 'waiting'
	/** No record rests here. */
	| 'first-visit'
	/** The sample month, in memory only. */
	| 'sample'
	| 'open'
	/** What rests asks for a passphrase, a printed code or a passkey. */
	| 'locked'
	| 'failed'
	/** The vault went away under this tab: deleted or upgraded elsewhere. */
	| 'closed';

const maxDay = (a: Day, b: Day): Day => (a > b ? a : b);

/** The citizen's side of the app: what rests in the vault, and everything derived from it. */
class Citizen {
	#vault = $state.raw<Vault | null>(null);
	#opening: Promise<Result<Vault, OpenFailure>> | null = null;
	#tidy: Tidy | null = null;
	#foundBroken = $state.raw<readonly BrokenPage[]>([]);
	#started = $state(false);
	#isSlow = $state(false);
	#closed = $state<CloseReason | null>(null);
	#isLocked = $state(false);
	/** Whether a page of the citizen's side is in front, and not a verifier's. */
	#isShown = false;
	#failure = $state<OpenFailure | null>(null);
	#sampleOn = $state(false);
	/** The vault was made while a screen was in use: that screen stays until the vault has answered. */
	#isNew = $state(false);
	/** What the vault said last, while the query of the next day or of a new vault is on its way. */
	#lastWindow: VaultWindow | null = null;
	/** The sample month keeps nothing, so its choice is here; null outside of it. */
	#hiddenInSample = $state<boolean | null>(null);
	/** Why the last change did not happen; its text stays until the next one succeeds. */
	#problem = $state<WriteError | OpenFailure | null>(null);
	#isLost = $state(false);
	#mayBeCleared = $state(false);

	/** Opens the vault if this device has one. A first visit makes none: nothing rests until asked. */
	async start(): Promise<void> {
		if (this.#started || this.#opening !== null) return;
		// A page that the browser put aside has let go of its vault; brought back, it starts anew.
		window.addEventListener('pageshow', ({ persisted }) => {
			if (persisted && this.#closed !== null) location.reload();
		});
		const slow = setTimeout(() => {
			this.#isSlow = true;
		}, SLOW_AFTER_MS);
		for (let tried = 1; ; tried++) {
			const failure = await this.#look();
			if ((failure !== 'no-storage' && failure !== 'failed') || tried === TRIES) {
				this.#failure = failure;
				break;
			}
			await new Promise((again) => setTimeout(again, TRY_AGAIN_MS));
		}
		clearTimeout(slow);
		this.#started = true;
	}

	/** Opens the vault if there is one. What stands against it, but a lock. */
	async #look(): Promise<OpenFailure | null> {
		try {
			const isListed = await vaultIsListed();
			if (isListed ?? (await (await loadVault()).exists())) {
				const opened = await this.#open();
				return opened.ok || opened.error === 'locked' ? null : opened.error;
			}
			this.#isLost = readPreference('kept') !== null;
			return null;
		} catch {
			return 'no-storage';
		}
	}

	#open(): Promise<Result<Vault, OpenFailure>> {
		this.#opening ??= loadVault()
			.then((room) => room.open(browserRandom, this.#onClose))
			.then((opened) => {
				if (opened.ok) this.#take(opened.value);
				else {
					if (opened.error === 'locked') this.#isLocked = true;
					this.#opening = null;
				}
				return opened;
			});
		return this.#opening;
	}

	/** Opens what is locked. */
	async unlock(unlock: Unlock): Promise<Result<Vault, OpenFailure>> {
		const room = await loadVault();
		const opened = await room.open(browserRandom, this.#onClose, { unlock, now: Date.now() });
		if (opened.ok) {
			this.#opening = Promise.resolve(opened);
			this.#take(opened.value);
			this.#isLocked = false;
		}
		return opened;
	}

	#take(vault: Vault): void {
		this.#vault = vault;
		writePreference('kept', 'yes');
		this.#tidy = new Tidy(vault, (pages) => {
			this.#foundBroken = pages;
		});
	}

	readonly #onClose = (reason: CloseReason): void => {
		this.#closed = reason;
		if (reason === 'locked') this.endLocked();
	};

	/** A page of the citizen's side is in front until the returned function is called. */
	show(): () => void {
		this.#isShown = true;
		if (this.#closed === 'locked') location.reload();
		else void this.start();
		return () => {
			this.#isShown = false;
		};
	}

	/**
	 * Locked, here or in another tab: a reload drops what this tab's memory held. Where a verifier's
	 * page is in front it goes on, and is reloaded when it leads back to the citizen's side.
	 */
	endLocked(): void {
		this.#closed = 'locked';
		if (this.#isShown) location.reload();
		else {
			ledger.forget();
			this.close();
		}
	}

	// ── What rests ───────────────────────────────────────────────────────────────────────────────

	readonly #deviceToday = $derived(dayInZone(clock.now, clock.zone));
	/** One query for the screen; it changes only when the vault or the device's day does. */
	readonly #live = $derived.by(() => {
		if (this.#vault === null) return null;
		const months = monthsOfWindow(addDays(this.#deviceToday, 1), WINDOW_DAYS + 2);
		return new Live<VaultWindow>(this.#vault.watch(months), () => {
			this.#failure = 'failed';
		});
	});
	readonly #window: VaultWindow | null = $derived.by(() => {
		if (this.#live === null) return null;
		return (this.#lastWindow = this.#live.current ?? this.#lastWindow);
	});

	readonly status: CitizenStatus = $derived.by(() => {
		if (this.#failure !== null) return 'failed';
		if (this.#closed !== null) return this.#closed === 'locked' ? 'opening' : 'closed';
		if (this.#isLocked) return 'locked';
		if (this.#sampleOn) return 'sample';
		if (!this.#started) return this.#isSlow ? 'waiting' : 'opening';
		if (this.#vault === null) return 'first-visit';
		if (this.#window === null) return this.#isNew ? 'first-visit' : 'opening';
		if (this.#window.broken.some(({ error }) => error === 'newer-version')) return 'failed';
		return this.#window.hasRecords ? 'open' : 'first-visit';
	});

	readonly failure: OpenFailure | null = $derived(
		this.#failure ?? (this.status === 'failed' ? 'newer-version' : null),
	);

	readonly settings: PersonalSettings = $derived(this.#window?.settings ?? defaultSettings);
	/** Pages that do not open: those of the screen at once, all others some seconds after the start. */
	readonly broken: readonly BrokenPage[] = $derived.by(() => {
		const here = this.#window?.broken ?? [];
		const keys = new Set(here.map(({ key }) => key));
		return [...here, ...this.#foundBroken.filter(({ key }) => !keys.has(key))];
	});

	get problem(): WriteError | OpenFailure | null {
		return this.#problem;
	}

	/** Records were kept in this browser, and it has lost them: they were not deleted in the app. */
	get isLost(): boolean {
		return this.#isLost;
	}

	/** The first entry was kept, and the browser has promised nothing: to be said once. */
	get mayBeCleared(): boolean {
		return this.#mayBeCleared;
	}

	/** What was said of lost or passing records has been read. */
	noteRead(): void {
		if (this.#isLost) writePreference('kept', null);
		this.#isLost = false;
		this.#mayBeCleared = false;
	}

	// ── Days ─────────────────────────────────────────────────────────────────────────────────────

	readonly homeZone: string = $derived(this.settings.homeZone ?? clock.zone);
	/** The day that is running in the home zone. It never moves back when the zone is changed. */
	readonly today: Day = $derived.by(() => {
		const today = dayInZone(clock.now, this.homeZone);
		const { asOfFloor } = this.settings;
		// Further ahead than a zone can be: it was written while the device's clock was wrong.
		const isFloor = asOfFloor !== null && asOfFloor < addDays(today, ZONES_APART_DAYS);
		return isFloor ? maxDay(today, addDays(asOfFloor, 1)) : today;
	});
	/** The last complete day: what the score and a code are as of. */
	readonly asOf: Day = $derived(addDays(this.today, -1));
	readonly isNight: boolean = $derived(hourInZone(clock.now, this.homeZone) < NIGHT_ENDS_AT);
	/** The device's zone where it is not the home zone, else null. */
	readonly otherZone: string | null = $derived(clock.zone === this.homeZone ? null : clock.zone);

	// ── The score, derived and never stored ──────────────────────────────────────────────────────

	readonly ruleset = hangzhou2020;
	readonly records: HealthRecords = $derived.by(() => {
		if (this.status === 'sample') return sampleMonth(this.asOf);
		return this.#window?.records.reveal() ?? emptyRecords();
	});
	readonly evaluation = $derived(evaluate(this.ruleset, this.records, this.asOf));
	/** The score if the day ended now. */
	readonly tomorrow = $derived(evaluate(this.ruleset, this.records, this.today));
	readonly tiles = $derived(dayPoints(this.ruleset, this.records, this.asOf));
	readonly todayPoints = $derived(dayPoints(this.ruleset, this.records, this.today, 1)[0] ?? null);
	/** What was said on the running day, whether or not receipts are written. */
	readonly saidToday: readonly MadeDisclosure[] = $derived.by(() => {
		const said = this.settings.saidToday;
		return said?.day === this.today && !this.#sampleOn ? said.made : [];
	});
	readonly facts = $derived(trueFacts(this.ruleset, this.records, this.asOf));

	/** What counts for one kind on one day, with its source; undefined where nothing is told. */
	entry(kind: LifestyleKind, day: Day): DayEntry | undefined {
		return resolveDay(this.records, kind, day);
	}

	// ── Changes ──────────────────────────────────────────────────────────────────────────────────

	get isSample(): boolean {
		return this.#sampleOn;
	}

	/** Answers a change that waits for the citizen's word, because it ends the sample month. */
	#waiting = $state.raw<((yes: boolean) => void) | null>(null);

	get asksToEndSample(): boolean {
		return this.#waiting !== null;
	}

	/**
	 * Runs a change of one's own records and gives its outcome. Over the sample month it is asked
	 * first; null where it was not wanted.
	 */
	async asOwn<T>(change: () => T): Promise<Awaited<T> | null> {
		if (this.#sampleOn) {
			this.#waiting?.(false);
			const yes = await new Promise<boolean>((answer) => (this.#waiting = answer));
			if (!yes) return null;
		}
		return await change();
	}

	/** The answer to that question. */
	answerEndSample(yes: boolean): void {
		const answer = this.#waiting;
		this.#waiting = null;
		if (yes) this.leaveSample();
		answer?.(yes);
	}

	showSample(): void {
		this.#sampleOn = true;
		this.#hiddenInSample = false;
	}

	/** Ends the sample month; nothing of it is kept. */
	leaveSample(): void {
		this.#sampleOn = false;
		this.#hiddenInSample = null;
	}

	/** The open vault, for reads that a screen makes on its own; null before the first entry. */
	get vault(): Vault | null {
		return this.#vault;
	}

	/**
	 * Runs a write on the vault, makes the vault first where there is none, and keeps the outcome.
	 * Nothing that is typed goes by a failure: the screen stays, under a notice that says why.
	 */
	async change<E extends WriteError>(
		write: (vault: Vault) => Promise<Result<unknown, E>>,
	): Promise<boolean> {
		const releases = [holdPage(), holdUpdates()];
		try {
			return await this.#change(write);
		} finally {
			for (const release of releases) release();
		}
	}

	async #change<E extends WriteError>(
		write: (vault: Vault) => Promise<Result<unknown, E>>,
	): Promise<boolean> {
		const isFirst = this.#vault === null;
		if (isFirst) this.#isNew = true;
		const opened = await this.#open();
		if (!opened.ok) {
			this.#problem = opened.error;
			return false;
		}
		const written = await write(opened.value);
		this.#tidy?.soon();
		this.#problem = written.ok ? null : written.error;
		if (written.ok && isFirst) {
			// Days are counted in the zone where the first one was written, until the citizen says else.
			const zone = clock.zone;
			await opened.value.editSettings((s) => ({ ...s, homeZone: s.homeZone ?? zone }));
			// A browser may clear what it does not hold as persistent; some ask, most decide alone.
			this.#mayBeCleared = !(await navigator.storage.persist().catch(() => false));
			this.#isLost = false;
		}
		return written.ok;
	}

	setDay(entry: DayEntry): Promise<boolean> {
		return this.change((vault) => vault.setDay(entry));
	}

	removeDay(entry: Pick<DayEntry, 'kind' | 'day' | 'source'>): Promise<boolean> {
		return this.change((vault) => vault.removeDay(entry.kind, entry.day, entry.source));
	}

	editClinical(change: (present: ClinicalContent) => ClinicalContent): Promise<boolean> {
		return this.change((vault) => vault.editClinical(change));
	}

	editConditions(change: (present: ConditionsContent) => ConditionsContent): Promise<boolean> {
		return this.change((vault) => vault.editConditions(change));
	}

	editSettings(change: (present: PersonalSettings) => PersonalSettings): Promise<boolean> {
		return this.change((vault) => vault.editSettings(change));
	}

	get numberHidden(): boolean {
		return this.#hiddenInSample ?? this.settings.numberHidden;
	}

	/** Hides the score's number on the tile, or shows it again. */
	toggleNumber(): void {
		const hidden = !this.numberHidden;
		if (this.#sampleOn) this.#hiddenInSample = hidden;
		else void this.editSettings((settings) => ({ ...settings, numberHidden: hidden }));
	}

	/** Counts days in another zone from now on. Nothing is moved, and the last day never goes back. */
	moveHome(zone: string): Promise<boolean> {
		const floor = this.asOf;
		return this.editSettings((settings) => ({
			...settings,
			homeZone: zone,
			asOfFloor: maxDay(floor, settings.asOfFloor ?? floor),
		}));
	}

	/** Lets go of the vault before everything is deleted. */
	close(): void {
		this.#vault?.close();
		this.#vault = null;
		this.#opening = null;
		this.#lastWindow = null;
		this.leaveSample();
	}
}

export const citizen = new Citizen();
