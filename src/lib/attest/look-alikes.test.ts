import { describe, expect, it } from 'vitest';
import { readingsOf } from './look-alikes';

describe('readingsOf', () => {
	it('gives the text itself first, in lower case', () => {
		expect(readingsOf('Quiz 2010')[0]).toBe('quiz 2010');
	});

	it.each([
		['раураӏ', 'paypal'],
		['ΑΒΕ', 'abe'],
		['ｆｕｌｌ', 'full'],
		['𝓼𝓬𝓻𝓲𝓹𝓽', 'script'],
		['ᴄᴀᴘꜱ', 'caps'],
		['Çédille', 'cedille'],
		['l337', 'leet'],
		['貸車', '贷车'],
	])('reads %j as %j', (text, reading) => {
		expect(readingsOf(text)).toContain(reading);
	});

	it('reads 1, ! and | both ways', () => {
		expect(readingsOf('h1')).toEqual(['h1', 'hi', 'hl']);
		expect(readingsOf('!|').slice(1)).toEqual(['ii', 'll']);
	});

	it('leaves other scripts as they are in the first reading', () => {
		expect(readingsOf('Встреча')[0]).toBe('встреча');
	});
});
