import {
	clockOffsetSeconds,
	NO_OFF_CODES,
	noteVerification,
	type OffCodes,
} from '$lib/attest/clock-hint';
import { isThreshold, type Threshold } from '$lib/attest/claims';
import type { Policy } from '$lib/attest/policy';
import { isPurpose, mayAsk } from '$lib/attest/purposes';
import { KNOWN_RULESETS } from '$lib/attest/rulesets';
import { ANSWER_PREFIX } from '$lib/attest/kind-prefix';
import { drawSpokenNumber, formatSpokenNumber } from '$lib/attest/spoken-number';
import type { Verification } from '$lib/attest/verdict';
import { FACTS, type Fact } from '$lib/score/fact-names';
import type { Asking } from './asking.svelte';
import type { CodeCheck } from './code-check';
import { readDoorConfig, writeDoorConfig, type DoorConfig } from './door-config';
import { signal } from './door-signals';
import type { Gate } from './gate.svelte';
import { browserRandom } from './random';
import { Scanner } from './scanner.svelte';

export const DOOR_MODES = ['scan', 'ask', 'gate'] as const;
export type DoorMode = (typeof DOOR_MODES)[number];

/** What most doors need to know. */
const USUAL_THRESHOLD: Threshold = 4;

/**
 * The verifier's side: one verdict at a time, in memory only. Nothing of a code is kept but the
 * hashes that tell a second showing, for three minutes, and what an open gate counts.
 */
export class Door {
	#mode = $state<DoorMode>('scan');
	#config = $state.raw<DoorConfig>(readDoorConfig());
	/** For what, with the purpose *other*; not remembered. */
	askText = $state('');
	/** What was typed or pasted to be checked. */
	pasted = $state('');
	#result = $state.raw<Verification | null>(null);
	#isAnswer = $state(false);
	#number = $state<number | null>(null);
	#offCodes = $state.raw<OffCodes>(NO_OFF_CODES);
	#asking = $state.raw<Asking | null>(null);
	#gate = $state.raw<Gate | null>(null);
	/** Opening an answer takes a moment, and the camera goes on looking. */
	#isChecking = false;
	#codeCheck: CodeCheck | null = null;
	/** A verdict stays until the next scan is asked for, whatever the camera still sees. */
	readonly scanner = new Scanner(
		(text) => {
			const isLooking = this.#isLooking();
			if (this.#gate?.isStillHeldUp(text, isLooking) === true) return;
			if (isLooking) void this.check(text);
		},
		// The gate has to see how long a code is held up.
		() => this.#gate !== null || this.#isLooking(),
	);

	get mode(): DoorMode {
		return this.#mode;
	}

	get config(): DoorConfig {
		return this.#config;
	}

	get result(): Verification | null {
		return this.#result;
	}

	/** The number to say aloud, four digits, or null. */
	get number(): string | null {
		return this.#number === null ? null : formatSpokenNumber(this.#number);
	}

	/** Whether the result is about an answer to a request. */
	get isAnswer(): boolean {
		return this.#isAnswer;
	}

	/** The request on the screen, or null. */
	get asking(): Asking | null {
		return this.#asking;
	}

	/** The gate while it is open, or null. */
	get gate(): Gate | null {
		return this.#gate;
	}

	/** Seconds by which this device's clock seems to be ahead, once three codes agree on it. */
	readonly clockOffset: number | null = $derived(clockOffsetSeconds(this.#offCodes));

	/** What the gate lets pass; outside the gate nothing is judged. */
	readonly #policy: Policy | undefined = $derived(
		this.#gate !== null && this.#config.gateAtLeast !== null
			? { atLeast: this.#config.gateAtLeast, facts: [] }
			: undefined,
	);

	/** Whether the last code may pass: a good one that says what the policy asks. */
	readonly isPass: boolean = $derived(
		this.#result?.verdict === 'valid' && this.#result.policy !== 'not-met',
	);

	configure(change: Partial<DoorConfig>): void {
		this.#config = { ...this.#config, ...change };
		writeDoorConfig(this.#config);
	}

	/** Changes the purpose; what it may not ask for is taken back. */
	choosePurpose(name: string): void {
		if (!isPurpose(name)) return;
		const { say, facts } = this.#config;
		const mayAskBand = mayAsk(name, { say: 'band', facts: [] });
		const mayAskThis = mayAsk(name, { say: say === 'band' ? say : { atLeast: say }, facts: [] });
		const next = mayAskThis ? say : mayAskBand ? 'band' : USUAL_THRESHOLD;
		const asked = { say: next === 'band' ? next : { atLeast: next }, facts };
		this.configure({ purpose: name, say: next, facts: mayAsk(name, asked) ? facts : [] });
	}

	chooseSay(text: string): void {
		const level = Number(text);
		if (text === 'band') this.configure({ say: text });
		else if (isThreshold(level)) this.configure({ say: level });
	}

	toggleFact(fact: Fact): void {
		const { facts } = this.#config;
		const wanted = facts.includes(fact) ? facts.filter((one) => one !== fact) : [...facts, fact];
		this.configure({ facts: FACTS.filter((one) => wanted.includes(one)) });
	}

	chooseGate(text: string): void {
		const level = Number(text);
		if (text === 'null') this.configure({ gateAtLeast: null });
		else if (isThreshold(level)) this.configure({ gateAtLeast: level });
	}

	/** Does what the first verdict would have to wait for, while nobody does. */
	prepare(): void {
		// Offline before it is installed: the first check tries again, and the page says what to do.
		void this.#loadCodeCheck().then(
			(check) => {
				check.prepare();
			},
			() => undefined,
		);
	}

	async #loadCodeCheck(): Promise<CodeCheck> {
		const { CodeCheck } = await import('./code-check');
		return (this.#codeCheck ??= new CodeCheck());
	}

	choose(mode: DoorMode): void {
		this.#mode = mode;
		if (mode !== 'scan') this.scanner.pause();
		this.stopAsking();
		this.next();
	}

	askNumber(on: boolean): void {
		this.#number = on ? drawSpokenNumber(browserRandom) : null;
	}

	/** Shows a request. Its code, and what opens its answers, are loaded only now. */
	async ask(): Promise<void> {
		this.next();
		const { Asking } = await import('./asking.svelte');
		this.#asking ??= new Asking();
		const { say, facts, purpose, label } = this.#config;
		const text = purpose === 'other' ? this.askText.trim() : '';
		const asked = { say: say === 'band' ? say : { atLeast: say }, facts };
		await this.#asking.ask({ asked, purpose, label: label.trim(), text });
	}

	/** Lets go of the camera and the screen; answers to what was asked are still awaited. */
	leave(): void {
		this.#asking?.leave();
		this.#gate?.close();
		this.#gate = null;
	}

	stopAsking(): void {
		if (this.#mode === 'ask') this.scanner.pause();
		this.#asking?.stop();
		this.#asking = null;
	}

	#isLooking(): boolean {
		return this.#result === null && !this.#isChecking;
	}

	/** Checks the text of a code or an answer, however it came here. */
	async check(text: string): Promise<void> {
		this.#isChecking = true;
		let verification: Verification;
		try {
			verification = await this.#verify(text);
		} finally {
			this.#isChecking = false;
		}
		this.scanner.clearProblem();
		this.#isAnswer = this.#asking !== null || text.startsWith(ANSWER_PREFIX);
		this.#result = verification;
		// An answer's age is that of our own request: it says nothing of clocks.
		if (!text.startsWith(ANSWER_PREFIX))
			this.#offCodes = noteVerification(this.#offCodes, verification);
		if (this.#config.sounds) signal(this.isPass);
		this.#gate?.count(verification.verdict, this.isPass, () => {
			this.next();
		});
	}

	/** Checks what was pasted. With a verdict it is gone; only what cannot be read stays, to be mended. */
	async checkPasted(text: string): Promise<void> {
		await this.check(text);
		if (this.#result?.verdict !== 'unreadable') this.pasted = '';
	}

	async #verify(text: string): Promise<Verification> {
		// An answer can come back from the holder's page on this device, where nothing is shown here.
		if (this.#asking !== null || text.startsWith(ANSWER_PREFIX)) {
			const { Asking } = await import('./asking.svelte');
			return (this.#asking ?? new Asking()).check(text, KNOWN_RULESETS, this.#policy);
		}
		const check = this.#codeCheck ?? (await this.#loadCodeCheck());
		return check.verify(text, this.#policy, this.#number);
	}

	/** Reads a picture file in place of the camera. */
	async checkImage(file: Blob): Promise<void> {
		this.#result = null;
		await this.scanner.readImage(file);
	}

	/** Makes ready for the next code; a number is said only once. */
	next(): void {
		this.#gate?.skipRest();
		const wasAccepted = this.#result?.verdict === 'valid';
		this.#result = null;
		this.scanner.clearProblem();
		if (this.#number !== null && wasAccepted) this.askNumber(true);
	}

	/** Opens the gate: scan after scan, until it is closed. What it needs is loaded only now. */
	async openGate(): Promise<void> {
		const { Gate } = await import('./gate.svelte');
		this.#gate ??= new Gate();
		if (!this.#config.gateAsks) return;
		const { purpose, gateAtLeast } = this.#config;
		const say = gateAtLeast ?? 2;
		// The last question's purpose may be one for which a gate cannot ask, or that needs words.
		const isFit = purpose !== 'other' && mayAsk(purpose, { say: { atLeast: say }, facts: [] });
		this.configure({ say, facts: [], purpose: isFit ? purpose : 'venue-entry' });
		await this.ask();
	}

	closeGate(): void {
		this.#gate?.close();
		this.#gate = null;
		this.stopAsking();
		this.next();
		this.scanner.pause();
	}
}
