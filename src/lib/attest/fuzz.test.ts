/**
 * Hostile input at every reader: no throw, no slow path, and no damage that is still `valid`.
 * `FUZZ_RUNS` sets how many inputs each property tries.
 */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { encode, forge, HEADER, mintOf, NOW, PAYLOAD } from '../../../tests/fixtures/attest';
import { base45ToBytes, bytesToBase45 } from '$lib/codec/base45';
import { base64urlToBytes } from '$lib/codec/base64url';
import { bytesToUtf8 } from '$lib/codec/bytes';
import { parseStrictJson } from '$lib/codec/strict-json';
import { parseCode } from './envelope';
import { KNOWN_RULESETS } from './rulesets';
import { parseSpokenNumber } from './spoken-number';
import { parseToken } from './token';
import { VERDICTS, type Verdict } from './verdict';
import { verifyCode } from './verify';

const numRuns = Number(process.env.FUZZ_RUNS ?? 1000);
vi.setConfig({ testTimeout: 10_000 + numRuns * 20 });

/** Milliseconds. Half of all inputs must be far below, and none may take so long as to be a lever. */
const MEDIAN_LIMIT = 50;
const MAX_LIMIT = 1000;

const OPTIONS = { now: NOW, knownRulesets: KNOWN_RULESETS };
const { code, token } = mintOf('fuzz', {
	disclosure: { say: { atLeast: 4 }, facts: ['checkup-1y', 'sleep-7h-30d'] },
});
const CODE_BYTES = base45ToBytes(code.slice(4)) ?? new Uint8Array();

/** Runs the property and bounds the time of its `run`, which must not throw. */
function fuzz<T>(inputs: fc.Arbitrary<T>, run: (input: T) => unknown): void {
	const times: number[] = [];
	fc.assert(
		fc.property(inputs, (input) => {
			const start = performance.now();
			run(input);
			times.push(performance.now() - start);
		}),
		{ numRuns },
	);
	times.sort((a, b) => a - b);
	expect(times[times.length >> 1]).toBeLessThan(MEDIAN_LIMIT);
	expect(times.at(-1)).toBeLessThan(MAX_LIMIT);
}

function verdictOf(text: string): Verdict {
	const { verdict, claims } = verifyCode(text, OPTIONS);
	expect(VERDICTS).toContain(verdict);
	expect(claims !== null).toBe(['valid', 'unknown-ruleset', 'sample'].includes(verdict));
	return verdict;
}

const anyText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 300 }),
	fc.string({ unit: 'grapheme', maxLength: 300 }),
	// Lone surrogates too.
	fc
		.array(fc.nat({ max: 0xffff }), { maxLength: 300 })
		.map((units) => String.fromCharCode(...units)),
	fc
		.tuple(fc.constantFrom('A', '[', '{"a":', '~', '.', 'A.', 'A~', ' ', '\\u', '"'), fc.nat(5000))
		.map(([piece, times]) => piece.repeat(times)),
);
const base45Text = fc.string({
	unit: fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:')),
	minLength: 220,
	maxLength: 235,
});
const base64urlText = fc.string({
	unit: fc.constantFrom(...Array.from('ABab01-_.~')),
	maxLength: 300,
});

/** A valid text with one stretch cut out, replaced or doubled. */
const mutated = (text: string) =>
	fc
		.tuple(
			fc.nat({ max: text.length }),
			fc.nat({ max: 4 }),
			fc.string({ unit: 'binary', maxLength: 4 }),
		)
		.map(([at, length, put]) => text.slice(0, at) + put + text.slice(at + length))
		.filter((changed) => changed.trim() !== text);

const json = fc.jsonValue({ maxDepth: 4 });

describe('any text', () => {
	it.each<[string, (text: string) => unknown]>([
		['base45ToBytes', base45ToBytes],
		['base64urlToBytes', base64urlToBytes],
		['parseStrictJson', (text) => parseStrictJson(text, { maxDepth: 8, maxLength: 4096 })],
		['parseCode', parseCode],
		['parseToken', parseToken],
		['parseSpokenNumber', parseSpokenNumber],
		['verifyCode', verdictOf],
	])('does not make %s throw or linger', (_, read) => {
		fuzz(fc.oneof(anyText, base45Text, base64urlText), read);
	});

	it('does not make verifyCode throw or linger behind any prefix', () => {
		const prefix = fc.constantFrom('TB1:', 'TQ1:', 'TR1:', 'TB2:', 'TB');
		fuzz(fc.tuple(prefix, fc.oneof(anyText, base45Text)), ([start, text]) => {
			expect(verdictOf(start + text)).not.toBe('valid');
		});
	});

	it('does not make bytesToUtf8 throw', () => {
		fuzz(fc.uint8Array({ maxLength: 300 }), bytesToUtf8);
	});
});

describe('mutations of what is valid', () => {
	it('never leave a code valid', () => {
		fuzz(mutated(code), (text) => {
			expect(verdictOf(text)).not.toBe('valid');
		});
	});

	it('never leave a token valid', () => {
		fuzz(mutated(token), (text) => {
			expect(verdictOf(text)).not.toBe('valid');
		});
	});

	it('never leave any changed byte of an envelope accepted', () => {
		const change = fc.tuple(fc.nat({ max: 150 }), fc.integer({ min: 1, max: 255 }));
		fuzz(change, ([at, mask]) => {
			const bytes = CODE_BYTES.map((byte, index) => (index === at ? byte ^ mask : byte));
			expect(['unreadable', 'bad-signature']).toContain(verdictOf(`TB1:${bytesToBase45(bytes)}`));
		});
	});

	it('end in a verdict for any envelope of the right length', () => {
		fuzz(fc.uint8Array({ minLength: 151, maxLength: 151 }), (bytes) => {
			expect(['unreadable', 'bad-signature']).toContain(verdictOf(`TB1:${bytesToBase45(bytes)}`));
		});
	});
});

describe('rightly signed nonsense', () => {
	it('ends in a verdict for any JSON as header and payload', () => {
		fuzz(fc.tuple(json, json), ([header, payload]) => {
			const text = forge(JSON.stringify(header), JSON.stringify(payload));
			expect(['unreadable', 'unsupported']).toContain(verdictOf(text));
		});
	});

	it('ends in a verdict for any value of any claim', () => {
		const name = fc.constantFrom(...Object.keys(PAYLOAD), 'atLeast', 'score', '__proto__');
		fuzz(fc.tuple(name, json), ([claim, value]) => {
			const rest = Object.entries(PAYLOAD).filter(([other]) => other !== claim);
			const members = [...rest, [claim, value]].map(
				([key, member]) => `${JSON.stringify(key)}:${JSON.stringify(member)}`,
			);
			const verdict = verdictOf(forge(HEADER, `{${members.join(',')}}`));
			if (claim === 'score' || claim === '__proto__') expect(verdict).toBe('unsupported');
		});
	});

	it('ends in a verdict for any bytes as header and payload', () => {
		const bytes = fc.uint8Array({ maxLength: 200 });
		fuzz(fc.tuple(bytes, bytes), ([header, payload]) => {
			expect(verdictOf(`${encode(header)}.${encode(payload)}.${'A'.repeat(86)}~`)).toBe(
				'unreadable',
			);
		});
	});
});
