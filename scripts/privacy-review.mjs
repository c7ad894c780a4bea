/**
 * `npm run privacy-review`: writes the generated parts of `docs/privacy-review.md` anew from the data
 * of the app: criteria, flows, LINDDUN, channels. What stands around them is written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { importTypeScript } from './import-typescript.mjs';
import { withParts } from './privacy-review-parts.mjs';

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
writeFileSync(DOCUMENT, after);
console.log(`docs/privacy-review.md: ${before === after ? 'was current' : 'written anew'}`);
