/** What the lint rules of the house ask about texts: does an address lead out of the app? */

/** @typedef {import('./rule-names.mjs').Node} Node */

/** An address that leaves this origin, or this app: any scheme, or two slashes. */
const ABSOLUTE_ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/i;

/** Bytes that the page itself made, good for an image. */
const OWN_BYTES = /^\s*(?:blob|data):/i;

/** Another origin's address in a style, or in an import of styles. */
const STYLE_ADDRESS =
	/(?:\b(?:url|src|image|image-set)(?=\()|@import)[^;{}]*?['"(\s,](?:https?:|\/\/)/i;

/**
 * A style as the browser reads it: `@\69mport` is `@import`.
 *
 * @param {string} text
 */
const withoutEscapes = (text) =>
	text.replaceAll(
		/\\(?:([0-9a-f]{1,6})\s?|([^\n]))/gi,
		(_, /** @type {string | undefined} */ hex, /** @type {string} */ character) =>
			hex === undefined ? character : String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10_ff_ff)),
	);

/** @param {string} text */
function isForeignStyle(text) {
	const style = withoutEscapes(text);
	return STYLE_ADDRESS.test(style) || STYLE_ADDRESS.test(style.replaceAll(/\/\*.*?\*\//gs, ' '));
}

/**
 * What a text alone gives away: an address in a style, rules for loading pages ahead.
 *
 * @param {unknown} text
 */
export const isWayOut = (text) =>
	typeof text === 'string' && (text === 'speculationrules' || isForeignStyle(text));

/** @param {string} text an address; of a `srcset`, several */
export const isExternalText = (text) =>
	ABSOLUTE_ADDRESS.test(text) ||
	text.split(/[\s,]+/).some((part) => /^(?:https?:|\/\/)/i.test(part));

/** @param {string} text */
export const isOwnBytes = (text) => OWN_BYTES.test(text);

/**
 * The text with which a literal, a template or a sum begins.
 *
 * @param {Node} node
 * @returns {string | null}
 */
export function leadingText(node) {
	if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
	if (node?.type === 'TemplateLiteral') return node.quasis[0].value.cooked;
	if (node?.type === 'BinaryExpression') return leadingText(node.left);
	return null;
}

/**
 * The text that an expression is, where it can be no other.
 *
 * @param {Node} node
 * @returns {string | null}
 */
export function wholeText(node) {
	const isSum = node?.type === 'BinaryExpression' || node?.expressions?.length > 0;
	return isSum ? null : leadingText(node);
}

/** @param {Node} node */
export const isExternal = (node) => isExternalText(leadingText(node) ?? '');
