import { makeRequest } from '$lib/attest/make-request';
import { PendingRequests } from '$lib/attest/pending';
import { requestToText, type AskRequest, type ContentProblem } from '$lib/attest/request';
import type { Policy } from '$lib/attest/policy';
import type { KnownRuleset } from '$lib/attest/rulesets';
import type { Verification } from '$lib/attest/verdict';
import { verifyAnswer } from '$lib/attest/verify-answer';
import type { Asked } from '$lib/attest/asked';
import type { Purpose } from '$lib/attest/purposes';
import { drawQr, type QrDrawing } from '$lib/qr/draw';
import { ledger } from './ledger.svelte';
import { browserRandom } from './random';

/** A request is shown anew before its 180 s are over, so that nobody scans a dying one. */
const RENEW_MS = 120_000;

export interface Question {
	readonly asked: Asked;
	readonly purpose: Purpose;
	readonly label: string;
	readonly text: string;
}

/**
 * In the memory of this tab, and for as long as it: on one device the answer comes back to the tab
 * that asked, over the holder's page and back.
 */
const pending = new PendingRequests();

/** The verifier's open question: its request on the screen, and its answers, in memory only. */
export class Asking {
	#question: Question | null = null;
	#shown = $state.raw<{
		readonly request: AskRequest;
		readonly text: string;
		readonly drawing: QrDrawing;
	} | null>(null);
	#problem = $state<ContentProblem | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** The request on the screen; null before the first and after the last. */
	get shown(): { readonly text: string; readonly drawing: QrDrawing } | null {
		return this.#shown;
	}

	/** Why the question cannot be asked. */
	get problem(): ContentProblem | null {
		return this.#problem;
	}

	/** Shows a new request with this question. */
	async ask(question: Question): Promise<void> {
		clearTimeout(this.#timer);
		this.#question = question;
		const made = await makeRequest({ ...question, now: Date.now(), random: browserRandom });
		this.#problem = made.ok || made.error === 'invalid-time' ? null : made.error;
		if (!made.ok) {
			this.#shown = null;
			return;
		}
		const { request } = made.value;
		pending.add(made.value, performance.now());
		const text = requestToText(request);
		const { asked, purpose, label, iat } = request;
		const say = asked.say === 'band' ? { ask: asked.say } : { askAtLeast: asked.say.atLeast };
		const why = request.text === '' ? { purpose } : { purpose, for: request.text };
		const { facts } = asked;
		ledger.note('request-on-screen', { ...say, facts, ...why, label, iat, text });
		this.#shown = { request, text, drawing: drawQr(text) };
		// The one before stays open for whoever has just scanned it.
		this.#timer = setTimeout(() => void this.ask(question), RENEW_MS);
	}

	/** Checks what is held up in answer. An accepted one ends its request, and a new one is shown. */
	async check(
		text: string,
		knownRulesets: readonly KnownRuleset[],
		policy: Policy | undefined,
	): Promise<Verification> {
		const verification = await verifyAnswer(text, {
			now: Date.now(),
			monotonicNow: performance.now(),
			pending,
			knownRulesets,
			...(policy === undefined ? {} : { policy }),
		});
		const isAccepted =
			verification.verdict === 'valid' || verification.verdict === 'unknown-ruleset';
		if (isAccepted && this.#question !== null) await this.ask(this.#question);
		return verification;
	}

	/** Stops renewing the request; answers to it are still awaited until it dies. */
	leave(): void {
		clearTimeout(this.#timer);
		this.#question = null;
	}

	/** Takes the question back. */
	stop(): void {
		if (this.#shown !== null) pending.withdraw(this.#shown.request);
		this.#shown = null;
		this.leave();
	}
}
