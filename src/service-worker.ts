/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { build, files, prerendered, version } from '$service-worker';
import { matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope;

const FALLBACK = '/404.html';

// Kit's built files carry a hash in their name; the others are new with every version.
precacheAndRoute(
	[
		...build.map((url) => ({ url, revision: null })),
		...[...files, ...prerendered, FALLBACK].map((url) => ({ url, revision: version })),
	],
	{ ignoreURLParametersMatching: [/.*/], cleanURLs: false, directoryIndex: '' },
);

/** Every route opens with the server gone: its own page, else the fallback that says there is none. */
async function page({ url }: { url: URL }): Promise<Response> {
	const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
	return (await matchPrecache(path)) ?? (await matchPrecache(FALLBACK)) ?? Response.error();
}

registerRoute(new NavigationRoute(page));

self.addEventListener('message', (event: ExtendableMessageEvent) => {
	// Sent on the citizen's word only; until then the old version keeps working.
	if ((event.data as { type?: unknown } | null)?.type === 'take-over') void self.skipWaiting();
});
