import { describe, expect, it } from 'vitest';
import { CODE_LENGTH } from '$lib/attest/envelope';
import { IAT, mintOf, NOW, seededRandom } from '../../tests/fixtures/attest';
import { runIn } from './fake-io';

const world = () => ({ now: NOW, random: seededRandom('mint') });
const mint = (...args: readonly string[]) => runIn(world(), 'mint', ...args);

interface Verified {
	readonly verdict: string;
	readonly claims: Readonly<Record<string, unknown>> | null;
	readonly ageSeconds: number | null;
}

async function verified(stdin: string, ...args: readonly string[]): Promise<Verified> {
	const { out } = await runIn({ stdin, now: NOW }, 'verify', '--json', ...args);
	return JSON.parse(out) as Verified;
}

describe('mint', () => {
	it('writes what the app would show, or copy', async () => {
		const { code, token } = mintOf('mint', { disclosure: { say: { band: 2 }, facts: [] } });
		expect(await mint('--band', '2')).toEqual({ status: 0, out: `${code}\n`, err: '' });
		expect(await mint('--band', '2', '--text')).toEqual({ status: 0, out: `${token}\n`, err: '' });
		expect(code).toHaveLength(CODE_LENGTH);
	});

	it.each(['1', '2', '3', '4', '5'])('says band %s, and verify agrees', async (band) => {
		for (const form of [[], ['--text']]) {
			const { out } = await mint('--band', band, ...form);
			expect(await verified(out)).toMatchObject({
				verdict: 'valid',
				claims: { band: Number(band) },
				ageSeconds: 10,
			});
		}
	});

	it.each(['2', '3', '4', '5'])('says at least %s, and verify agrees', async (atLeast) => {
		const { out } = await mint('--at-least', atLeast);
		const { verdict, claims } = await verified(out);
		expect(verdict).toBe('valid');
		expect(claims).toMatchObject({ atLeast: Number(atLeast) });
		expect(claims).not.toHaveProperty('band');
		expect(claims).not.toHaveProperty('facts');
	});

	it('puts facts in their order', async () => {
		const { out } = await mint('--band', '5', '--fact', 'exercise-30d', '--fact', 'checkup-1y');
		expect((await verified(out)).claims?.facts).toEqual(['checkup-1y', 'exercise-30d']);
		const one = await mint('--band', '5', '--fact', 'sleep-7h-30d');
		expect((await verified(one.out)).claims?.facts).toEqual(['sleep-7h-30d']);
	});

	it.each(['0000', '0042', '9999'])('carries the number %s', async (number) => {
		const { out } = await mint('--band', '5', '--number', number);
		expect((await verified(out, '--number', number)).verdict).toBe('valid');
		expect((await verified(out, '--number', '1234')).verdict).toBe('wrong-nonce');
	});

	it('mints for another time', async () => {
		const { out } = await mint('--band', '5', '--at', '2026-11-20T20:00:59.9+08:00');
		expect((await verified(out)).verdict).toBe('expired');
		const at = '2026-11-20T12:01:00Z';
		expect(await verified(out, '--at', at)).toMatchObject({
			verdict: 'valid',
			claims: { iat: Date.UTC(2026, 10, 20, 12, 0, 30) / 1000 },
			ageSeconds: 30,
		});
	});

	it('makes two codes that share only what they say, the ruleset and the half minute', async () => {
		const [one, other] = await Promise.all(
			['one', 'other'].map((seed) =>
				runIn({ now: NOW, random: seededRandom(seed) }, 'mint', '--band', '5'),
			),
		);
		expect(one?.out).not.toBe(other?.out);
		const first = (await verified(one?.out ?? '')).claims;
		const second = (await verified(other?.out ?? '')).claims;
		expect(first).toEqual({ ...second, nonce: first?.nonce });
		expect(first).toMatchObject({ iat: IAT });
	});

	it.each<[readonly string[], string]>([
		[[], 'expected either --band or --at-least'],
		[['--band', '5', '--at-least', '5'], 'expected either --band or --at-least'],
		...['0', '6', '05', '5.0', 'green', ''].map(
			(band) => [[`--band=${band}`], '--band: expected 1 to 5'] as [string[], string],
		),
		[['--at-least', '1'], '--at-least: expected 2 to 5'],
		[['--at-least', '6'], '--at-least: expected 2 to 5'],
		[['--band', '5', '--fact', 'tall'], '--fact: expected different ones of checkup-1y, '],
		[['--band', '5', '--fact', 'checkup-1y', '--fact', 'checkup-1y'], '--fact: expected different'],
		[
			[
				...['--band', '5', '--fact', 'checkup-1y', '--fact', 'sleep-7h-30d'],
				...['--fact', 'exercise-30d'],
			],
			'--fact: expected at most 2',
		],
		[['--band', '5', '--number', '42'], '--number: expected four digits'],
		[['--band', '5', '--number', '10000'], '--number: expected four digits'],
		[['--band', '5', '--at', 'noon'], '--at: expected an RFC 3339 time'],
		[['--band', '5', '--at', '1969-12-31T23:59:59Z'], '--at: expected a time from 1970 to 2106'],
		[['--band', '5', '--at', '2106-02-07T06:28:30Z'], '--at: expected a time from 1970 to 2106'],
		[['--band', '5', 'records.json'], 'expected options only'],
		[['--band', '-5'], "Option '--band' argument is ambiguous"],
		[['--band', '5', '--band', '4'], '--band: expected once'],
	])('refuses %j', async (args, message) => {
		const ran = await mint(...args);
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err.startsWith(`tessera: ${message}`)).toBe(true);
		expect(ran.err).toMatch(/^[^\n]+; see tessera mint --help\n$/);
	});
});
