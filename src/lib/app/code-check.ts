import type { Policy } from '$lib/attest/policy';
import { ReplayMemory } from '$lib/attest/replay';
import { KNOWN_RULESETS } from '$lib/attest/rulesets';
import { prepareSignatures } from '$lib/attest/signature';
import type { Verification } from '$lib/attest/verdict';
import { verifyCode } from '$lib/attest/verify';

/**
 * Checks codes, and remembers the hashes of those that it has seen, for three minutes. Signatures and
 * hashes are a fifth of the verifier's page: this is loaded when the page already stands.
 */
export class CodeCheck {
	readonly #replay = new ReplayMemory();

	/** Does what the first verdict would have to wait for, while nobody does. */
	prepare(): void {
		setTimeout(prepareSignatures);
	}

	/**
	 * @param text of a code
	 * @param policy what may pass, if anything is judged
	 * @param spokenNumber that was said aloud, or null
	 */
	verify(text: string, policy: Policy | undefined, spokenNumber: number | null): Verification {
		return verifyCode(text, {
			now: Date.now(),
			knownRulesets: KNOWN_RULESETS,
			replay: this.#replay,
			...(policy === undefined ? {} : { policy }),
			...(spokenNumber === null ? {} : { spokenNumber }),
		});
	}
}
