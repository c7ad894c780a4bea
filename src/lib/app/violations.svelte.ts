/** One time that the policy stopped something, or would have. */
export interface Violation {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly directive: string;
	readonly blocked: string;
	/** `report` stops nothing. */
	readonly disposition: SecurityPolicyViolationEventDisposition;
	/** The whole policy that was violated: the one way in which a page learns of a header's. */
	readonly policy: string;
}

/** Of an attempt in a circle not everything is kept. */
const MOST = 200;

/** What the policy stopped in this tab since the app started. In memory only. */
class Violations {
	#list = $state.raw<readonly Violation[]>([]);

	get list(): readonly Violation[] {
		return this.#list;
	}

	/** Listens for as long as the tab lives. */
	start(): void {
		document.addEventListener('securitypolicyviolation', (event) => {
			const { effectiveDirective: directive, blockedURI: blocked, disposition } = event;
			const policy = event.originalPolicy;
			const violation = { at: Date.now(), directive, blocked, disposition, policy };
			this.#list = [...this.#list, violation].slice(-MOST);
		});
	}
}

export const violations = new Violations();
