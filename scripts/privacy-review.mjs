/**
 * `npm run privacy-review`: writes the generated parts of `docs/privacy-review.md` anew from the data
 * of the app: criteria, flows, LINDDUN, channels. What stands around them is written by hand. With
 * `-- --check` it writes nothing: it says which lines it would change, and ends with 1 if any.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { importTypeScript } from './import-typescript.mjs';
import { changedLines, withParts } from './privacy-review-parts.mjs';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const DOCUMENT = fileURLToPath(new URL('../docs/privacy-review.md', import.meta.url));

/** @param {string} name */
const load = (name) => importTypeScript(`src/lib/flows/${name}.ts`);

const { FLOWS, BASES } = /** @type {typeof import('../src/lib/flows/register.ts')} */ (
	await load('register')
);
const { CRITERIA } = /** @type {typeof import('../src/lib/flows/criteria.ts')} */ (
	await load('criteria')
);
const { CHANNELS } = /** @type {typeof import('../src/lib/flows/channels.ts')} */ (
	await load('channels')
);
const { FIREFOX_VERSION } = /** @type {typeof import('../src/lib/flows/channels-firefox.ts')} */ (
	await load('channels-firefox')
);
const { LINDDUN, THREATS } = /** @type {typeof import('../src/lib/flows/linddun.ts')} */ (
	await load('linddun')
);

const before = readFileSync(DOCUMENT, 'utf8');
const after = withParts(before, {
	...{ flows: FLOWS, bases: BASES, criteria: CRITERIA },
	...{ channels: CHANNELS, firefoxVersion: FIREFOX_VERSION },
	...{ linddun: LINDDUN, threats: THREATS },
});
const name = 'docs/privacy-review.md';
if (before === after) console.log(`${name}: is current`);
else if (values.check) {
	console.log(`${name}: is not current\n${changedLines(before, after).join('\n')}`);
	process.exitCode = 1;
} else {
	writeFileSync(DOCUMENT, after);
	console.log(`${name}: written anew`);
}
