import { describe, expect, it } from 'vitest';
import { HANGZHOU_2020 } from '$lib/attest/rulesets';
import { canonicalJson } from '$lib/codec/canonical-json';
import { hangzhou2020 } from '$lib/score/builtin';
import { parseRuleset } from '$lib/score/ruleset';
import { runIn } from './fake-io';

const PIN = { status: 0, out: `${HANGZHOU_2020.hash}\n`, err: '' };

describe('ruleset', () => {
	it('hashes a built-in ruleset to the pin that verifiers know', async () => {
		expect(await runIn({}, 'ruleset', 'hash', 'hangzhou-2020')).toEqual(PIN);
		expect(await runIn({}, 'ruleset', 'hash', 'hangzhou-2020@1.0.0')).toEqual(PIN);
	});

	it('shows a document that hashes to the same pin, however it is laid out', async () => {
		const shown = await runIn({}, 'ruleset', 'show', 'hangzhou-2020');
		const document: unknown = JSON.parse(shown.out);
		expect(parseRuleset(document)).toEqual({ ok: true, value: hangzhou2020 });
		for (const stdin of [shown.out, canonicalJson(hangzhou2020)]) {
			expect(await runIn({ stdin }, 'ruleset', 'hash', '-')).toEqual(PIN);
			expect(await runIn({ files: { f: stdin } }, 'ruleset', 'hash', 'f')).toEqual(PIN);
		}
	});

	it('gives a changed ruleset another hash', async () => {
		const stdin = canonicalJson({ ...hangzhou2020, version: '1.0.1' });
		const { out, status } = await runIn({ stdin }, 'ruleset', 'hash', '-');
		expect(status).toBe(0);
		expect(out).toMatch(/^[\w-]{43}\n$/);
		expect(out).not.toBe(PIN.out);
	});

	it('hashes no document that is not a ruleset', async () => {
		const stdin = canonicalJson({ ...hangzhou2020, version: 'one' });
		expect(await runIn({ stdin }, 'ruleset', 'hash', '-')).toMatchObject({
			status: 2,
			out: '',
			err: expect.stringMatching(
				/^tessera: ruleset standard input: version: expected major\.minor\.patch\n$/,
			) as string,
		});
	});

	it.each<[string, unknown, string]>([
		[
			'a text that would forge a line',
			{ title: { en: 'A\u001B[31mRED\nscore     99 green', zh: '规则' } },
			'title.en: expected text on one line, without control or direction characters',
		],
		[
			'a text for a number',
			{ baseline: { ...hangzhou2020.baseline, milli: '4321' } },
			'baseline.milli: expected a number',
		],
		['a number for an object', { baseline: 4321 }, 'baseline: expected an object'],
		['an object for a list', { bands: {} }, 'bands: expected an array'],
		['a number for a text', { id: 4321 }, 'id: expected a text'],
	])('refuses %s, and says what it expected', async (_, change, message) => {
		const stdin = JSON.stringify({ ...hangzhou2020, ...(change as object) });
		const { status, out, err } = await runIn({ stdin }, 'ruleset', 'hash', '-');
		expect({ status, out, err }).toEqual({
			...{ status: 2, out: '' },
			err: `tessera: ruleset standard input: ${message}\n`,
		});
	});

	it('names what has an id already', async () => {
		const rules = hangzhou2020.lifestyle.rules.map((rule) => ({ ...rule, id: 'clamp' }));
		const stdin = JSON.stringify({
			...hangzhou2020,
			lifestyle: { ...hangzhou2020.lifestyle, rules },
		});
		expect((await runIn({ stdin }, 'ruleset', 'hash', '-')).err).toMatch(
			/^tessera: .*: lifestyle\.rules\[0\]\.id: expected another one, clamp has it/,
		);
	});

	it.each<[readonly string[], string]>([
		[[], 'expected hash or show'],
		[['list'], 'expected hash or show'],
		[['hash'], 'hash: expected one ruleset'],
		[['show', 'a', 'b'], 'show: expected one ruleset'],
		[['show', 'own.json'], 'show: expected one of hangzhou-2020, life-essential-8'],
	])('refuses %j', async (args, message) => {
		expect(await runIn({}, 'ruleset', ...args)).toEqual({
			status: 2,
			out: '',
			err: `tessera: ${message}; see tessera ruleset --help\n`,
		});
	});

	it('names what is built in when a file is missing', async () => {
		expect(await runIn({}, 'ruleset', 'hash', 'none')).toEqual({
			status: 2,
			out: '',
			err: 'tessera: ruleset none: cannot be read (ENOENT); built in: hangzhou-2020, life-essential-8\n',
		});
	});
});
