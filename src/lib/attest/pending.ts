import { bytesToBase64url } from '$lib/codec/base64url';
import { utf8ToBytes } from '$lib/codec/bytes';
import { err, ok, type Result } from '$lib/codec/result';
import { sha256 } from '$lib/codec/sha256';
import { loadHpke } from '$lib/codec/hpke';
import type { MadeRequest } from './make-request';
import { audienceOf, requestToBytes, type AskRequest } from './request';
import { bindingOf, parseSealed } from './sealed-answer';

/** As many as one verifier keeps open; the oldest goes first. */
export const MAX_PENDING = 4;
/** Milliseconds on the monotonic clock; also how long an accepted answer is known again. */
const LIFETIME = 180_000;

/** What a pending request opened. */
export interface OpenedAnswer {
	readonly request: AskRequest;
	/** The request's audience, as the answer must have it. */
	readonly audience: string;
	/** The 151 bytes; nothing in them is checked yet. */
	readonly envelope: Uint8Array;
	/** Of the text that was opened. */
	readonly textHash: string;
}

/** What is known of an answer that was accepted. */
export interface AcceptedAnswer {
	readonly iat: number;
	readonly tokenHash: string;
}

/** Why an answer does not open. `already-shown` comes with the one that it was. */
export type OpenError =
	| { readonly code: 'unreadable' | 'wrong-nonce' }
	| { readonly code: 'already-shown'; readonly accepted: AcceptedAnswer };

interface Pending {
	readonly request: AskRequest;
	readonly requestBytes: Uint8Array;
	readonly audience: string;
	readonly seed: Uint8Array;
	readonly since: number;
}

interface Remembered extends AcceptedAnswer {
	readonly since: number;
}

/**
 * The requests that this verifier waits to be answered, in memory only: at most four, each for
 * 180 s and for one answer. With its key gone, nothing opens an answer any more, here or elsewhere.
 * Of an accepted answer only hashes stay, for 180 s, so that the same answer held up again is told
 * from the answer to somebody else's request.
 *
 * Times are milliseconds on a clock that nobody sets, such as that of `performance.now()`.
 */
export class PendingRequests {
	#pending: readonly Pending[] = [];
	readonly #accepted = new Map<string, Remembered>();

	/** Waits for the answer from now on. The seed is overwritten in place when the wait ends. */
	add({ request, seed }: MadeRequest, monotonicNow: number): void {
		this.#forget(monotonicNow);
		const requestBytes = requestToBytes(request);
		const audience = audienceOf(requestBytes);
		const pending = { request, requestBytes, audience, seed, since: monotonicNow };
		this.#keep([...this.#pending, pending].slice(-MAX_PENDING));
	}

	/** Ends the wait for a request that is no longer shown. */
	withdraw(request: AskRequest): void {
		const audience = audienceOf(requestToBytes(request));
		this.#keep(this.#pending.filter((pending) => pending.audience !== audience));
	}

	/** Opens an answer's text with the request that it answers. Never throws for a text. */
	async open(text: string, monotonicNow: number): Promise<Result<OpenedAnswer, OpenError>> {
		this.#forget(monotonicNow);
		const sealed = parseSealed(text);
		if (sealed === null) return err({ code: 'unreadable' });
		const textHash = bytesToBase64url(sha256(utf8ToBytes(text)));
		const hpke = await loadHpke();
		for (const { request, requestBytes, audience, seed } of this.#pending) {
			const envelope = await hpke.open(seed, bindingOf(requestBytes), sealed);
			if (envelope !== null) return ok({ request, audience, envelope, textHash });
		}
		return err(this.#whyClosed(textHash));
	}

	/**
	 * Takes the one answer that a request may have: its key is overwritten, and it waits no more.
	 * Refused when another answer was faster, or the same from an earlier look of the camera.
	 */
	accept(
		{ audience, textHash }: OpenedAnswer,
		accepted: AcceptedAnswer,
		monotonicNow: number,
	): Result<null, OpenError> {
		const others = this.#pending.filter((pending) => pending.audience !== audience);
		if (others.length === this.#pending.length) return err(this.#whyClosed(textHash));
		this.#keep(others);
		this.#accepted.set(textHash, { ...accepted, since: monotonicNow });
		return ok(null);
	}

	/** How many requests wait at that time. */
	size(monotonicNow: number): number {
		this.#forget(monotonicNow);
		return this.#pending.length;
	}

	#whyClosed(textHash: string): OpenError {
		const accepted = this.#accepted.get(textHash);
		return accepted === undefined ? { code: 'wrong-nonce' } : { code: 'already-shown', accepted };
	}

	#forget(monotonicNow: number): void {
		// Written so that a clock that gives no number keeps nothing.
		const isFresh = ({ since }: { readonly since: number }) => monotonicNow - since <= LIFETIME;
		this.#keep(this.#pending.filter(isFresh));
		for (const [textHash, accepted] of this.#accepted) {
			if (!isFresh(accepted)) this.#accepted.delete(textHash);
		}
	}

	/** Overwrites the keys of all others. */
	#keep(kept: readonly Pending[]): void {
		for (const pending of this.#pending) if (!kept.includes(pending)) pending.seed.fill(0);
		this.#pending = kept;
	}
}
