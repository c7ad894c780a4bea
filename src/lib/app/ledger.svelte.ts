import type { Claims } from '$lib/attest/claims';

/** The flows of the register by which something leaves this tab. */
export type LedgerFlow =
	| 'answer-on-screen'
	| 'clipboard'
	| 'code-on-screen'
	| 'download'
	| 'passkey'
	| 'print'
	| 'request-on-screen';

/** What left, member by member, as it left. */
export type LedgerFields = Readonly<Record<string, string | number | readonly string[]>>;

export interface LedgerEntry {
	/** Milliseconds since the epoch, by this device's clock. */
	readonly at: number;
	readonly flow: LedgerFlow;
	/** Who gets it, in their own words; null where nobody says who they are. */
	readonly to: string | null;
	readonly fields: LedgerFields;
}

/**
 * Everything that left this tab since it was opened, in the order in which it left. It is in the
 * memory of this tab and nowhere else: a reload, which a lock is too, forgets it. What was printed is
 * not repeated in it, and of a file it knows the hash alone.
 */
class Ledger {
	#entries = $state.raw<readonly LedgerEntry[]>([]);

	get entries(): readonly LedgerEntry[] {
		return this.#entries;
	}

	/** Called by the modules of the register's sinks, before anything is out. */
	note(flow: LedgerFlow, fields: LedgerFields, to: string | null = null): void {
		this.#entries = [...this.#entries, { at: Date.now(), flow, to, fields }];
	}

	/** A lock ends the session also where it does not reload the page. */
	forget(): void {
		this.#entries = [];
	}
}

export const ledger = new Ledger();

/** A code's claims as the members of its token, and only those that it has. */
export function claimFields({ disclosure, rs, aud, nonce, iat, exp }: Claims): LedgerFields {
	const { say, facts } = disclosure;
	return { ...say, ...(facts.length === 0 ? {} : { facts }), rs, aud, nonce, iat, exp };
}
