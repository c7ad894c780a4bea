import { DcqlQuery as Dcql, type DcqlCredential } from 'dcql';
import { describe, expect, it } from 'vitest';
import type { Asked } from './asked';
import type { Disclosure } from './claims';
import { toDcql, type DcqlQuery } from './dcql';

/** What the package makes of the query; it wants lists that can be written to. */
function parse(query: DcqlQuery) {
	const parsed = Dcql.parse(JSON.parse(JSON.stringify(query)) as Dcql.Input);
	Dcql.validate(parsed);
	return parsed;
}

function credential({ say, facts }: Disclosure): DcqlCredential {
	return {
		credential_format: 'dc+sd-jwt',
		vct: 'urn:tessera:band:1',
		cryptographic_holder_binding: false,
		claims: { ...say, ...(facts.length > 0 ? { facts: [...facts] } : {}) },
	};
}

const satisfies = (asked: Asked, disclosure: Disclosure) =>
	Dcql.query(parse(toDcql({ asked })), [credential(disclosure)]).can_be_satisfied;

describe('toDcql', () => {
	it('is the query of OpenID4VP', () => {
		const asked: Asked = { say: { atLeast: 4 }, facts: ['checkup-1y', 'exercise-30d'] };
		expect(toDcql({ asked })).toEqual({
			credentials: [
				{
					id: 'band',
					format: 'dc+sd-jwt',
					meta: { vct_values: ['urn:tessera:band:1'] },
					require_cryptographic_holder_binding: false,
					claims: [
						{ path: ['atLeast'], values: [4] },
						{ path: ['facts', null], values: ['checkup-1y', 'exercise-30d'] },
					],
				},
			],
		});
		expect(toDcql({ asked: { say: 'band', facts: [] } }).credentials[0].claims).toEqual([
			{ path: ['band'] },
		]);
	});

	it.each<Asked>([
		{ say: 'band', facts: [] },
		{ say: 'band', facts: ['sleep-7h-30d'] },
		{ say: { atLeast: 2 }, facts: [] },
		{ say: { atLeast: 5 }, facts: ['checkup-1y', 'no-smoking-30d'] },
	])('is parsed and validated by others without a change: %j', (asked) => {
		const query = toDcql({ asked });
		expect(parse(query)).toMatchObject(query);
	});

	it('is satisfied by what was asked', () => {
		const facts = ['checkup-1y'] as const;
		expect(satisfies({ say: 'band', facts }, { say: { band: 2 }, facts })).toBe(true);
		expect(satisfies({ say: { atLeast: 4 }, facts }, { say: { atLeast: 4 }, facts })).toBe(true);
	});

	it('is, unlike a request of ours, not satisfied by less', () => {
		const asked: Asked = { say: { atLeast: 4 }, facts: ['checkup-1y'] };
		expect(satisfies(asked, { say: { atLeast: 3 }, facts: ['checkup-1y'] })).toBe(false);
		expect(satisfies(asked, { say: { atLeast: 4 }, facts: [] })).toBe(false);
		expect(satisfies({ say: 'band', facts: [] }, { say: { atLeast: 5 }, facts: [] })).toBe(false);
	});

	it('is, unlike a request of ours, satisfied by either of two facts', () => {
		const asked: Asked = { say: 'band', facts: ['checkup-1y', 'exercise-30d'] };
		for (const fact of asked.facts)
			expect(satisfies(asked, { say: { band: 5 }, facts: [fact] })).toBe(true);
		expect(satisfies(asked, { say: { band: 5 }, facts: [] })).toBe(false);
	});

	it('is, unlike a request of ours, satisfied by more', () => {
		const asked: Asked = { say: { atLeast: 4 }, facts: [] };
		expect(satisfies(asked, { say: { atLeast: 4 }, facts: ['checkup-1y'] })).toBe(true);
	});
});
