import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesToBase64url } from '$lib/codec/base64url';
import { utf8ToBytes } from '$lib/codec/bytes';
import { canonicalJson } from '$lib/codec/canonical-json';
import { sha256 } from '$lib/codec/sha256';
import { findRuleset, HANGZHOU_2020, KNOWN_RULESETS } from './rulesets';

describe('the table of known rulesets', () => {
	it.each(KNOWN_RULESETS.map((ruleset) => [ruleset.id, ruleset] as const))(
		'pins the document of %s',
		(id, { hash, version, title }) => {
			const file = new URL(`../score/rulesets/${id}.json`, import.meta.url);
			const document = JSON.parse(readFileSync(file, 'utf8')) as object;
			expect(document).toMatchObject({ id, version, title });
			expect(bytesToBase64url(sha256(utf8ToBytes(canonicalJson(document))))).toBe(hash);
		},
	);

	it('is searched by hash', () => {
		expect(findRuleset(KNOWN_RULESETS, HANGZHOU_2020.hash)).toBe(HANGZHOU_2020);
		expect(findRuleset(KNOWN_RULESETS, 'A'.repeat(43))).toBeNull();
		expect(findRuleset([], HANGZHOU_2020.hash)).toBeNull();
	});
});
