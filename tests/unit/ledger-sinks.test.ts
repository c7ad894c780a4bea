import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { FLOWS, leavesDevice } from '../../src/lib/flows/register';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');

/** Sinks whose module is below the app, and who in the app notes what goes there. */
const NOTED_BY: Readonly<Record<string, readonly string[]>> = {
	passkey: ['src/lib/app/lock-setup.svelte.ts', 'src/lib/app/unlocking.svelte.ts'],
};

/** The browser itself gives a network address to whoever it asks; no module can note it. */
const BY_BROWSER = ['none', 'network-address'];

const LEAVING = FLOWS.filter(
	(flow) => leavesDevice(flow) && flow.data.some((data) => !BY_BROWSER.includes(data)),
);

const notes = (file: string, id: string) => read(file).includes(`ledger.note('${id}'`);

describe('the ledger of the register', () => {
	it('has sinks to look at', () => {
		expect(LEAVING.map(({ id }) => id)).toEqual(
			expect.arrayContaining(['code-on-screen', 'answer-on-screen', 'clipboard', 'download']),
		);
	});

	it.each(LEAVING)('every module of $id notes what leaves by it', ({ id, modules }) => {
		const silent = (NOTED_BY[id] ?? modules).filter((module) => !notes(module, id));
		expect(silent).toEqual([]);
	});

	it('says no of a module that does not', () => {
		expect(notes('src/lib/app/preferences.ts', 'clipboard')).toBe(false);
		expect(notes('src/lib/app/clipboard.ts', 'download')).toBe(false);
	});
});
