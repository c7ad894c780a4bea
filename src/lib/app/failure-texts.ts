import type { OpenFailure } from '$lib/vault/vault';
import type { WriteError } from '$lib/vault/write-errors';
import { m } from '$lib/words/messages';

/** What happened, what it means, what to do. */
export interface FailureText {
	readonly title: string;
	readonly text: string;
	readonly next: string;
}

export function failureText(failure: OpenFailure): FailureText {
	switch (failure) {
		case 'no-storage':
			return { title: m.fail_storage(), text: m.fail_storage_text(), next: m.fail_storage_next() };
		case 'blocked':
			return { title: m.fail_blocked(), text: m.fail_blocked_text(), next: m.fail_blocked_next() };
		case 'newer-version':
			return { title: m.fail_newer(), text: m.fail_newer_text(), next: m.fail_newer_next() };
		case 'no-slot':
		case 'slot-damaged':
			return { title: m.fail_key(), text: m.fail_key_text(), next: m.fail_key_next() };
		case 'full':
			return { title: m.fail_full(), text: m.fail_full_text(), next: m.fail_full_next() };
		case 'failed':
			return { title: m.fail_open(), text: m.fail_open_text(), next: m.fail_open_next() };
		// The lock screen tells these apart; to anything else they say that it is locked.
		case 'locked':
		case 'wrong-secret':
		case 'wait':
		case 'no-passkeys':
		case 'no-prf':
		case 'declined':
			return { title: m.locked_title(), text: m.locked_text(), next: m.locked_next() };
	}
}

/** Why a change did not happen: the write failed, or the vault for it could not be made. */
export function problemText(error: WriteError | OpenFailure): string {
	switch (error) {
		case 'full':
			return m.write_full();
		case 'closed':
			return m.write_closed();
		case 'damaged':
		case 'wrong-shape':
			return m.write_damaged();
		case 'newer-version':
			return m.write_newer();
		case 'failed':
			return m.write_failed();
		default: {
			const { title, text, next } = failureText(error);
			return `${m.not_kept()} ${title}. ${text} ${next}`;
		}
	}
}
