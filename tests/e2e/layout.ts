import type { Page } from '@playwright/test';

import { expect } from './support';

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 800 };

/** How far anything that is seen sticks out of the window's sides, in CSS pixels, with its name. */
function overflow(): string[] {
	const width = document.documentElement.clientWidth;
	const scrolls = document.documentElement.scrollWidth > width;
	/** A table of many columns may scroll in a frame of its own (1.4.10); the frame itself may not. */
	const isInFrame = (element: Element): boolean => {
		const parent = element.parentElement;
		if (parent === null || parent === document.body) return false;
		return /auto|scroll/.test(getComputedStyle(parent).overflowX) || isInFrame(parent);
	};
	const wide = [...document.body.querySelectorAll('*')].filter((element) => {
		if (element.closest('table') !== null && isInFrame(element)) return false;
		if (element.closest('.visually-hidden, .skip, svg svg') !== null) return false;
		if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false;
		const { left, right } = element.getBoundingClientRect();
		return right > width + 1 || left < -1;
	});
	const names = wide.map((element) => `${element.tagName}.${element.getAttribute('class') ?? ''}`);
	return scrolls ? ['the page scrolls sideways', ...names] : names;
}

export async function expectNoOverflow(page: Page, where: string): Promise<void> {
	// 320 CSS pixels are a window of 1280 at 400 %.
	for (const size of [PHONE, { width: 320, height: 256 }]) {
		await page.setViewportSize(size);
		// What is drawn as wide as its place learns of the new width a moment later.
		await expect
			.configure({ soft: true })
			.poll(() => page.evaluate(overflow), {
				message: `${where} at ${String(size.width)} pixels`,
				timeout: 2000,
			})
			.toEqual([]);
	}
}

/** What cannot be hit half of `least` pixels from its middle. Links in a sentence are exempt (2.5.8). */
export function smallTargets(least: number): string[] {
	const all = document.querySelectorAll<HTMLElement>(
		'a[href], button, select, summary, textarea, input:not([type="file"])',
	);
	const reach = least / 2 - 0.5;
	const seen = [...all].filter(
		(element) =>
			element.checkVisibility({ checkVisibilityCSS: true }) &&
			element.closest('p, .skip, .visually-hidden, :disabled') === null,
	);
	return seen.flatMap((element) => {
		element.scrollIntoView({ block: 'center' });
		const { left, right, top, bottom } = element.getBoundingClientRect();
		const [x, y] = [(left + right) / 2, (top + bottom) / 2];
		const labels = [...((element as HTMLInputElement).labels ?? [])];
		const isHit = (atX: number, atY: number) => {
			const hit = document.elementFromPoint(atX, atY);
			return hit !== null && [element, ...labels].some((own) => own.contains(hit));
		};
		const isLarge =
			(right - left >= least || (isHit(x - reach, y) && isHit(x + reach, y))) &&
			(bottom - top >= least || (isHit(x, y - reach) && isHit(x, y + reach)));
		const name =
			element.getAttribute('aria-label') ?? labels[0]?.textContent ?? element.textContent;
		const size = `${String(Math.round(right - left))} × ${String(Math.round(bottom - top))}`;
		return isLarge ? [] : [`${name.trim()}: ${size}`];
	});
}
