/** @typedef {import('./rule-names.mjs').Node} Node */

/** What sets a rule of the house by a comment, or every rule. */
const DIRECTIVE =
	/^\s*eslint(?:-disable(?:-next-line|-line)?(?=[\s,'"]*(?:$|--)|.*house\/)|\s.*house\/)/s;

/** That a pure room uses something impure, once, with the reason: no way out is opened by it. */
const IMPURE_ONCE = /^\s*eslint-disable-next-line house\/pure -- /;

/**
 * No comment switches off the rules that guard the ways out.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const directives = {
	meta: {
		type: 'problem',
		schema: [],
		messages: {
			directive:
				"Line {{line}}: no comment may switch off every rule, or one of this house but 'house/pure', once and with a reason.",
		},
	},
	create(context) {
		/** @param {Node} comment */
		const check = ({ value, loc }) => {
			if (!DIRECTIVE.test(value) || IMPURE_ONCE.test(value)) return;
			context.report({
				// Before the first character, where no comment reaches: not even the one reported.
				loc: { line: 1, column: -1 },
				messageId: 'directive',
				data: { line: String(loc.start.line) },
			});
		};
		return {
			Program() {
				context.sourceCode.getAllComments().forEach(check);
			},
			SvelteHTMLComment: check,
		};
	},
};
