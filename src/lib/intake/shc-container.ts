import { asArray, asString, member } from './json-access';
import { endsInTheMiddle } from './read-json';
import { joinShcCodes, parseShcCode, type JoinedCards } from './shc-numeric';

const COMPACT_JWS = /^[\w-]+\.[\w-]*\.[\w-]*$/;

/**
 * Takes the cards out of what they are kept in: a `.smart-health-card` file, or the texts of codes or
 * compact JWS (RFC 7515, section 3.1) themselves, with white space between them.
 * @returns the cards, each as a text that should be a compact JWS
 */
export function cardsOf(text: string): JoinedCards {
	const trimmed = text.trim();
	if (trimmed.startsWith('{')) return cardsOfFile(trimmed);
	const words = trimmed.split(/\s+/).filter((word) => word !== '');
	const codes = words.map(parseShcCode).filter((code) => code !== null);
	const compact = words.filter((word) => COMPACT_JWS.test(word));
	const joined = joinShcCodes(codes);
	const read = codes.length + compact.length;
	const isAllRead = read > 0 && read === words.length;
	return {
		cards: [...joined.cards, ...compact],
		problem: joined.problem ?? (isAllRead ? null : 'malformed'),
	};
}

/** `{"verifiableCredential": ["<JWS>", …]}` (spec.smarthealth.cards, "via File Download"). */
function cardsOfFile(text: string): JoinedCards {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return { cards: [], problem: endsInTheMiddle(text) ? 'truncated' : 'malformed' };
	}
	const entries = asArray(member(json, 'verifiableCredential')) ?? [];
	const cards = entries.map(asString).filter((card) => card !== null);
	const isAllRead = cards.length > 0 && cards.length === entries.length;
	return { cards, problem: isAllRead ? null : 'malformed' };
}
