import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { CHANNELS } from '../../src/lib/flows/channels';
import { FIREFOX_VERSION, IN_FIREFOX } from '../../src/lib/flows/channels-firefox';
import { CRITERIA } from '../../src/lib/flows/criteria';
import { LINDDUN, THREATS } from '../../src/lib/flows/linddun';
import { BASES, FLOWS } from '../../src/lib/flows/register';
import { changedLines, reviewParts, withParts } from '../../scripts/privacy-review-parts.mjs';

const root = resolve(import.meta.dirname, '../..');
const text = readFileSync(resolve(root, 'docs/privacy-review.md'), 'utf8');
const data = {
	...{ flows: FLOWS, bases: BASES, criteria: CRITERIA },
	...{ channels: CHANNELS, firefoxVersion: FIREFOX_VERSION },
	...{ linddun: LINDDUN, threats: THREATS },
};

describe('docs/privacy-review.md', () => {
	it('is current: npm run privacy-review would change nothing', () => {
		expect(withParts(text, data) === text).toBe(true);
	});

	it('would not be with one word changed in the data', () => {
		const [first, ...rest] = FLOWS;
		if (first === undefined) throw new Error('The register is empty');
		const flows = [{ ...first, retention: { ...first.retention, en: 'For ever' } }, ...rest];
		expect(withParts(text, { ...data, flows })).not.toBe(text);
		expect(() => withParts('no place', data)).toThrow("No place for 'criteria'");
	});

	it('is checked by a flag, which writes nothing; another flag is refused', () => {
		const document = resolve(root, 'docs/privacy-review.md');
		const { mtimeMs } = statSync(document);
		const run = (...flags: string[]) =>
			spawnSync(process.execPath, ['scripts/privacy-review.mjs', ...flags], {
				...{ cwd: root, encoding: 'utf8' },
			});
		const checked = run('--check');
		expect(checked.stdout).toContain('docs/privacy-review.md: is current');
		expect(checked.status).toBe(0);
		const refused = run('--chekc');
		expect(refused.stderr).toContain("Unknown option '--chekc'");
		expect(refused.status).toBe(1);
		expect(statSync(document).mtimeMs).toBe(mtimeMs);
	});

	it('is compared line by line', () => {
		expect(changedLines('a\nb\nc', 'a\nB\nc\nd')).toEqual(['- b', '+ B', '+ d']);
		expect(changedLines('a\nb', 'a\nb')).toEqual([]);
	});

	it('has a row for each flow, criterion and channel', () => {
		const rows = (part: string | undefined) => (part?.split('\n').length ?? 0) - 2;
		const parts = reviewParts(data);
		expect(rows(parts['flows'])).toBe(FLOWS.length);
		expect(rows(parts['linddun'])).toBe(FLOWS.length);
		expect(rows(parts['criteria'])).toBe(CRITERIA.length);
		expect(rows(parts['channels'])).toBe(CHANNELS.length);
	});

	it('says of each channel that is tried in Chromium what was measured in Firefox', () => {
		// Headers are looked at where they are sent: a browser adds nothing.
		const tried = CHANNELS.filter(({ id, test }) => test?.includes('/e2e/') && id !== 'reports');
		expect(Object.keys(IN_FIREFOX).sort()).toEqual(tried.map(({ id }) => id).sort());
		expect(text).toContain(`| in Firefox ${FIREFOX_VERSION} |`);
		for (const { id, name } of tried) {
			const row = text.split('\n').find((line) => line.startsWith(`| ${name.en} |`));
			expect(row?.split(' | ')[2], id).toMatch(/^(?:same|not there|\*\*nothing\*\*|[a-z, ]+)$/);
		}
	});

	it('would not be current with another result in Firefox', () => {
		const channels = CHANNELS.map((channel) =>
			channel.id === 'webrtc' ? { ...channel, firefox: [] } : channel,
		);
		expect(withParts(text, { ...data, channels })).not.toBe(text);
	});

	it('names files that are there', () => {
		const named = text.match(/(?<=[`(])(?:docs|scripts|src|tests)\/[\w./()-]*\.\w+(?=[`)])/g) ?? [];
		expect(named.length).toBeGreaterThan(40);
		expect([...new Set(named)].filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
	});
});
