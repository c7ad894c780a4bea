let writes = 0;

const ask = (event: BeforeUnloadEvent): void => {
	event.preventDefault();
};

/**
 * Has the browser ask before this page is left, until the returned function is called. For a write
 * that is under way: a page that ends before it is on the disk ends it as well. Listening all the
 * time would keep a page from being put aside whole.
 */
export function holdPage(): () => void {
	if (writes++ === 0) addEventListener('beforeunload', ask);
	return () => {
		if (--writes === 0) removeEventListener('beforeunload', ask);
	};
}
