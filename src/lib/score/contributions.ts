import type { LocalizedText, Ruleset } from './ruleset';

/** What a score is made of, in the order in which an evaluation lists it. */
export function contributionTitles(
	ruleset: Ruleset,
): readonly { readonly id: string; readonly title: LocalizedText }[] {
	return [
		{ id: 'baseline', title: ruleset.baseline.title },
		...ruleset.lifestyle.rules.map(({ id, title }) => ({ id, title })),
		...ruleset.examination.rules.map(({ id, title }) => ({ id, title })),
		...(ruleset.checkup ? [{ id: 'checkup', title: ruleset.checkup.title }] : []),
		...(ruleset.examFloor ? [{ id: 'exam-floor', title: ruleset.examFloor.title }] : []),
		...(ruleset.means ?? []).flatMap(({ parts }) => parts).map(({ id, title }) => ({ id, title })),
		{ id: 'clamp', title: ruleset.clamp.title },
	];
}
