/** What a person's data is entrusted to, counted and named. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { expect, it } from 'vitest';

const read = (name: string) => readFileSync(resolve(import.meta.dirname, '../..', name), 'utf8');

const { dependencies } = JSON.parse(read('package.json')) as {
	dependencies: Readonly<Record<string, string>>;
};
const { packages } = JSON.parse(read('package-lock.json')) as {
	packages: Readonly<Record<string, { dev?: boolean; peer?: boolean }>>;
};
const text = read('docs/dependencies.md');

it('names each runtime dependency and its reason, and there are fewer than 24', () => {
	const named = [...text.matchAll(/^\| `([^`]+)` \| .{20,} \|$/gm)].map(([, name]) => name);
	expect(named.sort()).toEqual(Object.keys(dependencies).sort());
	expect(named.length).toBeLessThan(24);
});

it('tells how many packages come with them', () => {
	const all = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
	expect(text).toContain(`lists **${String(all.length)} packages**`);
	expect(text).toContain(`- ${String(Object.keys(dependencies).length)} are named above`);
});
