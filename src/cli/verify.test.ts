import { describe, expect, it } from 'vitest';
import { bytesToUtf8 } from '$lib/codec/bytes';
import { HANGZHOU_2020 } from '$lib/attest/rulesets';
import vectors from '../../tests/vectors/attest-rejected.json';
import {
	forge,
	HEADER,
	mintOf,
	NOW,
	OTHER_RULESET,
	patchCode,
	PAYLOAD,
} from '../../tests/fixtures/attest';
import { runIn } from './fake-io';

const { code, token } = mintOf('verify', {
	disclosure: { say: { atLeast: 4 }, facts: ['checkup-1y', 'sleep-7h-30d'] },
});

const verify = (stdin: string | Uint8Array, ...args: readonly string[]) =>
	runIn({ stdin, now: NOW }, 'verify', ...args);

async function verdictOn(stdin: string | Uint8Array, ...args: readonly string[]) {
	const { out, status } = await verify(stdin, '--json', ...args);
	const { verdict } = JSON.parse(out) as { verdict: string };
	// 0 for valid and for nothing else, whatever is asked.
	expect(status).toBe(verdict === 'valid' ? 0 : 1);
	return verdict;
}

/** The payload of a token, as the bytes say it. */
function payloadOf(text: string): string {
	return bytesToUtf8(Buffer.from(text.split('.')[1] ?? '', 'base64url')) ?? '';
}

describe('verify --json', () => {
	it('tells verdict, claims as they are in the token, and age', async () => {
		const line = `{"verdict":"valid","claims":${payloadOf(token)},"ageSeconds":10}\n`;
		expect(await verify(code, '--json')).toEqual({ status: 0, out: line, err: '' });
		expect(await verify(token, '--json')).toEqual({ status: 0, out: line, err: '' });
		const { token: bare } = mintOf('bare');
		expect((await verify(bare, '--json')).out).toBe(
			`{"verdict":"valid","claims":${payloadOf(bare)},"ageSeconds":10}\n`,
		);
	});

	it('tells no claims of what does not hold', async () => {
		const at = '2026-11-21T08:02:00Z';
		const ran = await verify(code, '--json', '--at', at);
		expect(ran).toEqual({
			status: 1,
			out: '{"verdict":"stale","claims":null,"ageSeconds":120}\n',
			err: '',
		});
		expect((await verify('', '--json')).out).toBe(
			'{"verdict":"unreadable","claims":null,"ageSeconds":null}\n',
		);
	});

	it.each(vectors.cases.filter((vector) => !('seenBefore' in vector)))('$name', async (vector) => {
		const number = 'spokenNumber' in vector ? [String(vector.spokenNumber).padStart(4, '0')] : [];
		const { out } = await runIn(
			{ stdin: `${vector.text}\n`, now: vector.now },
			...['verify', '--json', ...number.flatMap((digits) => ['--number', digits])],
		);
		expect(JSON.parse(out)).toMatchObject({ verdict: vector.verdict });
	});
});

describe('verify', () => {
	it('reads a file, or standard input by name or by none', async () => {
		const named = await runIn({ files: { 'code.txt': code }, now: NOW }, 'verify', 'code.txt');
		expect(named.status).toBe(0);
		expect(await verify(code)).toEqual(named);
		expect(await verify(code, '-')).toEqual(named);
	});

	it('takes off one line ending, and nothing else', async () => {
		for (const text of [code, token]) {
			expect(await verdictOn(`${text}\n`)).toBe('valid');
			expect(await verdictOn(`${text}\r\n`)).toBe('valid');
		}
		for (const extra of ['\n\n', '\r\n\r\n', '\r', ' ', ' \n']) {
			expect(await verdictOn(`${code}${extra}`)).toBe('unreadable');
		}
		expect(await verdictOn(`\n${code}`)).toBe('unreadable');
		expect(await verdictOn(`\uFEFF${code}`)).toBe('unreadable');
	});

	it('gives a verdict on what is no text', async () => {
		expect(await verdictOn(Uint8Array.of(0xff, 0xfe, 0x00))).toBe('unreadable');
		expect(await verdictOn(new Uint8Array(100_000))).toBe('unreadable');
	});

	it('compares the number that was said', async () => {
		const { code: numbered } = mintOf('number', { spokenNumber: 42 });
		expect(await verdictOn(numbered, '--number', '0042')).toBe('valid');
		expect(await verdictOn(numbered, '--number', '0043')).toBe('wrong-nonce');
		expect(await verdictOn(numbered)).toBe('valid');
	});

	it('says in words what the code says, and that it is self-declared', async () => {
		const { out } = await verify(code);
		expect(out).toMatch(/^verdict +valid: /);
		expect(out).toMatch(/^age +10 seconds$/m);
		expect(out).toMatch(/^says +band 4 or higher, at least yellow$/m);
		expect(out.match(/^fact +\S+$/gm)).toHaveLength(2);
		expect(out).toContain(`hangzhou-2020@1.0.0 ${HANGZHOU_2020.hash}\n`);
		const { out: band } = await verify(mintOf('band').code);
		expect(band).toMatch(/^says +band 5, green$/m);
	});

	it.each([
		['valid', code],
		['sample', mintOf('sample', { mode: 'sample' }).code],
		['unknown-ruleset', forge(HEADER, { ...PAYLOAD, rs: OTHER_RULESET })],
		['bad-signature', patchCode(code, { 1: 0x15 })],
		['unreadable', 'hello'],
	])('says with %s, as with every verdict, that it is self-declared', async (verdict, text) => {
		const { out, status } = await verify(text);
		expect(out.startsWith(`verdict  ${verdict}: `)).toBe(true);
		expect(out).toContain('\nSelf-declared: anyone can write any colour');
		expect(status).toBe(verdict === 'valid' ? 0 : 1);
	});

	it('gives an unknown ruleset no name', async () => {
		const { out } = await verify(forge(HEADER, { ...PAYLOAD, rs: OTHER_RULESET }));
		expect(out).toContain(`ruleset  ${OTHER_RULESET}\n`);
	});

	it.each<[readonly string[], string]>([
		[['a', 'b'], 'FILE: expected at most one'],
		[['--number', '42'], '--number: expected four digits'],
		[['--at', '2026-11-21'], '--at: expected an RFC 3339 time'],
	])('refuses %j', async (args, message) => {
		const ran = await verify(code, ...args);
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err.startsWith(`tessera: ${message}`)).toBe(true);
		expect(ran.err).toMatch(/^[^\n]+; see tessera verify --help\n$/);
	});

	it('does not take a file that cannot be read for a code that is bad', async () => {
		expect(await verify(code, 'none.txt')).toEqual({
			status: 2,
			out: '',
			err: 'tessera: none.txt: cannot be read (ENOENT)\n',
		});
	});
});
