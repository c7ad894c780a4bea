import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '$lib/codec/bytes';
import { coded, observation } from '../../../tests/fixtures/intake/fhir-resources';
import { WrittenDown } from '../../../tests/fixtures/intake/fhir-sink';
import { inputOfBytes } from './bytes-input';
import { fhir } from './fhir';

const summary = new Uint8Array(
	readFileSync(new URL('../../../tests/fixtures/intake/fhir-summary.json', import.meta.url)),
);

async function read(content: Uint8Array | string) {
	const bytes = typeof content === 'string' ? utf8ToBytes(content) : content;
	const sink = new WrittenDown();
	const end = await fhir.read(inputOfBytes(bytes, 'a.json'), sink, {
		zone: 'Asia/Shanghai',
		today: '2026-11-22',
	});
	return { end, sink };
}

describe('a file', () => {
	it('may be as deep as it likes', async () => {
		const depth = 200_000;
		const deep = '['.repeat(depth) + ']'.repeat(depth);
		const text = JSON.stringify(observation({ code: coded('8480-6') }));
		for (const name of ['note', 'code', 'effectivePeriod', 'valueQuantity']) {
			const { end, sink } = await read(text.replace(/}$/, `,"${name}":${deep}}`));
			expect(['whole', 'malformed']).toContain(end);
			expect(sink.observations).toEqual([]);
		}
	});

	it('of any bytes is survived', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.nat(summary.length - 1), fc.integer({ min: 0, max: 255 }))),
				fc.nat(summary.length),
				async (changes, length) => {
					const bytes = summary.slice(0, length);
					for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
					const { end } = await read(bytes);
					expect(['whole', 'truncated', 'malformed', 'unknown-layout']).toContain(end);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('of any JSON in the place of any member is survived', async () => {
		const text = new TextDecoder().decode(summary);
		const members = [...new Set(Array.from(text.matchAll(/"(\w+)":/g), ([, name]) => name))];
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...members), fc.jsonValue(), async (name, value) => {
				const changed: unknown = JSON.parse(text, (key, old: unknown) =>
					key === name ? value : old,
				);
				const { sink } = await read(JSON.stringify(changed));
				const values = sink.observations.flatMap((found) =>
					found.kind === 'bp' ? [found.systolic, found.diastolic] : [found.value],
				);
				expect(values.every(Number.isFinite)).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});
});
