import { describe, expect, it } from 'vitest';
import type { Fact } from '$lib/score/fact-names';
import type { Statement, Threshold } from './claims';
import { judge } from './policy';

describe('judge', () => {
	it.each<[Threshold, readonly Fact[], Statement, readonly Fact[], string, string]>([
		[4, [], { band: 5 }, [], 'met', 'all'],
		[4, [], { band: 4 }, [], 'met', 'all'],
		[4, [], { band: 3 }, [], 'not-met', 'all'],
		[4, [], { atLeast: 5 }, [], 'met', 'all'],
		[4, [], { atLeast: 4 }, [], 'met', 'all'],
		[4, [], { atLeast: 3 }, [], 'not-met', 'less'],
		[2, ['checkup-1y'], { band: 5 }, ['checkup-1y', 'sleep-7h-30d'], 'met', 'all'],
		[2, ['checkup-1y'], { band: 5 }, ['sleep-7h-30d'], 'not-met', 'less'],
		[2, ['checkup-1y'], { band: 1 }, ['checkup-1y'], 'not-met', 'all'],
		[2, ['checkup-1y'], { band: 1 }, [], 'not-met', 'less'],
	])(
		'at least %i with %j, told %j with %j: %s, %s',
		(atLeast, asked, say, facts, policy, answered) => {
			expect(judge({ atLeast, facts: asked }, { say, facts })).toEqual({ policy, answered });
		},
	);
});
