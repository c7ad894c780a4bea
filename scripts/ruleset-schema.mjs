/**
 * `npm run ruleset-schema`: writes `docs/ruleset.schema.json` anew from the schema that the app reads
 * rulesets by. What a shape cannot say (order, references, names used once) is in docs/rulesets.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { importTypeScript } from './import-typescript.mjs';
import { rulesetJsonSchema } from './ruleset-json-schema.mjs';

const FILE = fileURLToPath(new URL('../docs/ruleset.schema.json', import.meta.url));

const { rulesetSchema } = /** @type {typeof import('../src/lib/score/ruleset-schema.ts')} */ (
	await importTypeScript('src/lib/score/ruleset-schema.ts')
);
const text = await rulesetJsonSchema(FILE, rulesetSchema);
const isCurrent = readFileSync(FILE, { encoding: 'utf8', flag: 'a+' }) === text;
writeFileSync(FILE, text);
console.log(`docs/ruleset.schema.json: ${isCurrent ? 'was current' : 'written anew'}`);
