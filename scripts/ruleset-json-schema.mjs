import { toJsonSchema } from '@valibot/to-json-schema';
import { format, resolveConfig } from 'prettier';

/**
 * `tessera.ruleset/1` as a JSON Schema (draft 2020-12), as the text of the file.
 *
 * @param {string} file its path, for the style of the project
 * @param {import('valibot').GenericSchema<unknown, unknown>} schema
 */
export async function rulesetJsonSchema(file, schema) {
	const shape = toJsonSchema(schema, {
		target: 'draft-2020-12',
		// A check is a function; what it says stands beside it as metadata.
		ignoreActions: ['check'],
		overrideAction: ({ valibotAction, jsonSchema }) =>
			valibotAction.type === 'metadata' && 'metadata' in valibotAction
				? { ...jsonSchema, .../** @type {object} */ (valibotAction.metadata) }
				: undefined,
	});
	const document = {
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		title: 'tessera.ruleset/1',
		description: 'A ruleset of Tessera: everything that a score is made of, as data.',
		...shape,
	};
	return format(JSON.stringify(document), { ...(await resolveConfig(file)), filepath: file });
}
