import { describe, expect, it } from 'vitest';

import type { DayEntry } from '../records/records';
import { forget, joined, lastTold, undone, type History } from './batch-history';
import type { Batch } from './batches';
import { NOTHING_TOLD, placeOf, statesOf, withStates, type State } from './told';

const FIRST = '2026-11-01';
const SECOND = '2026-11-02';

const steps = (day: string, value = 1): DayEntry => ({
	kind: 'steps',
	day,
	value,
	source: 'watch',
});
const group = placeOf(steps(FIRST)).group;

/** An import of steps of the watch. */
function batch(id: string, states: Readonly<Record<string, State>>, takenAt: number | null = null) {
	const told: Batch = {
		...{ id, importedOn: '2026-11-20', files: [], readers: [], takenAt, skipped: [] },
		counts: { added: 0, replaced: 0, same: 0, kept: 0 },
		...NOTHING_TOLD,
	};
	return withStates(told, new Map([[group, new Map(Object.entries(states))]]));
}

const before = (day: string, value: number): State => ({ day: { day, value } });
const told = (history: History) =>
	history.map((one) => [one.id, Object.fromEntries(statesOf(one, group))]);

describe('forget', () => {
	const history = [
		batch('a', { [FIRST]: 'added', [SECOND]: 'same' }),
		batch('b', { [FIRST]: before(FIRST, 3) }),
	];

	it('leaves nothing of a place in any import, and no import without a place', () => {
		expect(told(forget(history, [steps(FIRST)]))).toEqual([['a', { [SECOND]: 'same' }]]);
	});

	it('gives the very same list where nothing was told', () => {
		expect(forget(history, [steps('2026-11-03'), { day: '2026-01-01' }])).toBe(history);
	});
});

describe('undone', () => {
	it('brings back where no later import tells, and hands on where one does', () => {
		const history = [
			batch('a', { [FIRST]: 'added', [SECOND]: before(SECOND, 5) }),
			batch('b', { [SECOND]: 'same' }),
			batch('c', { [SECOND]: before(SECOND, 6) }),
		];
		const undoing = undone(history, 'a');
		expect(told(undoing?.history ?? [])).toEqual([
			['b', { [SECOND]: before(SECOND, 5) }],
			['c', { [SECOND]: before(SECOND, 6) }],
		]);
		expect(undoing?.changes).toEqual(new Map([[group, new Map([[FIRST, 'added']])]]));
	});

	it('has nothing to say of an import that is not there', () => {
		expect(undone([batch('a', { [FIRST]: 'added' })], 'b')).toBeNull();
	});

	it('brings nothing back from under an import that had found nothing', () => {
		const history = [batch('a', { [FIRST]: before(FIRST, 5) }), batch('b', { [FIRST]: 'added' })];
		expect(told(undone(history, 'a')?.history ?? [])).toEqual([['b', { [FIRST]: 'added' }]]);
	});
});

describe('lastTold', () => {
	const at = (history: History) => lastTold(history)(placeOf(steps(FIRST)));

	it('is of the import that wrote what is there, or of a later one that says it as well', () => {
		const wrote = batch('b', { [FIRST]: before(FIRST, 1) }, 20);
		expect(at([batch('a', { [FIRST]: 'added' }, 50), wrote])).toBe(20);
		expect(at([wrote, batch('c', { [FIRST]: 'same' }, 30)])).toBe(30);
		expect(at([wrote, batch('c', { [FIRST]: 'same' }, 10)])).toBe(20);
		expect(at([wrote, batch('c', { [FIRST]: 'same' })])).toBe(20);
	});

	it('is unknown where nobody told it, or when', () => {
		expect(at([])).toBeNull();
		expect(
			at([batch('a', { [FIRST]: 'added' }, 20), batch('b', { [FIRST]: before(FIRST, 1) })]),
		).toBe(null);
		expect(at([batch('a', { [SECOND]: 'added' }, 20)])).toBeNull();
	});
});

describe('joined', () => {
	const a = batch('a', { [FIRST]: 'added', [SECOND]: 'added' });
	const b = batch('b', { [SECOND]: before(SECOND, 1) });
	const c = batch('c', { [FIRST]: before(FIRST, 1) });

	it('takes the file’s history of what is the file’s, and ours of all else', () => {
		expect(told(joined([a, c], [a, b], [steps(SECOND)]))).toEqual([
			['a', { [FIRST]: 'added', [SECOND]: 'added' }],
			['b', { [SECOND]: before(SECOND, 1) }],
			['c', { [FIRST]: before(FIRST, 1) }],
		]);
		expect(joined([a, c], [a, b], [])).toEqual([a, c]);
		expect(told(joined([a], [], [steps(FIRST)]))).toEqual([['a', { [SECOND]: 'added' }]]);
	});

	it('brings an undone import back with what it told', () => {
		expect(joined([], [a, b], [steps(FIRST), steps(SECOND)])).toEqual([a, b]);
	});

	it('forgets what was before, where both know the same imports in another order', () => {
		const ours = [batch('b', { '2026-12-01': 'added' }), batch('a', { '2026-12-02': 'added' })];
		expect(joined(ours, [a, b], [steps(FIRST), steps(SECOND)])).toEqual(ours);
	});
});
