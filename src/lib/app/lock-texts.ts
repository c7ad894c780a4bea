import type { KeyChangeError } from '$lib/vault/protection';
import type { SlotInfo } from '$lib/vault/slots';
import type { OpenFailure, Unlock } from '$lib/vault/vault';
import { m } from '$lib/words/messages';
import { ageText } from './age-text';
import { failureText, problemText } from './failure-texts';
import type { SetupOutcome } from './lock-setup.svelte';
import type { EntryProblem } from './recovery-entry';
import type { UnlockProblem } from './unlocking.svelte';

/** One way in, as it is called in a list; passkeys are numbered where there are several. */
export function slotName(slot: SlotInfo, all: readonly SlotInfo[]): string {
	switch (slot.kind) {
		case 'device':
			return m.slot_device();
		case 'passphrase':
			return m.slot_passphrase();
		case 'recovery':
			return m.slot_recovery();
		case 'passkey': {
			const passkeys = all.filter(({ kind }) => kind === 'passkey');
			if (passkeys.length < 2) return m.slot_passkey();
			return m.slot_passkey_nth({ n: passkeys.findIndex(({ id }) => id === slot.id) + 1 });
		}
	}
}

/** Several ways in, in a sentence. */
export const slotNames = (slots: readonly SlotInfo[], all: readonly SlotInfo[]): string =>
	slots.map((slot) => slotName(slot, all)).join(m.ways_joint());

export function entryProblemText(problem: EntryProblem): string {
	switch (problem.code) {
		case 'length':
			return m.code_length();
		case 'group-length':
			return m.code_group_length({ group: problem.group });
		case 'symbol':
			return m.code_group_symbol({ group: problem.group });
		case 'check':
			return m.code_group_wrong({ group: problem.group });
		case 'different':
			return m.code_group_different({ group: problem.group });
	}
}

/** Why a locked vault did not open. */
function openFailureText(failure: OpenFailure): string {
	switch (failure) {
		case 'no-passkeys':
			return m.passkey_none();
		case 'no-prf':
			return m.passkey_no_prf();
		case 'declined':
			return m.passkey_declined();
		default: {
			const { title, next } = failureText(failure);
			return `${title}. ${next}`;
		}
	}
}

function wrongText(way: Unlock['kind']): string {
	switch (way) {
		case 'passphrase':
			return m.unlock_wrong_passphrase();
		case 'recovery':
			return m.unlock_wrong_recovery();
		case 'passkey':
			return m.unlock_wrong_passkey();
	}
}

/** @param secondsLeft until the next try; said once, with the problem */
export function unlockProblemText(problem: UnlockProblem, secondsLeft: number): string {
	const wait = secondsLeft > 0 ? m.unlock_wait({ wait: ageText(secondsLeft) }) : '';
	switch (problem.code) {
		case 'wrong':
			return `${wrongText(problem.way)} ${wait}`;
		case 'wait':
			return wait;
		case 'entry':
			return entryProblemText(problem.entry);
		case 'failed':
			return openFailureText(problem.failure);
	}
}

export function keyChangeText(error: KeyChangeError): string {
	switch (error) {
		case 'no-passkeys':
			return m.passkey_none();
		case 'no-prf':
			return m.passkey_no_prf();
		case 'declined':
			return m.passkey_declined();
		case 'broken-pages':
			return m.lock_broken_pages();
		case 'last-slot':
			return m.lock_last_slot();
		default:
			return problemText(error);
	}
}

export function outcomeText(outcome: SetupOutcome): string {
	switch (outcome) {
		case 'passphrase-set':
			return m.lock_passphrase_set();
		case 'code-kept':
			return m.lock_code_kept();
		case 'passkey-added':
			return m.lock_passkey_added();
		case 'slot-removed':
			return m.lock_slot_removed();
		case 'lock-removed':
			return m.lock_removed();
	}
}
