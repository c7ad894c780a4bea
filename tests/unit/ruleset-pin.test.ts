import { describe, expect, it } from 'vitest';
import { KNOWN_RULESETS } from '../../src/lib/attest/rulesets';
import { CODE_RULESETS } from '../../src/lib/score/builtin';
import { rulesetHashText } from '../../src/lib/score/hash';

describe('the rulesets that a verifier knows', () => {
	it('are those that the app scores by, to the byte', () => {
		const builtin = CODE_RULESETS.map((ruleset) => ({
			hash: rulesetHashText(ruleset),
			id: ruleset.id,
			version: ruleset.version,
			title: ruleset.title,
		}));
		expect(KNOWN_RULESETS).toEqual(builtin);
	});
});
