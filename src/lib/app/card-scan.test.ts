import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CardScan } from './card-scan';

describe('the codes of a health card', () => {
	it('are whole alone', () => {
		expect(new CardScan().take(' shc:/5676 ')).toEqual({ kind: 'whole', card: 'shc:/5676' });
	});

	it('are put together in any order, also when one is seen again', () => {
		fc.assert(
			fc.property(
				fc.array(fc.stringMatching(/^(?:\d\d){1,20}$/), { minLength: 2, maxLength: 8 }),
				fc.array(fc.nat()),
				(parts, picks) => {
					const scan = new CardScan();
					const seen = new Set<number>();
					for (const pick of [...picks, ...parts.keys()]) {
						const at = pick % parts.length;
						const code = `shc:/${String(at + 1)}/${String(parts.length)}/${parts[at] ?? ''}`;
						const scanned = scan.take(code);
						seen.add(at);
						if (seen.size === parts.length) {
							expect(scanned).toEqual({ kind: 'whole', card: `shc:/${parts.join('')}` });
							return;
						}
						expect(scanned).toEqual({ kind: 'part', have: seen.size, total: parts.length });
					}
				},
			),
		);
	});

	it('of two cards are not mixed', () => {
		const scan = new CardScan();
		scan.take('shc:/1/3/11');
		scan.take('shc:/2/3/22');
		expect(scan.take('shc:/2/3/99')).toEqual({ kind: 'part', have: 1, total: 3 });
		expect(scan.take('shc:/1/2/11')).toEqual({ kind: 'part', have: 1, total: 2 });
		expect(scan.take('shc:/2/2/22')).toEqual({ kind: 'whole', card: 'shc:/1122' });
	});

	it.each(['TQ1:ABC', 'shc:/', 'shc:/567', 'shc:/0/2/56', 'shc:/3/2/56', 'shc:/1/99/56', ''])(
		'are not what "%s" is',
		(text) => {
			expect(new CardScan().take(text)).toEqual({ kind: 'other' });
		},
	);
});
