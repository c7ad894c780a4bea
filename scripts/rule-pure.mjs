import globals from 'globals';

import { globalReferences, namer, propertyName } from './rule-names.mjs';

/** @typedef {import('./rule-names.mjs').Node} Node */

/** What a pure room may name: the language, and what browsers, workers and Node share without state. */
const PURE_GLOBALS = new Set([
	...Object.keys(globals.builtin),
	'undefined',
	'NaN',
	'Infinity',
	'AbortController',
	'AbortSignal',
	'Blob',
	'CompressionStream',
	'DecompressionStream',
	'DOMException',
	'ReadableStream',
	'TextDecoder',
	'TextDecoderStream',
	'TextEncoder',
	'TransformStream',
	'URL',
	'URLSearchParams',
	'WritableStream',
	'structuredClone',
]);
for (const name of ['eval', 'Function', 'globalThis', 'WeakRef', 'FinalizationRegistry', 'escape'])
	PURE_GLOBALS.delete(name);

/** Members that read the device's clock, chance, zone or language, whatever object they hang on. */
const AMBIENT_MEMBERS = new Set([
	...['getFullYear', 'getMonth', 'getDate', 'getDay', 'getHours', 'getMinutes', 'getSeconds'],
	...['setFullYear', 'setMonth', 'setDate', 'setHours', 'setMinutes', 'setSeconds'],
	...['getTimezoneOffset', 'toDateString', 'toTimeString'],
	...['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'],
	...['toLocaleUpperCase', 'toLocaleLowerCase', 'localeCompare', 'resolvedOptions'],
	...['getRandomValues', 'randomUUID'],
]);

/**
 * A pure room sees no clock, no chance, no zone or language of the device, and no browser.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const pure = {
	meta: {
		type: 'problem',
		schema: [],
		messages: {
			global: "A pure room has no '{{name}}': let it come in as a parameter.",
			ambient:
				"'{{name}}' depends on the device (clock, chance, zone or language): let the value come in as a parameter.",
		},
	},
	create(context) {
		const references = globalReferences(context.sourceCode);
		const globalName = namer(new Set(references.map(({ identifier }) => identifier)));
		/**
		 * @param {Node} node
		 * @param {string} name
		 */
		const ambient = (node, name) => {
			context.report({ node, messageId: 'ambient', data: { name } });
		};
		return {
			Program() {
				for (const { identifier } of references)
					if (!PURE_GLOBALS.has(identifier.name))
						context.report({
							node: identifier,
							messageId: 'global',
							data: { name: identifier.name },
						});
			},
			MemberExpression(/** @type {Node} */ node) {
				const owner = globalName(node.object);
				const name = propertyName(node);
				if (owner === 'Date' && name === 'now') ambient(node, 'Date.now');
				if (owner === 'Math' && name === 'random') ambient(node, 'Math.random');
				if (name !== null && AMBIENT_MEMBERS.has(name)) ambient(node, name);
			},
			CallExpression(/** @type {Node} */ node) {
				if (globalName(node.callee) === 'Date') ambient(node, 'Date()');
			},
			NewExpression(/** @type {Node} */ node) {
				// One argument is an instant; none is now, several are a time in the device's zone.
				if (globalName(node.callee) === 'Date' && node.arguments.length !== 1)
					ambient(node, 'new Date');
			},
			VariableDeclarator(/** @type {Node} */ node) {
				const owner = globalName(node.init);
				if (node.id.type !== 'ObjectPattern' || (owner !== 'Date' && owner !== 'Math')) return;
				for (const property of node.id.properties) {
					const name = property.type === 'Property' ? propertyName(property) : null;
					if (name === 'now' || name === 'random') ambient(property, `${owner}.${name}`);
				}
			},
		};
	},
};
