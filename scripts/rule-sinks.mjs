import { MEANS } from './means.mjs';
import { globalReferences, namer, propertyName, WINDOWS } from './rule-names.mjs';

/** @typedef {import('./rule-names.mjs').Node} Node */
/** @typedef {import('./means.mjs').Reach} Reach */

/** An address that leaves this origin, or this app: any scheme, or two slashes. */
const ABSOLUTE_ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** Another origin's address in a style, or in an import of styles. */
const STYLE_ADDRESS = /(?:url\(|@import)\s*['"]?\s*(?:https?:|\/\/)/i;

/** Links by which a browser looks up a name or connects ahead of time. */
const HINTS = /preconnect|prefetch|prerender/i;

/** Attributes that hold an address. */
const ADDRESSES = ['href', 'src', 'srcset', 'poster', 'data', 'xlink:href'];

/** Elements with a document of their own, which has interfaces of its own. */
const FRAMES = /^(?:i?frame|object|embed|fencedframe)$/i;

/** Addresses of bytes that the page itself made, good for an image. */
const OWN_BYTES = /^\s*(?:blob|data):/i;

/**
 * The text with which a literal, a template or a sum begins.
 *
 * @param {Node} node
 * @returns {string | null}
 */
function leadingText(node) {
	if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
	if (node?.type === 'TemplateLiteral') return node.quasis[0].value.cooked;
	if (node?.type === 'BinaryExpression') return leadingText(node.left);
	return null;
}

/**
 * What a text alone gives away: an address in a style, rules for loading pages ahead.
 *
 * @param {unknown} text
 */
const isWayOut = (text) =>
	typeof text === 'string' && (STYLE_ADDRESS.test(text) || text === 'speculationrules');

/** @param {Node} node */
const isExternal = (node) => ABSOLUTE_ADDRESS.test(leadingText(node) ?? '');

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
			computed: 'A computed member of {{name}} could be any way out of the page: write its name.',
			alias: 'Another name for {{name}} hides what is done with it.',
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
			if (!allowed.has(means)) context.report({ node, messageId: 'means', data: { means, name } });
		};
		/**
		 * @param {Node} node where to report
		 * @param {keyof Reach} kind
		 * @param {string | null} name
		 */
		const check = (node, kind, name) => {
			for (const [means, reach] of Object.entries(MEANS))
				if (name !== null && reach[kind]?.includes(name)) report(node, means, name);
		};

		const references = globalReferences(context.sourceCode);
		const globalName = namer(new Set(references.map(({ identifier }) => identifier)));

		/**
		 * @param {Node} node
		 * @param {Node} object
		 * @param {string | null} name the member's
		 */
		const checkMember = (node, object, name) => {
			const owner = globalName(object);
			if (owner === 'navigator') check(node, 'navigator', name);
			if (owner === 'document') check(node, 'document', name);
			if (owner !== null && WINDOWS.has(owner)) check(node, 'globals', name);
			check(node, 'members', name);
		};

		/** @param {Node} node an assignment's target */
		const checkTarget = (node) => {
			const owner = node.type === 'MemberExpression' ? globalName(node.object) : null;
			const name = node.type === 'MemberExpression' ? propertyName(node) : null;
			if (globalName(node) === 'location' || (owner === 'document' && name === 'location'))
				report(node, 'navigation', 'location');
			if (name === 'download') report(node, 'file', 'download');
			const location = node.object?.type === 'MemberExpression' && propertyName(node.object);
			if (name !== null && (owner === 'location' || location === 'location'))
				report(node, 'navigation', `location.${name}`);
		};

		return {
			Program() {
				for (const { identifier } of references) check(identifier, 'globals', identifier.name);
			},

			MemberExpression(/** @type {Node} */ node) {
				const owner = globalName(node.object);
				const name = propertyName(node);
				const isWindow = owner !== null && WINDOWS.has(owner);
				if (name === null && (isWindow || owner === 'navigator' || owner === 'document'))
					context.report({ node, messageId: 'computed', data: { name: owner } });
				checkMember(node, node.object, name);
			},

			VariableDeclarator(/** @type {Node} */ node) {
				const owner = globalName(node.init);
				if (node.id.type === 'Identifier') {
					if (owner !== null && (WINDOWS.has(owner) || owner === 'navigator'))
						context.report({ node, messageId: 'alias', data: { name: owner } });
				} else if (node.id.type === 'ObjectPattern' && owner !== null)
					for (const property of node.id.properties)
						if (property.type === 'Property')
							checkMember(property, node.init, propertyName(property));
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
				if (typeof name === 'string' && FRAMES.test(name)) report(node, 'window', name);
			},

			AssignmentExpression(/** @type {Node} */ node) {
				checkTarget(node.left);
				const name = node.left.type === 'MemberExpression' ? propertyName(node.left) : null;
				if (name === 'rel' && HINTS.test(leadingText(node.right) ?? ''))
					report(node, 'network', name);
				if (isExternal(node.right)) {
					if (name === 'href' || name === 'action') report(node, 'navigation', name);
					if (name === 'src' && !OWN_BYTES.test(leadingText(node.right) ?? ''))
						report(node, 'network', name);
				}
			},

			CallExpression(/** @type {Node} */ node) {
				const { callee } = node;
				const [first, second] = node.arguments;
				if (callee.type === 'Identifier') {
					if (callee.name === 'goto' && isExternal(first)) report(node, 'navigation', 'goto');
					return;
				}
				if (callee.type !== 'MemberExpression') return;
				const name = propertyName(callee);
				const owner = globalName(callee.object);
				const isLocation =
					owner === 'location' ||
					(callee.object.type === 'MemberExpression' && propertyName(callee.object) === 'location');
				if (isLocation && (name === 'assign' || name === 'replace'))
					report(node, 'navigation', `location.${name}`);
				if (owner === 'navigation' && name === 'navigate') report(node, 'navigation', name);
				if (name === 'register' && isExternal(first)) report(node, 'worker', name);
				if (name === 'createElement' && FRAMES.test(leadingText(first) ?? ''))
					report(node, 'window', String(leadingText(first)));
				if (name === 'setAttribute') {
					const attribute = leadingText(first)?.toLowerCase();
					if (attribute === 'rel' && HINTS.test(leadingText(second) ?? ''))
						report(node, 'network', attribute);
					if (attribute === 'download') report(node, 'file', attribute);
					if (attribute === 'target') report(node, 'window', attribute);
					if (attribute === 'action' || attribute === 'formaction' || isExternal(second))
						report(node, 'navigation', String(attribute));
				}
				// A worker's postMessage stays in the page; a window's has a target origin.
				const toWindow = owner !== null && WINDOWS.has(owner) && owner !== 'self';
				if (name === 'postMessage' && (toWindow || leadingText(second) !== null))
					report(node, 'message', 'postMessage');
			},

			ImportExpression(/** @type {Node} */ node) {
				if (isExternal(node.source)) report(node, 'network', 'import()');
			},
			ImportDeclaration(/** @type {Node} */ node) {
				if (isExternal(node.source) && /^\s*(?:https?:|\/\/)/.test(node.source.value))
					report(node, 'network', 'import');
			},

			SvelteAttribute(/** @type {Node} */ node) {
				const name = node.key.name.toLowerCase();
				const element = node.parent.parent.name?.name;
				if (name === 'download') report(node, 'file', name);
				if (name === 'ping') report(node, 'network', name);
				if (name === 'action' || name === 'formaction') report(node, 'navigation', name);
				if (name === 'target') report(node, 'window', name);
				if (name === 'http-equiv') report(node, 'navigation', name);
				/** @type {(string | null)[]} */
				const texts = node.value.map((/** @type {Node} */ part) =>
					part.type === 'SvelteLiteral' ? part.value : leadingText(part.expression),
				);
				const [text] = texts;
				if (name === 'rel' && HINTS.test(text ?? ''))
					report(node, 'network', `rel="${String(text)}"`);
				if (name === 'type' && isWayOut(text)) report(node, 'network', `type="${String(text)}"`);
				if (!ADDRESSES.includes(name)) return;
				if (typeof text !== 'string' || !ABSOLUTE_ADDRESS.test(text)) return;
				const isLink = element === 'a' || element === 'area';
				if (isLink) report(node, 'navigation', `${name}="${text}"`);
				else if (!OWN_BYTES.test(text)) report(node, 'network', `${name}="${text}"`);
			},
		};
	},
};
