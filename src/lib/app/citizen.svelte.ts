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
import type { BrokenPage } from '$lib/vault/sealed-table';
import type { OpenFailure, Vault, VaultWindow } from '$lib/vault/vault';
import type { WriteError } from '$lib/vault/write-errors';
import { clock } from './clock.svelte';
import { holdPage } from './hold-page';
import { Live } from './live';
import { openVault } from './open-vault.svelte';
import { writePreference } from './preferences';
import { sample } from './sample.svelte';
import { holdUpdates } from './updates.svelte';

/** Days that the score, the facts and the log can reach: 30 complete ones, today, and one to spare. */
const WINDOW_DAYS = 32;

/** No two zones are further apart than 26 hours: so far a day of one can be ahead of another's. */
const ZONES_APART_DAYS = 2;

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
	/** The vault was made while a screen was in use: that screen stays until the vault has answered. */
	#isNew = $state(false);
	/** What the vault said last, while the query of the next day or of a new vault is on its way. */
	#lastWindow: VaultWindow | null = null;
	/** Why the last change did not happen; its text stays until the next one succeeds. */
	#problem = $state<WriteError | OpenFailure | null>(null);
	#mayBeCleared = $state(false);

	// ── What rests ───────────────────────────────────────────────────────────────────────────────

	readonly #deviceToday = $derived(dayInZone(clock.now, clock.zone));
	/** One query for the screen; it changes only when the vault or the device's day does. */
	readonly #live = $derived.by(() => {
		const { vault } = openVault;
		if (vault === null) return null;
		const months = monthsOfWindow(addDays(this.#deviceToday, 1), WINDOW_DAYS + 2);
		return new Live<VaultWindow>(vault.watch(months), () => {
			openVault.failure = 'failed';
		});
	});
	readonly #window: VaultWindow | null = $derived.by(() => {
		if (this.#live === null) return (this.#lastWindow = null);
		return (this.#lastWindow = this.#live.current ?? this.#lastWindow);
	});

	readonly status: CitizenStatus = $derived.by(() => {
		if (openVault.failure !== null) return 'failed';
		if (openVault.closed !== null) return openVault.closed === 'locked' ? 'opening' : 'closed';
		if (openVault.isLocked) return 'locked';
		if (sample.isOn) return 'sample';
		if (!openVault.hasLooked) return openVault.isSlow ? 'waiting' : 'opening';
		if (openVault.vault === null) return 'first-visit';
		if (this.#window === null) return this.#isNew ? 'first-visit' : 'opening';
		if (this.#window.broken.some(({ error }) => error === 'newer-version')) return 'failed';
		return this.#window.hasRecords ? 'open' : 'first-visit';
	});

	readonly failure: OpenFailure | null = $derived(
		openVault.failure ?? (this.status === 'failed' ? 'newer-version' : null),
	);

	readonly settings: PersonalSettings = $derived(this.#window?.settings ?? defaultSettings);
	/** Pages that do not open: those of the screen at once, all others some seconds after the start. */
	readonly broken: readonly BrokenPage[] = $derived.by(() => {
		const here = this.#window?.broken ?? [];
		const keys = new Set(here.map(({ key }) => key));
		return [...here, ...openVault.broken.filter(({ key }) => !keys.has(key))];
	});

	get problem(): WriteError | OpenFailure | null {
		return this.#problem;
	}

	/** The first entry was kept, and the browser has promised nothing: to be said once. */
	get mayBeCleared(): boolean {
		return this.#mayBeCleared;
	}

	/** What was said of lost or passing records has been read. */
	noteRead(): void {
		if (openVault.isLost) writePreference('kept', null);
		openVault.forgetLoss();
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
		return said?.day === this.today && !sample.isOn ? said.made : [];
	});
	readonly facts = $derived(trueFacts(this.ruleset, this.records, this.asOf));

	/** What counts for one kind on one day, with its source; undefined where nothing is told. */
	entry(kind: LifestyleKind, day: Day): DayEntry | undefined {
		return resolveDay(this.records, kind, day);
	}

	// ── Changes ──────────────────────────────────────────────────────────────────────────────────

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
		const isFirst = openVault.vault === null;
		if (isFirst) this.#isNew = true;
		const opened = await openVault.open();
		if (!opened.ok) {
			this.#problem = opened.error;
			return false;
		}
		const written = await write(opened.value);
		openVault.tidySoon();
		this.#problem = written.ok ? null : written.error;
		if (written.ok && isFirst) {
			// Days are counted in the zone where the first one was written, until the citizen says else.
			const zone = clock.zone;
			await opened.value.editSettings((s) => ({ ...s, homeZone: s.homeZone ?? zone }));
			// A browser may clear what it does not hold as persistent; some ask, most decide alone.
			this.#mayBeCleared = !(await navigator.storage.persist().catch(() => false));
			openVault.forgetLoss();
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
		return sample.isOn ? sample.hidesNumber : this.settings.numberHidden;
	}

	/** Hides the score's number on the tile, or shows it again. */
	toggleNumber(): void {
		const hidden = !this.numberHidden;
		if (sample.isOn) sample.hidesNumber = hidden;
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
}

export const citizen = new Citizen();
