/// <reference lib="dom" />
/** What runs inside the measured page. */

/**
 * When something was shown first, in milliseconds since the navigation began, in a frame that was
 * painted.
 *
 * @typedef {{ seen: Partial<Record<string, number>>, askedAt: number }} Watch
 */

/**
 * Notes when each selector first matches something visible, and when something was tapped. Runs
 * before any script of the page.
 *
 * @param {readonly string[]} selectors
 */
export function watchPage(selectors) {
	/** @type {Watch} */
	const watch = { seen: {}, askedAt: NaN };
	Object.assign(globalThis, { benchWatch: watch });
	/** @type {Set<string>} */
	const painting = new Set();
	const look = () => {
		for (const selector of selectors) {
			if (painting.has(selector)) continue;
			const box = document.querySelector(selector)?.getBoundingClientRect();
			if (box === undefined || box.width * box.height === 0) continue;
			painting.add(selector);
			// The task after the next frame's callbacks: then that frame has been painted.
			requestAnimationFrame(() => {
				setTimeout(() => {
					watch.seen[selector] = performance.now();
				});
			});
		}
	};
	addEventListener(
		'click',
		(event) => {
			watch.askedAt = event.timeStamp;
		},
		{ capture: true },
	);
	new MutationObserver(look).observe(document, {
		childList: true,
		subtree: true,
		attributes: true,
	});
}

/**
 * Waits for a selector to be seen, and gives its time.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} selector
 * @returns {Promise<{ seenAt: number, askedAt: number }>}
 */
export async function whenSeen(page, selector) {
	const handle = await page.waitForFunction((name) => {
		const { benchWatch } = /** @type {{ benchWatch?: Watch }} */ (
			/** @type {unknown} */ (globalThis)
		);
		const seenAt = benchWatch?.seen[name];
		return seenAt === undefined ? null : { seenAt, askedAt: benchWatch?.askedAt ?? NaN };
	}, selector);
	const seen = await handle.jsonValue();
	if (seen === null) throw new Error(`${selector} was not seen`);
	return seen;
}

/** Whether the app's own files are all on the device, for the next start without a network. */
export async function isInstalled() {
	const registration = await navigator.serviceWorker.getRegistration();
	return registration?.active?.state === 'activated' && registration.installing === null;
}
