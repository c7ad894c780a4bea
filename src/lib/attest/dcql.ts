/**
 * A request in the words of OpenID4VP 1.0, section 6 (DCQL), for whoever already reads those. It
 * means the same but for three things:
 *
 * - DCQL ignores members of a credential that the query does not name; here a token with a member
 *   that this profile does not know is refused, and so is one that says more than was asked.
 * - DCQL is answered in full or not at all; here less may be answered: a lower threshold, a threshold
 *   instead of the band, a fact left out.
 * - The `values` of one claim are alternatives: of two facts asked, DCQL is content with either.
 */
import type { Fact } from '$lib/score/fact-names';
import { VCT } from './claims';
import type { RequestContent } from './request';
import { TYP } from './token';

interface ClaimsQuery {
	readonly path: readonly (string | null)[];
	readonly values?: readonly (number | Fact)[];
}

export interface DcqlQuery {
	readonly credentials: readonly [
		{
			readonly id: 'band';
			readonly format: typeof TYP;
			readonly meta: { readonly vct_values: readonly [typeof VCT] };
			/** The key is made for one code: nobody can show that it is theirs. */
			readonly require_cryptographic_holder_binding: false;
			readonly claims: readonly ClaimsQuery[];
		},
	];
}

/** The DCQL query of a request. */
export function toDcql({ asked: { say, facts } }: Pick<RequestContent, 'asked'>): DcqlQuery {
	const statement: ClaimsQuery =
		say === 'band' ? { path: ['band'] } : { path: ['atLeast'], values: [say.atLeast] };
	const claims = facts.length === 0 ? [] : [{ path: ['facts', null], values: facts }];
	return {
		credentials: [
			{
				id: 'band',
				format: TYP,
				meta: { vct_values: [VCT] },
				require_cryptographic_holder_binding: false,
				claims: [statement, ...claims],
			},
		],
	};
}
