import { equalBytes } from '$lib/codec/bytes';
import { err, ok } from '$lib/codec/result';
import type { SecretSlot } from './database';
import type { AskSecret } from './keyring';
import { usePasskey } from './passkey';
import type { DeriveKey } from './passphrase-key';
import type { Redacted } from './redacted';

/** How a locked vault is to be opened. */
export type Unlock =
	| { readonly kind: 'passphrase'; readonly passphrase: Redacted<string> }
	| { readonly kind: 'recovery'; readonly seed: Redacted<Uint8Array> }
	/** The browser asks the citizen itself. */
	| { readonly kind: 'passkey' };

/** Leads from what the citizen gives to the slot that it may open. */
export function asking(unlock: Unlock, derive: DeriveKey): AskSecret {
	return async (slots) => {
		const ofKind = slots.filter(({ kind }) => kind === unlock.kind);
		const [slot] = ofKind;
		if (slot === undefined) return err('wrong-secret');
		switch (unlock.kind) {
			case 'passphrase':
				return ok({ slot, secret: await derive(unlock.passphrase, slot.salt) });
			case 'recovery':
				return ok({ slot, secret: unlock.seed });
			case 'passkey': {
				const used = await usePasskey(ofKind);
				if (!used.ok) return used;
				const { handle, key } = used.value;
				const isUsed = ({ credentialId }: SecretSlot) =>
					equalBytes(credentialId, handle.credentialId);
				return ok({ slot: ofKind.find(isUsed) ?? slot, secret: key });
			}
		}
	};
}
