import { parsePolicy, type Directive } from './policy-text';

/** What this page may do, as far as a page can see it itself. */
export interface PagePolicy {
	/** Of the page's own meta element; a header's cannot be read, only met (`violations`). */
	readonly directives: readonly Directive[];
	/** Names that are let through to this page; null where the browser does not tell. */
	readonly features: readonly string[] | null;
	/** COOP and COEP came with the page. */
	readonly isIsolated: boolean;
	readonly isSecure: boolean;
	readonly hasTrustedTypes: boolean;
	readonly isControlled: boolean;
}

interface FeaturePolicy {
	allowedFeatures(): string[];
}

/** Only Chromium tells, by one of two names. */
interface TellingDocument {
	readonly featurePolicy?: FeaturePolicy;
	readonly permissionsPolicy?: FeaturePolicy;
}

export function readPagePolicy(): PagePolicy {
	const meta = document.querySelector<HTMLMetaElement>(
		'meta[http-equiv="content-security-policy" i]',
	);
	const { permissionsPolicy, featurePolicy } = document as TellingDocument;
	const features = (permissionsPolicy ?? featurePolicy)?.allowedFeatures();
	return {
		directives: parsePolicy(meta?.content ?? ''),
		features: features?.sort() ?? null,
		isIsolated: globalThis.crossOriginIsolated,
		isSecure: globalThis.isSecureContext,
		hasTrustedTypes: 'trustedTypes' in globalThis,
		isControlled: 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null,
	};
}
