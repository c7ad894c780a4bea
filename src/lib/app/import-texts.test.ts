import { afterEach, describe, expect, it } from 'vitest';
import { READERS } from '$lib/intake/reader';
import { OWN_NAMES } from '$lib/intake/record-sink';
import { LIFESTYLE_KINDS, OBSERVATION_KINDS } from '$lib/records/kinds';
import { overwriteGetLocale } from '$lib/words/runtime';
import { endText, leftOutText, namesText, skipText } from './import-texts';

const speak = (locale: 'en' | 'zh') => {
	overwriteGetLocale(() => locale);
};

afterEach(() => {
	speak('en');
});

describe('what was left out', () => {
	const what = [
		{ name: 'bp', count: 2 },
		{ name: 'StepCount', count: 1 },
	];

	it('is told by kind, each with its number', () => {
		expect(leftOutText({ count: 4, what })).toBe('Blood pressure 2, StepCount 1');
		expect(leftOutText({ count: 4, what: [{ name: 'steps', count: 4 }] })).toBe('Steps');
		speak('zh');
		expect(leftOutText({ count: 4, what })).toBe('血压 2、StepCount 1');
	});

	it('has words for every name that the readers have of their own', () => {
		speak('zh');
		const names = [...LIFESTYLE_KINDS, ...OBSERVATION_KINDS, ...OWN_NAMES, ...READERS];
		for (const name of [...names, 'condition', 'checkup', 'diabetes', 'zip'])
			expect(leftOutText({ count: 1, what: [{ name, count: 1 }] })).not.toBe(name);
	});

	it('tells several people from what its source calls wrong, and asks who smokes', () => {
		expect(skipText('several-people')).toBe('About several people: nothing was taken');
		expect(skipText('smoking')).toContain('not read from files');
		speak('zh');
		expect(skipText('several-people')).toBe('涉及多个人，没有采用');
	});
});

describe('how a file ended', () => {
	it('tells an archive that cannot be opened from a file of which a part was read', () => {
		expect(endText('cut-archive')).toMatch(/^is cut off: .*copy it again\.$/);
		expect(endText('cut-archive')).not.toContain('was read');
		expect(endText('not-mapped')).not.toBe(endText('unknown-layout'));
		expect(endText('no-dates')).not.toBe(endText('unknown-layout'));
	});
});

describe('names', () => {
	it('are three, and how many more there are', () => {
		const names = ['A', 'B', 'C', 'D', 'E'];
		expect(namesText(names)).toBe('A, B, C and 2 more');
		speak('zh');
		expect(namesText(names)).toBe('A、B、C，另有 2 个');
		expect(namesText(names.slice(0, 3))).toBe('A、B、C');
	});
});
