/**
 * Whether a text names one of the four purposes that are not in the list because a *no* costs too
 * much there. A hint, not a wall: it decides no more than which warning is shown. A request with a
 * text is for *other*, and to that the app proposes *no* anyhow. Spaces, points, look-alike letters,
 * digits and traditional characters do not hide a word; a synonym does, a third language does, and so
 * does whoever wants to get past these words.
 */
import { readingsOf } from './look-alikes';

export type SensitivePurpose = 'employment' | 'insurance' | 'credit' | 'housing';

interface Words {
	/** At the start of a word. */
	readonly starts: RegExp;
	/** Anywhere, even with spaces and points in between: too long, or in Chinese, to be chance. */
	readonly anywhere: RegExp;
}

const WORDS: Readonly<Record<SensitivePurpose, Words>> = {
	employment: {
		starts:
			/^(?:employ|unemploy|recruit|hire[sd]?$|hiring|jobs?$|jobseek|career|work(?:s|ers?|place|places|force)?$|cowork|staff(?:ing)?$|onboard|probation|interview|salar|wages?$)/,
		anywhere:
			/employ|recruit|onboarding|招聘|招工|招募员|应聘|聘用|聘请|求职|求才|就业|工作(?!坊)|上班|打工|雇|入职|职位|录用|面试|员工|职工|试用期|背景调查|薪资/,
	},
	insurance: {
		starts: /^(?:insur|reinsur|underwrit|policyholder|actuar)/,
		anywhere: /insuran|insurer|underwrit|保险|投保|承保|参保|核保|理赔|保单|保费/,
	},
	credit: {
		starts: /^(?:credit(?:s|ors?|worth\p{L}*)?$|loans?$|lend|borrow|debt|mortgag|microcredit)/u,
		anywhere: /creditscor|creditcheck|mortgag|microloan|贷|信用|借款|征信|按揭|债务/,
	},
	housing: {
		starts:
			/^(?:housing|landlord|landlad|tenan|subtenan|sublet|rent(?:s|al|als|ed|er|ers|ing)?$|leas(?:e|es|ed|ing)$|apartment|lodg(?:er|ers|ing|ings)$|accommodat|roommate|flatmate)/,
		anywhere:
			/landlord|apartment|accommodation|租房|租屋|租客|租户|租赁|租约|租金|租住|出租(?!车)|承租|招租|合租|整租|转租|住房|房东|购房|买房|公寓/,
	},
};

/** The first of the four that the text names in English or Chinese; `null` when it names none. */
export function sensitivePurpose(text: string): SensitivePurpose | null {
	const readings = readingsOf(text);
	for (const [purpose, words] of Object.entries(WORDS))
		if (readings.some((reading) => names(reading, words))) return purpose as SensitivePurpose;
	return null;
}

function names(reading: string, { starts, anywhere }: Words): boolean {
	const words = reading.split(/[^\p{L}\p{N}]+/u);
	return (
		anywhere.test(words.join('')) ||
		[...words, ...spelledWords(words)].some((word) => starts.test(word))
	);
}

/** `l o a n` is one word: letters that stand alone, joined while they follow one another. */
function spelledWords(words: readonly string[]): readonly string[] {
	return words
		.map((word) => (Array.from(word).length === 1 ? word : ' '))
		.join('')
		.split(' ');
}
