import { isThreshold, isFactList, type Threshold } from '$lib/attest/claims';
import { isPurpose, type Purpose } from '$lib/attest/purposes';
import type { Fact } from '$lib/score/fact-names';
import { readPreference, writePreference } from './preferences';

/** What a verifier's browser remembers from one day to the next; nothing of any code. */
export interface DoorConfig {
	readonly sounds: boolean;
	/** Who asks, as holders read it. */
	readonly label: string;
	readonly purpose: Purpose;
	/** What a request asks for: the band itself, or at least this one. */
	readonly say: 'band' | Threshold;
	readonly facts: readonly Fact[];
	/** What the gate lets pass; null: every good code. */
	readonly gateAtLeast: Threshold | null;
	readonly gateAsks: boolean;
}

const DEFAULTS: DoorConfig = {
	sounds: true,
	label: '',
	purpose: 'venue-entry',
	say: 4,
	facts: [],
	gateAtLeast: 4,
	gateAsks: false,
};

/** What was remembered, member by member: one that does not fit falls back to its default. */
export function readDoorConfig(): DoorConfig {
	let stored: unknown;
	try {
		stored = JSON.parse(readPreference('verifier') ?? '{}');
	} catch {
		return DEFAULTS;
	}
	if (typeof stored !== 'object' || stored === null) return DEFAULTS;
	const { sounds, label, purpose, say, facts, gateAtLeast, gateAsks } = stored as Record<
		keyof DoorConfig,
		unknown
	>;
	return {
		sounds: typeof sounds === 'boolean' ? sounds : DEFAULTS.sounds,
		label: typeof label === 'string' ? label : DEFAULTS.label,
		purpose: isPurpose(purpose) ? purpose : DEFAULTS.purpose,
		say: say === 'band' || isThreshold(say) ? say : DEFAULTS.say,
		facts: Array.isArray(facts) && isFactList(facts) ? facts : DEFAULTS.facts,
		gateAtLeast:
			gateAtLeast === null || isThreshold(gateAtLeast) ? gateAtLeast : DEFAULTS.gateAtLeast,
		gateAsks: typeof gateAsks === 'boolean' ? gateAsks : DEFAULTS.gateAsks,
	};
}

export function writeDoorConfig(config: DoorConfig): void {
	writePreference('verifier', JSON.stringify(config));
}
