/** Trusted Types, as far as the app uses them; TypeScript's own DOM types do not have them yet. */
interface TrustedTypePolicyFactory {
	createPolicy(
		name: string,
		rules: { createScriptURL: (address: string) => string },
	): { createScriptURL: (address: string) => object };
}

declare global {
	var trustedTypes: TrustedTypePolicyFactory | undefined;
}

export {};
