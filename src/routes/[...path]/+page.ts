/** No page of ours: the fallback page of the build answers every such address. */
export const prerender = false;
