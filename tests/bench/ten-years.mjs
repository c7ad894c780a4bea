/** Days in ten years. */
const DAYS = 3652;
/** Days between two examinations. */
const EXAMINATION_EVERY = 180;

/** Numbers from 0 to 1 that are the same at every run (a linear congruential generator). */
function seededNumbers() {
	let state = 20201120;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 0x1_0000_0000;
	};
}

/**
 * Ten years of somebody who logs everything: five kinds a day from a watch and by hand, two
 * examinations a year, a condition. A file as the app exports it (`tessera.records/1`).
 *
 * @param {typeof import('./rooms.ts')} rooms
 * @param {string} lastDay
 */
export function tenYears({ addDays, drinksToGrams }, lastDay) {
	const next = seededNumbers();
	const between = (/** @type {number} */ low, /** @type {number} */ high) =>
		low + Math.floor(next() * (high - low + 1));
	const days = [];
	const observations = [];
	const checkups = [];
	for (let age = DAYS - 1; age >= 0; age--) {
		const day = addDays(lastDay, -age);
		const glasses = Array.from({ length: next() < 0.2 ? between(1, 3) : 0 }, () => ({
			ml: 500,
			abv: 4,
		}));
		days.push(
			{ kind: 'steps', day, value: between(2000, 14_000), source: 'watch' },
			{ kind: 'steps', day, value: between(2000, 14_000), source: 'phone' },
			{ kind: 'sleep', day, value: between(20, 34) / 4, source: 'watch' },
			{ kind: 'activity', day, value: between(0, 60), source: 'manual' },
			{
				kind: 'alcohol',
				day,
				value: drinksToGrams(glasses),
				source: 'manual',
				...(glasses.length > 0 && { drinks: glasses }),
			},
			{ kind: 'cigarettes', day, value: 0, source: 'manual' },
		);
		if (age % EXAMINATION_EVERY !== 20) continue;
		observations.push(
			{ kind: 'weight', day, value: between(680, 760) / 10 },
			{ kind: 'bp', day, systolic: between(112, 134), diastolic: between(70, 86) },
			{ kind: 'glucose-fasting', day, value: between(45, 58) / 10 },
			{ kind: 'cholesterol-total', day, value: between(42, 56) / 10 },
		);
		checkups.push({ day });
	}
	observations.push({ kind: 'height', day: addDays(lastDay, 1 - DAYS), value: 172 });
	return {
		schema: 'tessera.records/1',
		days,
		observations,
		conditions: [{ code: 'asthma', since: addDays(lastDay, 1 - DAYS), until: null }],
		checkups,
	};
}
