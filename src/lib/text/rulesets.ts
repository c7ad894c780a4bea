import type { Input } from '$lib/score/ruleset';
import { m } from '$lib/words/messages';
import { conditionName, kindName } from './names';

/** What a part of a mean reads, in words. */
export function inputName(input: Input): string {
	switch (input.from) {
		case 'lifestyle':
			return kindName(input.kind);
		case 'observation':
			return input.derived === 'total-minus-hdl' ? m.ruleset_non_hdl() : kindName(input.kind);
		case 'condition':
			return conditionName(input.code);
	}
}
