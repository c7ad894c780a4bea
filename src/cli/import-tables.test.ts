import { expect, it } from 'vitest';
import { NOW } from '../../tests/fixtures/attest';
import { runIn } from './fake-io';

const MAPPING = {
	...{ delimiter: ',', hasHeader: true, dateOrder: 'ymd', decimal: '.', source: 'Scale' },
	...{ fields: ['date', 'steps'], units: [null, null] },
};
const files = {
	'a.csv': 'date,steps\n2026-11-01,5000\n2026-11-02,6000\n',
	'b.csv': 'date,weight (kg),steps\n2026-11-01,70,5000\n',
	'd.csv': 'date,steps\n25/11/2026,5000\n26/11/2026,6000\n',
	'm.json': JSON.stringify(MAPPING),
	'w.json': JSON.stringify({ ...MAPPING, dateOrder: 'mdy' }),
};
const run = (...args: readonly string[]) => runIn({ files, now: NOW }, 'import', ...args);

it('reads the first table as the mapping says, and leaves out one with other columns', async () => {
	const { status, out } = await run('a.csv', 'b.csv', '--csv', 'm.json');
	expect(status).toBe(0);
	expect(out).toMatch(/^file +- +not-mapped +b\.csv$/m);
	expect(out).toMatch(/^found +steps +2 /m);
});

it('refuses a mapping by which no row has a date', async () => {
	const { err } = await run('d.csv', '--csv', 'w.json');
	expect(err).toBe('tessera: d.csv: no row has a date as --csv says\n');
});
