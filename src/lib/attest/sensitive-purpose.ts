/**
 * Whether a text names one of the four purposes that are not in the list because a *no* costs too
 * much there. It decides no more than which warning is shown: a request with a text is for *other*,
 * and to that the app proposes *no* anyhow. Whoever wants to get past these words will.
 */

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
			/employ|recruit|onboarding|招聘|招工|招募员|应聘|應聘|聘用|聘请|求职|求職|就业|就業|工作(?!坊)|上班|打工|雇|僱|入职|入職|职位|職位|录用|錄用|面试|面試|员工|員工|职工/,
	},
	insurance: {
		starts: /^(?:insur|reinsur|underwrit|policyholder|actuar)/,
		anywhere: /insuran|insurer|underwrit|保险|保險|投保|承保|参保|核保|理赔|理賠/,
	},
	credit: {
		starts: /^(?:credit(?:s|ors?|worth\p{L}*)?$|loans?$|lend|borrow|debt|mortgag|microcredit)/u,
		anywhere:
			/creditscor|creditcheck|mortgag|microloan|贷款|貸款|信贷|信貸|信用|借款|借贷|借貸|房贷|房貸|车贷|按揭|放贷/,
	},
	housing: {
		starts:
			/^(?:housing|landlord|landlad|tenan|subtenan|sublet|rent(?:s|al|als|ed|er|ers|ing)?$|leas(?:e|es|ed|ing)$|apartment|lodg(?:er|ers|ing|ings)$|accommodat|roommate|flatmate)/,
		anywhere:
			/landlord|apartment|accommodation|租房|租屋|租客|租户|租赁|租賃|租约|出租|承租|合租|住房|房东|房東|购房|买房|公寓/,
	},
};

/** The first of the four that the text names in English or Chinese; `null` when it names none. */
export function sensitivePurpose(text: string): SensitivePurpose | null {
	const plain = toPlain(text);
	const words = plain.split(/[^\p{L}\p{N}]+/u);
	const squeezed = words.join('');
	for (const [purpose, { starts, anywhere }] of Object.entries(WORDS)) {
		const named =
			anywhere.test(squeezed) ||
			[...words, ...spelledWords(words)].some((word) => starts.test(word));
		if (named) return purpose as SensitivePurpose;
	}
	return null;
}

/** Full-width and other forms of a letter become the letter, accents fall off, all is lower case. */
function toPlain(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** `l o a n` is one word: letters that stand alone, joined while they follow one another. */
function spelledWords(words: readonly string[]): readonly string[] {
	return words
		.map((word) => (Array.from(word).length === 1 ? word : ' '))
		.join('')
		.split(' ');
}
