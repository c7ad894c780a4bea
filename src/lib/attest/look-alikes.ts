/**
 * Letters that look like others, folded for a word list to be held against a text. A small table of
 * what is at hand on keyboards and in "fancy text" makers, not the whole of Unicode's (UTS 39,
 * confusables.txt, has thousands): it catches the cheap tricks, and whoever wants to get past it will.
 */

/** What may stand for a letter: Cyrillic, Greek, Armenian, Latin small capitals, digits, signs. */
const FOR_LETTERS: Readonly<Record<string, string>> = {
	a: 'АаΑαɑᴀ4@',
	b: 'ВвЬьΒβʙ8',
	c: 'Ссςᴄ¢',
	d: 'ԀԁĐđᴅ',
	e: 'ЕеΕεєᴇ3€',
	f: 'ƒꜰ',
	g: 'ɡɢցԌ9',
	h: 'НнҺһΗհʜ',
	i: 'ІіΙιıɪ',
	j: 'Јјϳᴊ',
	k: 'КкΚκᴋ',
	l: 'ӀӏŁłʟ£',
	m: 'МмΜᴍ',
	n: 'ПпΝηոɴ',
	o: 'ОоΟοσօØøᴏ0',
	p: 'РрΡρᴘ',
	q: 'Ԛԛզ',
	r: 'ГгЯяʀ',
	s: 'Ѕѕꜱ5$',
	t: 'ТтΤτᴛ7',
	u: 'υսμᴜ',
	v: 'νѴѵᴠ',
	w: 'ԜԝωᴡѡШш',
	x: 'ХхΧχ',
	y: 'УуҮүΥγʏ',
	z: 'Ζᴢ2',
};

/** These stand for either of two. */
const I_OR_L = /[1!|]/g;

/** Traditional characters and their simplified ones, of the words that are looked for. */
const SIMPLIFIED = pairsOf(
	'員應請職業僱傭錄試險険賠貸車賃約東購買戶資債單費徵調',
	'员应请职业雇佣录试险险赔贷车赁约东购买户资债单费征调',
);

const LETTERS: ReadonlyMap<string, string> = new Map(
	Object.entries(FOR_LETTERS).flatMap(([letter, others]) =>
		Array.from(others, (other) => [other, letter] as const),
	),
);

function pairsOf(from: string, to: string): ReadonlyMap<string, string> {
	const others = Array.from(to);
	return new Map(Array.from(from, (one, at) => [one, others[at] ?? one] as const));
}

/**
 * The readings of a text, each in lower case: as it is, and with look-alikes taken for the letters
 * that they look like. In all of them full-width and other forms of a letter are the letter (NFKD),
 * accents have fallen off, and Chinese is simplified.
 */
export function readingsOf(text: string): readonly string[] {
	const plain = mapEach(text.normalize('NFKD').replace(/\p{M}/gu, ''), SIMPLIFIED);
	const folded = mapEach(plain, LETTERS);
	return [plain, folded.replace(I_OR_L, 'i'), folded.replace(I_OR_L, 'l')].map((reading) =>
		reading.toLowerCase(),
	);
}

function mapEach(text: string, map: ReadonlyMap<string, string>): string {
	return Array.from(text, (one) => map.get(one) ?? one).join('');
}
