import { describe, expect, it } from 'vitest';

import type { DaysContent, Receipt } from './contents';
import { losesMember, losesReceipt } from './loses';

const day = (value: number) =>
	({ kind: 'steps', day: '2026-11-20', value, source: 'manual' }) as const;
const page = (...values: number[]): DaysContent => ({ entries: values.map(day) });

describe('losesMember', () => {
	it('is true where an entry is deleted or changed, or the page goes', () => {
		expect(losesMember(page(1, 2), page(1))).toBe(true);
		expect(losesMember(page(1), page(2))).toBe(true);
		expect(losesMember(page(1), null)).toBe(true);
	});

	it('is false where everything stays, in whatever order, and something comes', () => {
		expect(losesMember(page(1, 2), page(3, 2, 1))).toBe(false);
		expect(losesMember(page(), page(1))).toBe(false);
	});
});

describe('losesReceipt', () => {
	const receipt = (id: string, codes: number): Receipt => ({
		id,
		day: '2026-11-20',
		hour: 1,
		mode: 'show',
		asker: null,
		asked: null,
		disclosure: null,
		codes,
		kept: false,
	});

	it('counts a receipt that goes, not one that counts on', () => {
		const one = { receipts: [receipt('1', 1)] };
		expect(losesReceipt(one, { receipts: [receipt('1', 2), receipt('2', 1)] })).toBe(false);
		expect(losesReceipt(one, { receipts: [receipt('2', 1)] })).toBe(true);
		expect(losesReceipt(one, null)).toBe(true);
	});
});
