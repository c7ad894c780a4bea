/// <reference lib="dom" />
/** What runs inside the measured page. */

/**
 * When something was shown first, in milliseconds since the navigation began, in a frame that was
 * painted.
 *
 * @typedef {{ seen: Partial<Record<string, number>>, askedAt: number }} Watch
 */

/**
 * When the first frame with a code was presented, on the same clock, and how many frames were
 * presented unseen just before it.
 *
 * @typedef {{ frameAt: number | null, missed: number }} FrameWatch
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

/**
 * Notes when the first camera frame with a code in it was given to the page's video: dark in the
 * upper and in the lower part of where `code-video.ts` draws codes, so that a half-written frame is
 * none. Runs before any script of the page.
 */
export function watchFrames() {
	/** @type {FrameWatch} */
	const watch = { frameAt: null, missed: 0 };
	Object.assign(globalThis, { benchFrames: watch });
	const canvas = document.createElement('canvas');
	[canvas.width, canvas.height] = [2, 1];
	const context = canvas.getContext('2d', { willReadFrequently: true });
	/** @type {WeakSet<HTMLVideoElement>} */
	const followed = new WeakSet();
	const follow = (/** @type {HTMLVideoElement} */ video) => {
		let presented = 0;
		/** @type {VideoFrameRequestCallback} */
		const look = (_now, frame) => {
			if (context === null) return;
			context.drawImage(video, 620, 160, 40, 40, 0, 0, 1, 1);
			context.drawImage(video, 620, 520, 40, 40, 1, 0, 1, 1);
			const { data } = context.getImageData(0, 0, 2, 1);
			if ((data[0] ?? 255) < 200 && (data[4] ?? 255) < 200) {
				watch.frameAt = frame.presentationTime;
				watch.missed = Math.max(0, frame.presentedFrames - presented - 1);
				return;
			}
			presented = frame.presentedFrames;
			video.requestVideoFrameCallback(look);
		};
		video.requestVideoFrameCallback(look);
	};
	new MutationObserver(() => {
		const video = document.querySelector('video');
		if (video === null || followed.has(video)) return;
		followed.add(video);
		follow(video);
	}).observe(document, { childList: true, subtree: true });
}

/** @param {import('@playwright/test').Page} page */
export async function whenCodeSeen(page) {
	const { frameAt, missed } = await page.evaluate(() => {
		const { benchFrames } = /** @type {{ benchFrames?: FrameWatch }} */ (
			/** @type {unknown} */ (globalThis)
		);
		return benchFrames ?? { frameAt: null, missed: 0 };
	});
	if (frameAt === null) throw new Error('no frame with a code was seen');
	return { frameAt, missed };
}

/** Whether the app's own files are all on the device, for the next start without a network. */
export async function isInstalled() {
	const registration = await navigator.serviceWorker.getRegistration();
	return registration?.active?.state === 'activated' && registration.installing === null;
}
