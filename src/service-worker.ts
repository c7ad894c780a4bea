/// <reference lib="webworker" />
import {
	addPlugins,
	createHandlerBoundToURL,
	getCacheKeyForURL,
	matchPrecache,
	precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute, setDefaultHandler } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & {
	/** Every file of the app with its hash; the build writes the list here when all files are there. */
	readonly __TESSERA_PRECACHE: Parameters<typeof precacheAndRoute>[0];
};

const FALLBACK = '/404.html';

// A wrong file with a name for good would stay in the browser's cache, and stop every installation.
addPlugins([
	{
		requestWillFetch: ({ request }) =>
			Promise.resolve(
				request.cache === 'default' ? new Request(request, { cache: 'no-cache' }) : request,
			),
	},
]);

// A query is never asked for: where a stored file is gone, its own address is. Before the route of
// the stored files, which would ask the server for the whole address.
registerRoute(
	({ url, sameOrigin }) =>
		sameOrigin && url.search !== '' && getCacheKeyForURL(url.pathname) !== undefined,
	(options) => createHandlerBoundToURL(options.url.pathname)(options),
);

precacheAndRoute(self.__TESSERA_PRECACHE, { cleanURLs: false, directoryIndex: '' });

/** Every route opens with the server gone: its own page, else the fallback that says there is none. */
async function page({ url }: { url: URL }): Promise<Response> {
	const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
	return (await matchPrecache(path)) ?? (await matchPrecache(FALLBACK)) ?? Response.error();
}

registerRoute(new NavigationRoute(page));

// Whatever is not in the list is not asked for, of any server: an address can carry data.
setDefaultHandler(() => Promise.resolve(Response.error()));

self.addEventListener('message', (event: ExtendableMessageEvent) => {
	// Sent on the citizen's word only; until then the old version keeps working.
	if ((event.data as { type?: unknown } | null)?.type === 'take-over') void self.skipWaiting();
});
