import { bytesToUtf8 } from '$lib/codec/bytes';
import { parseStrictJson } from '$lib/codec/strict-json';
import { emptyRecords } from '$lib/records/records';
import { evaluate } from '$lib/score/evaluate';
import { rulesetHashText } from '$lib/score/hash';
import { parseRuleset, type Ruleset } from '$lib/score/ruleset';
import type { RulesetProblem } from '$lib/score/ruleset-problems';
import type { VaultWindow } from '$lib/vault/vault';
import { citizen } from './citizen.svelte';
import { Live } from './live';
import { openVault } from './open-vault.svelte';
import { sample } from './sample.svelte';
import { visitRules, type Choice } from './visit-rules.svelte';

/** Far more than a ruleset with a provenance for each number. */
const MAX_BYTES = 1_000_000;
const MAX_DEPTH = 12;

export type FileState =
	| { readonly step: 'none' }
	| { readonly step: 'unreadable'; readonly why: 'too-large' | 'not-json' }
	| { readonly step: 'refused'; readonly problems: readonly RulesetProblem[] };

/**
 * The rules that the score screen shows, for one's own insight: the tile and every code stay under the
 * ruleset of codes. The choice lasts as long as the visit; nothing of it is kept.
 */
export class RulesetChoice {
	#file = $state.raw<FileState>({ step: 'none' });
	#hasFailed = $state(false);

	readonly #live = $derived(
		openVault.vault === null
			? null
			: new Live<VaultWindow>(openVault.vault.watch('all'), () => undefined),
	);
	/** All of them: last week’s score and ten years of history need more than the window of today. */
	readonly records = $derived(
		sample.isOn ? citizen.records : (this.#live?.current?.records.reveal() ?? emptyRecords()),
	);

	get choice(): Choice {
		return visitRules.choice;
	}

	/** What was wrong with the file that was chosen last. */
	get file(): FileState {
		return this.#file;
	}

	/** Whether the rules that were chosen could not be loaded. */
	get hasFailed(): boolean {
		return this.#hasFailed;
	}

	readonly ruleset: Ruleset = $derived.by(() => {
		const { choice, lifeEssential8, own } = visitRules;
		if (choice === 'life-essential-8') return lifeEssential8 ?? citizen.ruleset;
		return choice === 'file' ? (own ?? citizen.ruleset) : citizen.ruleset;
	});
	readonly hash = $derived(rulesetHashText(this.ruleset));
	readonly evaluation = $derived(evaluate(this.ruleset, this.records, citizen.asOf));

	get asOf() {
		return citizen.asOf;
	}

	async choose(choice: Choice): Promise<void> {
		this.#hasFailed = false;
		this.#file = { step: 'none' };
		if (choice === 'life-essential-8' && visitRules.lifeEssential8 === null) {
			try {
				visitRules.lifeEssential8 = (await import('$lib/score/life-essential-8')).lifeEssential8;
			} catch {
				this.#hasFailed = true;
				return;
			}
		}
		visitRules.choice = choice;
	}

	async read(file: Blob): Promise<void> {
		if (file.size > MAX_BYTES) {
			this.#file = { step: 'unreadable', why: 'too-large' };
			return;
		}
		const text = bytesToUtf8(new Uint8Array(await file.arrayBuffer()));
		const limits = { maxDepth: MAX_DEPTH, maxLength: MAX_BYTES };
		const json = text === null ? null : parseStrictJson(text, limits);
		if (json?.ok !== true) {
			this.#file = { step: 'unreadable', why: 'not-json' };
			return;
		}
		const parsed = parseRuleset(json.value);
		if (!parsed.ok) {
			this.#file = { step: 'refused', problems: parsed.error };
			return;
		}
		this.#file = { step: 'none' };
		visitRules.own = parsed.value;
	}
}
