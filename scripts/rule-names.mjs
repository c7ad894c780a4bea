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

/** Objects with ways out by the dozen: only a named member of them says what is done. */
export const ROOTS = new Set([
	...WINDOWS,
	...['navigator', 'document', 'location', 'history', 'navigation'],
]);

/** Members of any object that are such an object. */
const ROOT_MEMBERS = new Map([
	...['contentWindow', 'defaultView', 'view'].map(
		(name) => /** @type {const} */ ([name, 'window']),
	),
	...['contentDocument', 'ownerDocument'].map((name) => /** @type {const} */ ([name, 'document'])),
	['location', 'location'],
]);

/**
 * The object that a member is, if it is such an object or a member of a window: `window` for
 * `event.view`, `open` for `window.open`.
 *
 * @param {string | null} owner the name of the object whose member it is
 * @param {string | null} name the member's
 * @returns {string | null}
 */
export function memberName(owner, name) {
	if (name === null) return null;
	return ROOT_MEMBERS.get(name) ?? (owner !== null && WINDOWS.has(owner) ? name : null);
}

/** @typedef {any} Node an ESTree, TypeScript or Svelte node: three trees with one visitor */

/**
 * @param {Node} node a member expression or a property of an object pattern
 * @returns {string | null} null where the name is computed, or private
 */
export function propertyName(node) {
	const key = node.type === 'MemberExpression' ? node.property : node.key;
	if (key.type === 'Literal') return String(key.value);
	return node.computed || key.type === 'PrivateIdentifier' ? null : key.name;
}

/**
 * The expression with what only the type checker and the optional chain add to it.
 *
 * @param {Node} node
 * @returns {Node}
 */
export function unwrapped(node) {
	const isWrapper = /^(?:ChainExpression|TS(?:As|NonNull|Satisfies)Expression|TSTypeAssertion)$/;
	return isWrapper.test(node.parent?.type) ? unwrapped(node.parent) : node;
}

/**
 * Whether something is assigned to this expression, also by a pattern or a loop.
 *
 * @param {Node} node
 */
export function isWritten(node) {
	const { parent } = node;
	switch (parent.type) {
		case 'AssignmentExpression':
		case 'AssignmentPattern':
		case 'ForInStatement':
		case 'ForOfStatement':
			return parent.left === node;
		case 'Property':
			return parent.value === node && parent.parent.type === 'ObjectPattern';
		case 'SvelteDirective':
			return parent.kind === 'Binding';
		default:
			return ['ArrayPattern', 'RestElement', 'UpdateExpression'].includes(parent.type);
	}
}

/**
 * Whether what is done with an object is seen where it stands: a member of it is named, or what comes
 * of it is a text or a truth.
 *
 * @param {Node} node
 */
export function isSeenThrough(node) {
	const { parent } = node;
	switch (parent.type) {
		case 'MemberExpression':
			return parent.object === node;
		case 'VariableDeclarator':
			return parent.id.type === 'ObjectPattern';
		default:
			return /^(?:Binary|Unary)Expression$|^ExpressionStatement$|^TemplateLiteral$/.test(
				parent.type,
			);
	}
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
 * `navigator.share` and in `event.view.navigator.share`.
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
		return memberName(globalName(node.object), propertyName(node));
	};
}
