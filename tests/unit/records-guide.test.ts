import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BOUNDS } from '../../src/lib/records/bounds';
import { SIGNATURES } from '../../src/lib/records/kinds';
import { emptyRecords, MAX_DAYS, parseRecords } from '../../src/lib/records/records';

const page = readFileSync(new URL('../../docs/records.md', import.meta.url), 'utf8');

describe('docs/records.md', () => {
	it('has an example that is read, with every member', () => {
		const [, example = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
		const parsed = parseRecords(JSON.parse(example));
		expect(parsed).toMatchObject({ ok: true });
		expect(Object.keys(JSON.parse(example) as object).sort()).toEqual(
			[...Object.keys(emptyRecords()), 'prefer'].sort(),
		);
	});

	it('has the bounds and decimals of every kind', () => {
		const row = /^\| (?:`bp`: )?`([a-z0-9-]+)`[^|]* \| [^|]+ \| ([\d.]+) \| (\d+) \| (\d) \|$/gm;
		const rows = Array.from(page.matchAll(row), ([, kind = '', min, max, decimals]) => [
			kind,
			{ min: Number(min), max: Number(max), decimals: Number(decimals) },
		]);
		expect(Object.fromEntries(rows)).toEqual(BOUNDS);
	});

	it('names how many entries there may be, and the signatures', () => {
		expect(page).toContain(`at most ${String(MAX_DAYS)} |`);
		for (const signature of SIGNATURES) expect(page).toContain(`\`${signature}\``);
	});
});
