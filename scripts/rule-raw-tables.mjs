import { propertyName } from './rule-names.mjs';

/** @typedef {import('./rule-names.mjs').Node} Node */

/** What may be done with the database by those who are not its doors. */
const HARMLESS = new Set(['open', 'close', 'isOpen', 'on', 'name']);

/**
 * The database is opened and closed by anyone in the vault, but read and written in one place.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const rawTables = {
	meta: {
		type: 'problem',
		schema: [],
		messages: {
			table: "'{{name}}' reaches past the seal: read and write through sealedTable.",
			dexie: "Only 'liveQuery' and its 'Observable' come from dexie here, not '{{name}}'.",
		},
	},
	create(context) {
		/** @param {Node} node */
		const isDatabase = (node) => {
			const name =
				node.type === 'MemberExpression'
					? node.property.name
					: node.type === 'Identifier'
						? node.name
						: '';
			return /^(?:db|database|dexie)$/i.test(name);
		};
		return {
			MemberExpression(/** @type {Node} */ node) {
				const name = propertyName(node) ?? 'a computed member';
				if (isDatabase(node.object) && !HARMLESS.has(name))
					context.report({ node, messageId: 'table', data: { name } });
			},
			ImportDeclaration(/** @type {Node} */ node) {
				if (node.source.value !== 'dexie') return;
				for (const specifier of node.specifiers) {
					const name = specifier.imported?.name ?? 'default';
					if (name !== 'liveQuery' && name !== 'Observable')
						context.report({ node: specifier, messageId: 'dexie', data: { name } });
				}
			},
		};
	},
};
