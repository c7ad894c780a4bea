/** What the lint rules of the house ask about names: whose member is this, and is it a global? */

/** Names of the global object, and of the windows beside it. */
export const WINDOWS = new Set([
	'window',
	'self',
	'globalThis',
	'top',
	'parent',
	'opener',
	'frames',
]);

/** @typedef {any} Node an ESTree, TypeScript or Svelte node: three trees with one visitor */

/**
 * @param {Node} node a member expression or a property of an object pattern
 * @returns {string | null} null where the name is computed
 */
export function propertyName(node) {
	const key = node.type === 'MemberExpression' ? node.property : node.key;
	if (!node.computed) return key.name;
	return key.type === 'Literal' ? String(key.value) : null;
}

/**
 * Whether a variable is no more than a promise to the type checker that a global is there.
 *
 * @param {Node} variable
 */
const isDeclaredGlobal = (variable) =>
	variable.defs.every((/** @type {Node} */ { parent }) => parent?.declare === true);

/**
 * The references of a file to globals, without those in types.
 *
 * @param {import('eslint').SourceCode} sourceCode
 * @returns {{ identifier: Node }[]}
 */
export function globalReferences(sourceCode) {
	return sourceCode.scopeManager.scopes
		.flatMap((scope) => scope.references)
		.filter((/** @type {Node} */ reference) => {
			const isType = reference.identifier.parent?.type === 'TSTypeQuery';
			const isValue = !isType && (reference.isValueReference ?? true);
			return isValue && (reference.resolved === null || isDeclaredGlobal(reference.resolved));
		});
}

/**
 * Answers whether an expression is the global object of this name, such as `navigator` in
 * `navigator.share` and in `window.navigator.share`.
 *
 * @param {ReadonlySet<Node>} globalIdentifiers
 */
export function namer(globalIdentifiers) {
	/**
	 * @param {Node} node
	 * @returns {string | null}
	 */
	return function globalName(node) {
		if (node?.type === 'Identifier') return globalIdentifiers.has(node) ? node.name : null;
		if (node?.type === 'ChainExpression' || node?.type?.startsWith('TS'))
			return globalName(node.expression);
		if (node?.type !== 'MemberExpression') return null;
		return WINDOWS.has(globalName(node.object) ?? '') ? propertyName(node) : null;
	};
}
