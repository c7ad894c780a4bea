/**
 * What may be said beside a band, in the order in which a code lists it. Imports nothing, like
 * `bands.ts`: the score computes facts, the attestation carries them, neither knows the other.
 */
export const FACTS = ['checkup-1y', 'no-smoking-30d', 'sleep-7h-30d', 'exercise-30d'] as const;

export type Fact = (typeof FACTS)[number];
