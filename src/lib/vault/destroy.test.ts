import 'fake-indexeddb/auto';

import { expect, it, vi } from 'vitest';

import { freshName, openVault, secretsOf, valueOf } from '../../../tests/fixtures/vault';
import { vaultExists } from './database';
import { destroyVault } from './destroy';

it('leaves neither a row nor the secret that opened them, and lets other tabs go', async () => {
	const name = freshName();
	const onClose = vi.fn();
	const vault = await openVault(name, onClose);
	valueOf(await vault.setDay({ kind: 'steps', day: '2026-11-20', value: 1, source: 'manual' }));
	const secrets = secretsOf(name);
	expect(await secrets.read('a')).toHaveLength(32);
	await destroyVault(name, Promise.resolve(secrets));
	expect(await secrets.read('a')).toBeNull();
	expect(await vaultExists(name)).toBe(false);
	expect(onClose).toHaveBeenCalledExactlyOnceWith('closed');
});

it('works where the browser has no files', async () => {
	const name = freshName();
	const vault = await openVault(name);
	vault.close();
	await destroyVault(name, Promise.resolve(null));
	expect(await vaultExists(name)).toBe(false);
});
