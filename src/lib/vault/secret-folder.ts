/** Where the erasable secrets lie in the browser's private files of this origin. */
export const SECRETS_FOLDER = 'keys';

/** Two, so that a new secret is on the disk before the old one is overwritten. */
export const SECRET_NAMES = ['a', 'b'] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

/** What the page asks of the worker that may write. It answers null, or the name of an error. */
export type SecretTask =
	| { readonly task: 'make' }
	| { readonly task: 'write'; readonly name: SecretName; readonly secret: Uint8Array }
	| { readonly task: 'erase'; readonly name: SecretName }
	| { readonly task: 'remove' };
