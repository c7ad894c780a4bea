import { describe, expect, it } from 'vitest';
import { isPurpose, mayAsk, PURPOSES, type Purpose } from './purposes';

const ASKED = {
	threshold: { say: { atLeast: 4 }, facts: [] },
	'threshold and fact': { say: { atLeast: 4 }, facts: ['checkup-1y'] },
	band: { say: 'band', facts: [] },
	'band and facts': { say: 'band', facts: ['checkup-1y', 'sleep-7h-30d'] },
} as const;

describe('purposes', () => {
	it('are seven, in the order of their bytes', () => {
		expect(PURPOSES).toEqual([
			...['venue-entry', 'event', 'sport', 'care-visit', 'group', 'study', 'other'],
		]);
	});

	it.each(['employment', 'insurance', 'credit', 'housing', '', undefined, 0])(
		'do not include %j',
		(value) => {
			expect(isPurpose(value)).toBe(false);
		},
	);

	it.each<[Purpose, readonly (keyof typeof ASKED)[]]>([
		['venue-entry', ['threshold']],
		['event', ['threshold']],
		['sport', ['threshold', 'threshold and fact']],
		['care-visit', ['threshold', 'threshold and fact', 'band', 'band and facts']],
		['group', ['threshold', 'threshold and fact']],
		['study', ['band', 'band and facts']],
		['other', ['threshold']],
	])('%s may ask %j and nothing else', (purpose, allowed) => {
		const may = Object.entries(ASKED).filter(([, asked]) => mayAsk(purpose, asked));
		expect(may.map(([name]) => name)).toEqual(allowed);
	});
});
