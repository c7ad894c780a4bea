/** What `scripts/prove-egress.mjs` asks for, and what the walk leaves for the judgement. */
import type { Canary, Sighting } from './canaries';

export interface Plan {
	/** The folder of the build that is served. */
	readonly root: string;
	/** Pages are served without a policy, so that a planted leak can leave. */
	readonly isOpen: boolean;
	/** The first visit and some typing only, with the server and without. */
	readonly isBrief: boolean;
}

export interface Phase {
	readonly name: string;
	/** Milliseconds since 1970. */
	readonly from: number;
	readonly to: number;
	/** Whether the static server answers. */
	readonly isServed: boolean;
}

/** What was looked through, by kind of place. */
export interface Looked {
	readonly kind: string;
	readonly items: number;
	readonly bytes: number;
}

/** What the walk saw from within; the packets are recorded beside it. */
export interface Walk {
	readonly phases: readonly Phase[];
	readonly looked: readonly Looked[];
	/** Values where none may be. */
	readonly sightings: readonly Sighting[];
	/** Values where they must be, such as in an export: proof that they can be found at all. */
	readonly controls: readonly Sighting[];
	/** What each code said that was on a screen or was copied, as text, with how often. */
	readonly codes: Readonly<Record<string, number>>;
	/** The parts of codes that nobody could know before they were shown: they stay on the screen. */
	readonly shown: readonly Canary[];
	/** Codes that were something else than what was chosen. */
	readonly codeFaults: readonly string[];
	/** What pages complained about: errors, violations of their policy. */
	readonly complaints: readonly string[];
	/** Steps that were walked. */
	readonly steps: readonly string[];
	/** Why it ended early; null where it was walked to its end. */
	readonly broken: string | null;
}

/** How the run itself went. */
export interface Run {
	readonly hasIpv6: boolean;
	readonly recorded: readonly {
		readonly interface: string;
		readonly file: string;
		/** Packets that were not recorded; −1 where that is not known. */
		readonly missed: number;
	}[];
}
