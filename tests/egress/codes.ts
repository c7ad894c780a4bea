import { parseCode, tokenToCode, tokenToEnvelope } from '$lib/attest/envelope';
import { parseRequest, requestToBytes } from '$lib/attest/request';
import { parseSealed } from '$lib/attest/sealed-answer';
import { parseToken, textToSign, type Token } from '$lib/attest/token';
import { readQr } from '$lib/qr/read';
import { AUDIENCE_SHOW } from '$lib/attest/claims';
import { toDrawing } from '../e2e/code-video';

/** What a text says that was shown as a code, or copied. */
export interface Said {
	readonly kind: 'code' | 'code text' | 'request' | 'answer' | 'unknown';
	/** The disclosure of a code as JSON; null where it is sealed, or nobody's. */
	readonly says: string | null;
	/** What is wrong with it; null for nothing. */
	readonly fault: string | null;
	/** The text, and the bytes that it stands for. */
	readonly parts: readonly { readonly place: string; readonly bytes: string | Uint8Array }[];
}

/** Characters of an answer: all have the same. */
const ANSWER_LENGTH = 303;

const MODULE = 4;
const QUIET = 4;

/** The text of a code, read from the path that draws it as a camera would read its picture. */
export function readPath(path: string): string | null {
	const { size, runs } = toDrawing(path);
	const width = (size + 2 * QUIET) * MODULE;
	const data = new Uint8Array(width * width * 4).fill(255);
	for (const { x, y, length } of runs)
		for (let line = 0; line < MODULE; line++) {
			const row = (y + QUIET) * MODULE + line;
			const start = row * width + (x + QUIET) * MODULE;
			for (let pixel = start; pixel < start + length * MODULE; pixel++)
				data.fill(0, pixel * 4, pixel * 4 + 3);
		}
	return readQr({ width, height: width, data });
}

/** Reads a text strictly: whatever is not exactly what the format has is a fault. */
export function readShown(text: string): Said {
	const asText = { place: 'the text of a code', bytes: text };
	if (text.startsWith('TQ1:')) {
		const request = parseRequest(text);
		return {
			kind: 'request',
			says: null,
			fault: request.ok ? null : request.error.code,
			parts: request.ok
				? [asText, { place: 'the bytes of a request', bytes: requestToBytes(request.value) }]
				: [asText],
		};
	}
	if (text.startsWith('TR1:')) {
		const sealed = parseSealed(text);
		const isWhole = sealed !== null && text.length === ANSWER_LENGTH;
		return {
			kind: 'answer',
			says: null,
			fault: isWhole ? null : 'not a sealed answer of the one length',
			parts:
				sealed === null ? [asText] : [asText, { place: 'an answer', bytes: sealed.ciphertext }],
		};
	}
	const isDrawn = text.startsWith('TB1:');
	const token = isDrawn ? parseCode(text) : parseToken(text);
	if (!token.ok) return { kind: 'unknown', says: null, fault: 'not one of ours', parts: [asText] };
	return {
		kind: isDrawn ? 'code' : 'code text',
		says: JSON.stringify(token.value.claims.disclosure),
		fault: faultOf(token.value, text, isDrawn),
		parts: [
			asText,
			{ place: 'the bytes of a code', bytes: tokenToEnvelope(token.value) },
			{ place: 'the signed text of a code', bytes: decodeSigned(token.value) },
		],
	};
}

/** Nothing but what was claimed: written again from its claims, it is the same text. */
function faultOf(token: Token, text: string, isDrawn: boolean): string | null {
	const { claims, publicKey, signedText } = token;
	if (claims.aud !== AUDIENCE_SHOW) return `is for ${claims.aud}`;
	if (textToSign(claims, publicKey) !== signedText) return 'has more in it than its claims';
	return isDrawn && tokenToCode(token) !== text ? 'is written in another way' : null;
}

const decodeSigned = ({ signedText }: Token) =>
	signedText
		.split('.')
		.map((part) => Buffer.from(part, 'base64url').toString())
		.join('\n');
