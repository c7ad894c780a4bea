import { describe, expect, it } from 'vitest';
import { ReplayMemory } from './replay';

const T = 1_000_000;

describe('ReplayMemory', () => {
	it('takes sights up to 5 s apart as one showing, however long it lasts', () => {
		const memory = new ReplayMemory();
		expect(memory.see('a', T)).toBe('first');
		for (let at = T + 5_000; at <= T + 60_000; at += 5_000) {
			expect(memory.see('a', at)).toBe('same-showing');
		}
	});

	it('knows a code again after more than 5 s, and does not forgive by looking on', () => {
		const memory = new ReplayMemory();
		memory.see('a', T);
		for (let at = T + 5_001; at <= T + 9_000; at += 100) {
			expect(memory.see('a', at)).toBe('already-shown');
		}
	});

	it('does not take one code for another', () => {
		const memory = new ReplayMemory();
		memory.see('a', T);
		expect(memory.see('b', T + 10_000)).toBe('first');
	});

	it('forgets after three minutes', () => {
		const memory = new ReplayMemory();
		memory.see('a', T);
		memory.see('b', T + 1);
		expect(memory.size(T + 180_000)).toBe(2);
		expect(memory.size(T + 180_001)).toBe(1);
		expect(memory.see('a', T + 180_001)).toBe('first');
		expect(memory.see('b', T + 180_001)).toBe('already-shown');
	});

	it('is not fooled by a clock that is set back', () => {
		const memory = new ReplayMemory();
		memory.see('a', T);
		expect(memory.see('a', T - 5_001)).toBe('already-shown');
		expect(memory.see('a', T - 4_000)).toBe('same-showing');
	});
});
