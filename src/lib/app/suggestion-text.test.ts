import { expect, it } from 'vitest';
import { suggestionText } from './suggestion-text';

const fewer = (change: number, target: number) =>
	suggestionText({ kind: 'cigarettes', change, target, band: 'green', days: 5 });

it('speaks of whole cigarettes, and of none where it is all of them', () => {
	expect(fewer(-2, 2.55)).toBe('2 fewer cigarettes a day would take you to Green in about 5 days.');
	expect(fewer(-4.55, 0)).toBe('No cigarettes would take you to Green in about 5 days.');
});
