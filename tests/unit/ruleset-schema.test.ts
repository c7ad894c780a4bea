import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rulesetJsonSchema } from '../../scripts/ruleset-json-schema.mjs';
import { rulesetSchema } from '../../src/lib/score/ruleset-schema';

const FILE = fileURLToPath(new URL('../../docs/ruleset.schema.json', import.meta.url));

describe('docs/ruleset.schema.json', () => {
	it('is what the app reads rulesets by (else: npm run ruleset-schema)', async () => {
		expect(readFileSync(FILE, 'utf8')).toBe(await rulesetJsonSchema(FILE, rulesetSchema));
	});

	it('says what the checks say, which are functions in the app', () => {
		const schema = JSON.parse(readFileSync(FILE, 'utf8')) as {
			properties: Record<string, { properties: Record<string, unknown>; maxItems?: number }>;
		};
		expect(schema.properties['clamp']?.properties['fromMilli']).toEqual({
			...{ type: 'integer', minimum: -1_000_000, maximum: 1_000_000 },
		});
		expect(schema.properties['bands']).toMatchObject({ minItems: 5, maxItems: 5 });
	});
});
