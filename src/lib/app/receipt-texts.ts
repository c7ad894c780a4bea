import { isPurpose } from '$lib/attest/purposes';
import type { Receipt } from '$lib/vault/contents';
import { m } from '$lib/words/messages';
import { purposeName } from './request-texts';

/** To whom, and for what, as they said it of themselves. */
export function contextText({ mode, asker, codes }: Receipt): string {
	if (mode === 'show' || asker === null)
		return [m.receipt_codes({ n: codes }), m.receipt_asker_unknown()].join(' · ');
	const { label } = asker;
	const purpose = isPurpose(asker.purpose) ? purposeName(asker.purpose) : asker.purpose;
	switch (mode) {
		case 'answer':
			return m.receipt_mode_answer({ label, purpose });
		case 'declined':
			return m.receipt_mode_declined({ label, purpose });
		case 'refused':
			return m.receipt_mode_refused({ label, purpose });
	}
}
