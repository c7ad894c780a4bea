import type { Day } from '$lib/records/day';
import type { HealthRecords } from '$lib/records/records';
import type { Batch } from './batches';
import {
	groupsOf,
	placeOf,
	statesOf,
	tableOf,
	tells,
	tellsBefore,
	withStates,
	type Place,
	type Placed,
	type State,
	type States,
} from './told';

/**
 * The imports of a vault, in the order in which they took place, each with what it told. Of a place that
 * somebody's hand has changed since, none of them tells any more: so what the last one of a place says
 * is what rests there.
 */
export type History = readonly Batch[];

/** By group, the keys of places. */
type Places = Map<string, Set<string>>;

function placesOf(records: Iterable<Placed>): Places {
	const places: Places = new Map();
	for (const record of records) {
		const { group, key } = placeOf(record);
		const keys = places.get(group);
		if (keys === undefined) places.set(group, new Set([key]));
		else keys.add(key);
	}
	return places;
}

/** All records as one list. */
export function listed({ days, observations, checkups, conditions }: HealthRecords) {
	return [...days, ...observations, ...checkups, ...conditions];
}

/**
 * Without the places that are gone, and without the imports of which none is left. The very same list
 * where nothing changes.
 *
 * @param mayTouch whether to look into the group at all
 */
function without(
	history: History,
	isGone: (place: Place) => boolean,
	mayTouch: (batch: Batch, group: string) => boolean,
): History {
	const left = history.flatMap((batch) => {
		const changed = new Map<string, States>();
		for (const group of groupsOf(batch)) {
			if (!mayTouch(batch, group)) continue;
			const states = statesOf(batch, group);
			const { size } = states;
			for (const key of states.keys()) if (isGone({ group, key })) states.delete(key);
			if (states.size < size) changed.set(group, states);
		}
		if (changed.size === 0) return [batch];
		const next = withStates(batch, changed);
		return groupsOf(next).length === 0 ? [] : [next];
	});
	const isAsBefore =
		left.length === history.length && left.every((batch, at) => batch === history[at]);
	return isAsBefore ? history : left;
}

/** Without the places of what was changed or deleted by hand. */
export function forget(history: History, records: Iterable<Placed>): History {
	const gone = placesOf(records);
	return without(
		history,
		({ group, key }) => gone.get(group)?.has(key) === true,
		(batch, group) => [...(gone.get(group) ?? [])].some((key) => tells(batch, { group, key })),
	);
}

/** Without the days before one. */
export function forgetBefore(history: History, first: Day): History {
	return without(
		history,
		({ key }) => key < first,
		(batch, group) => tellsBefore(batch, group, first),
	);
}

/**
 * With the places of these records alone.
 *
 * @param table where given, of this table; places of others stay
 */
export function only(
	history: History,
	records: Iterable<Placed>,
	table: ReturnType<typeof tableOf> | null = null,
): History {
	const there = placesOf(records);
	return without(
		history,
		({ group, key }) => there.get(group)?.has(key) !== true,
		(_, group) => table === null || tableOf(group) === table,
	);
}

/**
 * When what rests in a place was told, at the latest: in milliseconds since 1970, null where nobody
 * knows. Imports that found what they say are asked as well as the one that wrote it.
 */
export function lastTold(history: History): (place: Place) => number | null {
	const unfolded = new Map<string, States[]>();
	return ({ group, key }) => {
		let newestFirst = unfolded.get(group);
		if (newestFirst === undefined) {
			newestFirst = history.map((batch) => statesOf(batch, group)).reverse();
			unfolded.set(group, newestFirst);
		}
		let latest: number | null = null;
		for (const [index, states] of newestFirst.entries()) {
			const state = states.get(key);
			if (state === undefined) continue;
			const takenAt = history.at(-1 - index)?.takenAt ?? null;
			if (takenAt !== null) latest = Math.max(latest ?? takenAt, takenAt);
			if (state !== 'same') break;
		}
		return latest;
	};
}

export interface Undoing {
	readonly history: History;
	/** By group and key, what comes back; of `added`, nothing. */
	readonly changes: ReadonlyMap<string, States>;
}

/**
 * The history without one import. In the places that a later one told, what the undone import had found
 * is now what the later one had found; in the others it comes back.
 */
export function undone(history: History, id: string): Undoing | null {
	const at = history.findIndex((batch) => batch.id === id);
	const batch = history[at];
	if (batch === undefined) return null;
	const later = history.slice(at + 1).map((next) => ({ next, told: new Map<string, States>() }));
	const changes = new Map<string, States>();
	for (const group of groupsOf(batch)) {
		for (const { next, told } of later) {
			const states = statesOf(next, group);
			if (states.size > 0) told.set(group, states);
		}
		const back: States = new Map();
		for (const [key, state] of statesOf(batch, group)) {
			if (state === 'same') continue;
			const heir = later.map(({ told }) => told.get(group)).find((states) => states?.has(key));
			if (heir === undefined) back.set(key, state);
			// Where a later one found nothing, something was lost in between: nothing comes back.
			else if (heir.get(key) !== 'added') heir.set(key, state);
		}
		if (back.size > 0) changes.set(group, back);
	}
	const rest = later.map(({ next, told }) => (told.size === 0 ? next : withStates(next, told)));
	return { history: [...history.slice(0, at), ...rest], changes };
}

/**
 * Two histories as one: that of what rests, and that of a file whose records took the places `taken`.
 * In those the file's counts, in all others the one of what rests. Imports meet by their id.
 */
export function joined(present: History, file: History, taken: readonly Placed[]): History {
	const ours = forget(present, taken);
	const order = ours.map(({ id }) => id);
	const byId = new Map(ours.map((batch) => [batch.id, batch]));
	let last = -1;
	for (const batch of only(file, taken)) {
		const own = byId.get(batch.id);
		const place = order.indexOf(batch.id);
		// In another order here than there: what was there before which, nobody could tell.
		if (own !== undefined && place < last) return ours;
		byId.set(batch.id, own === undefined ? batch : withBoth(own, batch));
		if (own === undefined) order.splice(++last, 0, batch.id);
		else last = place;
	}
	return order.flatMap((id) => byId.get(id) ?? []);
}

/** @param more tells of other places than `batch` */
function withBoth(batch: Batch, more: Batch): Batch {
	const groups = groupsOf(more).map((group): [string, States] => [
		group,
		new Map<string, State>([...statesOf(batch, group), ...statesOf(more, group)]),
	]);
	return withStates(batch, new Map(groups));
}
