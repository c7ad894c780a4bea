import { describe, expect, it } from 'vitest';
import { BOUNDS, checkValue, type ValueKind } from './bounds';

const KINDS = Object.keys(BOUNDS) as ValueKind[];

describe('checkValue', () => {
	it.each(KINDS)('takes both ends of %s and nothing beyond', (kind) => {
		const { min, max, decimals } = BOUNDS[kind];
		const step = decimals === 0 ? 1 : 0.001;
		expect(checkValue(kind, min)).toEqual({ ok: true, value: min });
		expect(checkValue(kind, max)).toEqual({ ok: true, value: max });
		const limits = { min, max, decimals };
		expect(checkValue(kind, min - step)).toEqual({
			ok: false,
			error: { code: 'below', ...limits },
		});
		expect(checkValue(kind, max + step)).toEqual({
			ok: false,
			error: { code: 'above', ...limits },
		});
	});

	it('counts steps and cigarettes in whole ones, and measures to three decimals', () => {
		expect(checkValue('steps', 8123.5)).toMatchObject({ error: { code: 'too-many-decimals' } });
		expect(checkValue('cigarettes', 0.5)).toMatchObject({ error: { code: 'too-many-decimals' } });
		expect(checkValue('sleep', 7.123)).toEqual({ ok: true, value: 7.123 });
		expect(checkValue('sleep', 7.1234)).toMatchObject({ error: { code: 'too-many-decimals' } });
	});

	it('catches the wrong unit', () => {
		expect(checkValue('glucose-fasting', 95)).toMatchObject({ error: { code: 'above' } });
		expect(checkValue('height', 1.72)).toMatchObject({ error: { code: 'below' } });
	});

	it('takes finite numbers only, and turns -0 into 0', () => {
		for (const value of ['7', null, undefined, NaN, Infinity, 7n, {}]) {
			expect(checkValue('sleep', value)).toMatchObject({ error: { code: 'not-a-number' } });
		}
		const zero = checkValue('steps', -0);
		expect(zero.ok && Object.is(zero.value, 0)).toBe(true);
	});
});
