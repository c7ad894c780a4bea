import type { Disclosure } from '$lib/attest/claims';
import { mint, type Minted } from '$lib/attest/mint';
import { KNOWN_RULESETS } from '$lib/attest/rulesets';
import type { Verification } from '$lib/attest/verdict';
import { verifyCode } from '$lib/attest/verify';
import { drawQr, type QrDrawing } from '$lib/qr/draw';
import { rulesetHash } from '$lib/score/hash';
import { bandToNumber, type Band } from '$lib/score/bands';
import { citizen } from './citizen.svelte';
import { claimFields, ledger } from './ledger.svelte';
import { browserRandom } from './random';

interface Practice {
	readonly band: Band;
	readonly minted: Minted;
	readonly drawing: QrDrawing;
	/** What a verifier makes of it. */
	readonly verification: Verification;
}

/**
 * A code of any colour, made of nothing: what anybody can do with a text editor. Of the practice kind,
 * so that it deceives nobody; `tessera mint` makes the other kind.
 */
export class PracticeCode {
	#shown = $state.raw<Practice | null>(null);

	get shown(): Practice | null {
		return this.#shown;
	}

	make(band: Band): void {
		const disclosure: Disclosure = { say: { band: bandToNumber(band) }, facts: [] };
		const now = Date.now();
		const minted = mint({
			...{ disclosure, now, mode: 'sample', random: browserRandom },
			rulesetHash: rulesetHash(citizen.ruleset),
		});
		if (!minted.ok) throw new Error(`mint: ${minted.error}`);
		const { code, claims } = minted.value;
		ledger.note('code-on-screen', { ...claimFields(claims), code });
		const verification = verifyCode(code, { now, knownRulesets: KNOWN_RULESETS });
		this.#shown = { band, minted: minted.value, drawing: drawQr(code), verification };
	}
}
