import { MEANS, ORDINARY_NAMES } from './means.mjs';
import {
	globalReferences,
	isSeenThrough,
	isWritten,
	memberName,
	namer,
	propertyName,
	ROOTS,
	unwrapped,
	WINDOWS,
} from './rule-names.mjs';
import {
	isExternal,
	isExternalText,
	isOwnBytes,
	isWayOut,
	leadingText,
	wholeText,
} from './rule-texts.mjs';

/** @typedef {import('./rule-names.mjs').Node} Node */
/** @typedef {import('./means.mjs').Reach} Reach */

/** Links by which a browser looks up a name or connects ahead of time. */
const HINTS = /preconnect|prefetch|prerender/i;

/** Attributes that hold an address. */
const ADDRESSES = ['href', 'src', 'srcset', 'poster', 'data', 'xlink:href'];

/** Elements with a document of their own, which has interfaces of its own. */
const FRAMES = /^(?:i?frame|object|embed|fencedframe)$/i;

/**
 * By which means an attribute, or the property of its name, leads out.
 *
 * @param {string} name in lower case
 * @param {Node} value
 * @returns {string | null}
 */
function meansOfAttribute(name, value) {
	const text = wholeText(value);
	switch (name) {
		case 'rel':
			return text === null || HINTS.test(text) ? 'network' : null;
		case 'ping':
			return 'network';
		case 'download':
			return 'file';
		case 'target':
			return 'window';
		case 'action':
		case 'formaction':
		case 'http-equiv':
		case 'httpequiv':
			return 'navigation';
		case 'href':
		case 'xlink:href':
			return isExternal(value) ? 'navigation' : null;
		case 'src':
		case 'srcset':
		case 'poster':
			if (isOwnBytes(leadingText(value) ?? '')) return null;
			return text === null || isExternalText(text) ? 'network' : null;
		default:
			return null;
	}
}

/**
 * Only modules that the register of flows names reach out of the page or leave something behind.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const sinks = {
	meta: {
		type: 'problem',
		schema: [
			{
				type: 'object',
				properties: { allowed: { type: 'array', items: { enum: Object.keys(MEANS) } } },
				additionalProperties: false,
			},
		],
		messages: {
			means:
				"{{name}} is the means '{{means}}': src/lib/flows/register.ts names the modules that may use it.",
			whole:
				"Another name for {{name}}, or a computed member of it, hides what is done with it: write the member's name, or use the means '{{means}}' by the register.",
		},
	},
	create(context) {
		/** @type {ReadonlySet<string>} */
		const allowed = new Set(context.options[0]?.allowed);
		/**
		 * @param {Node} node
		 * @param {string} means
		 * @param {string} name
		 */
		const report = (node, means, name) => {
			if (allowed.has(means)) return;
			const messageId = means === 'whole-object' ? 'whole' : 'means';
			context.report({ node, messageId, data: { means, name } });
		};
		/**
		 * @param {Node} node where to report
		 * @param {keyof Reach} kind
		 * @param {string} name
		 */
		const check = (node, kind, name) => {
			for (const [means, reach] of Object.entries(MEANS))
				if (reach[kind]?.includes(name)) report(node, means, name);
		};

		const references = globalReferences(context.sourceCode);
		const globalName = namer(new Set(references.map(({ identifier }) => identifier)));

		/**
		 * @param {Node} node where to report
		 * @param {string | null} owner the global whose member it is
		 * @param {string | null} name the member's
		 */
		const checkMember = (node, owner, name) => {
			if (name === null) {
				if (owner !== null && ROOTS.has(owner)) report(node, 'whole-object', owner);
				return;
			}
			const isAnyones = !ORDINARY_NAMES.has(name);
			if (isAnyones || owner === 'navigator') check(node, 'navigator', name);
			if (isAnyones || owner === 'document') check(node, 'document', name);
			if (isAnyones || (owner !== null && WINDOWS.has(owner))) check(node, 'globals', name);
			check(node, 'members', name);
		};

		/**
		 * @param {Node} node
		 * @param {string | null} name of the global that it is
		 */
		const checkWhole = (node, name) => {
			if (name === null || !ROOTS.has(name)) return;
			const whole = unwrapped(node);
			if (isWritten(whole)) report(node, 'navigation', name);
			else if (!isSeenThrough(whole)) report(node, 'whole-object', name);
		};

		/**
		 * @param {Node} node
		 * @param {Node} address undefined: the one that is there stays
		 */
		const checkShown = (node, address) => {
			if (address !== undefined && (wholeText(address) === null || isExternal(address)))
				report(node, 'navigation', 'an address that is put together');
		};

		/**
		 * @param {Node} node a call of `setAttribute`
		 * @param {Node} name
		 * @param {Node} value
		 */
		const checkSetAttribute = (node, name, value) => {
			const attribute = wholeText(name)?.toLowerCase();
			// Where the name is told elsewhere, it can be any.
			const means = attribute === undefined ? 'navigation' : meansOfAttribute(attribute, value);
			if (means !== null) report(node, means, attribute ?? 'setAttribute');
		};

		/**
		 * @param {Node} node
		 * @param {string | null} name of an element; null where it is computed
		 */
		const checkElement = (node, name) => {
			if (name === null || FRAMES.test(name)) report(node, 'window', name ?? 'any element');
		};

		/** @param {Node} node an import or export of another module */
		const checkSource = (node) => {
			if (isExternal(node.source) && !node.source.value.startsWith('node:'))
				report(node, 'network', 'import');
		};

		return {
			Program() {
				for (const { identifier } of references) {
					check(identifier, 'globals', identifier.name);
					checkWhole(identifier, identifier.name);
				}
			},

			MemberExpression(/** @type {Node} */ node) {
				const owner = globalName(node.object);
				const name = propertyName(node);
				checkMember(node, owner, name);
				checkWhole(node, memberName(owner, name));
				if (owner === 'location' && name !== null && isWritten(unwrapped(node)))
					report(node, 'navigation', `location.${name}`);
			},

			ObjectPattern(/** @type {Node} */ node) {
				const { parent } = node;
				const owner = parent.type === 'VariableDeclarator' ? globalName(parent.init) : null;
				for (const property of node.properties) {
					const name = property.type === 'Property' ? propertyName(property) : null;
					checkMember(property, owner, name);
					const member = memberName(owner, name);
					if (member !== null && ROOTS.has(member)) report(property, 'whole-object', member);
				}
			},

			Literal(/** @type {Node} */ node) {
				if (isWayOut(node.value)) report(node, 'network', node.value);
			},
			TemplateElement(/** @type {Node} */ node) {
				if (isWayOut(node.value.cooked)) report(node, 'network', node.value.cooked);
			},
			SvelteStyleElement(/** @type {Node} */ node) {
				const text = context.sourceCode.getText(node);
				if (isWayOut(text)) report(node, 'network', 'url()');
			},
			SvelteElement(/** @type {Node} */ node) {
				const name = node.name.name;
				if (typeof name === 'string') checkElement(node, name);
			},
			SvelteSpecialDirective(/** @type {Node} */ node) {
				if (node.parent.parent.name.name === 'svelte:element')
					checkElement(node, wholeText(node.expression));
			},

			AssignmentExpression(/** @type {Node} */ node) {
				const name = node.left.type === 'MemberExpression' ? propertyName(node.left) : null;
				const means = name === null ? null : meansOfAttribute(name.toLowerCase(), node.right);
				if (means !== null) report(node, means, String(name));
			},

			CallExpression(/** @type {Node} */ node) {
				const { callee } = node;
				const [first, second, third] = node.arguments;
				if (callee.type === 'Identifier') {
					if (callee.name === 'goto' && isExternal(first)) report(node, 'navigation', 'goto');
					// Those of the framework.
					if (callee.name === 'pushState' || callee.name === 'replaceState')
						checkShown(node, first);
					return;
				}
				if (callee.type !== 'MemberExpression') return;
				const name = propertyName(callee);
				const owner = globalName(callee.object);
				if (owner === 'location' && (name === 'assign' || name === 'replace'))
					report(node, 'navigation', `location.${name}`);
				if (owner === 'navigation' && name === 'navigate') report(node, 'navigation', name);
				if (name === 'pushState' || name === 'replaceState') checkShown(node, third);
				if (name === 'register' && isExternal(first)) report(node, 'worker', name);
				if (name === 'createElement') checkElement(node, wholeText(first));
				if (name === 'createElementNS') checkElement(node, wholeText(second));
				if (name === 'setAttribute') checkSetAttribute(node, first, second);
				if (name === 'setAttributeNS') checkSetAttribute(node, second, third);
				// A worker's postMessage stays in the page; a window's has a target origin.
				const toWindow = owner !== null && WINDOWS.has(owner) && owner !== 'self';
				if (name === 'postMessage' && (toWindow || leadingText(second) !== null))
					report(node, 'message', 'postMessage');
			},

			ImportExpression(/** @type {Node} */ node) {
				if (wholeText(node.source) === null || isExternal(node.source))
					report(node, 'network', 'import()');
			},
			ImportDeclaration: checkSource,
			ExportAllDeclaration: checkSource,
			'ExportNamedDeclaration[source]': checkSource,

			'SvelteAttribute, SvelteShorthandAttribute'(/** @type {Node} */ node) {
				const name = node.key.name.toLowerCase();
				const element = node.parent.parent.name?.name;
				if (name === 'download') report(node, 'file', name);
				if (name === 'ping') report(node, 'network', name);
				if (name === 'action' || name === 'formaction') report(node, 'navigation', name);
				if (name === 'target') report(node, 'window', name);
				if (name === 'http-equiv') report(node, 'navigation', name);
				if (node.type === 'SvelteShorthandAttribute') return;
				/** @type {(string | null)[]} */
				const texts = node.value.map((/** @type {Node} */ part) =>
					part.type === 'SvelteLiteral' ? part.value : leadingText(part.expression),
				);
				const [text] = texts;
				if (name === 'this' && element === 'svelte:element')
					// The parser leaves out what is in braces.
					checkElement(node, context.sourceCode.getText(node).includes('{') ? null : (text ?? ''));
				if (name === 'rel' && HINTS.test(text ?? ''))
					report(node, 'network', `rel="${String(text)}"`);
				if (name === 'type' && isWayOut(text)) report(node, 'network', `type="${String(text)}"`);
				if (!ADDRESSES.includes(name)) return;
				if (typeof text !== 'string' || !isExternalText(text)) return;
				const isLink = element === 'a' || element === 'area';
				if (isLink) report(node, 'navigation', `${name}="${text}"`);
				else if (!isOwnBytes(text)) report(node, 'network', `${name}="${text}"`);
			},
		};
	},
};
