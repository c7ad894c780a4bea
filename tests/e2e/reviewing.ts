import type { Page } from '@playwright/test';

import { sampleMonth } from '../../src/lib/records/sample';
import { expect } from './support';

/** Values that stand nowhere else. */
export const REVIEW_CANARIES = ['31337', '87.654', 'canary-cough-xyzzy'];

const SAMPLE = sampleMonth('2026-11-20');
export const REVIEW_RECORDS = {
	...SAMPLE,
	days: [...SAMPLE.days, { kind: 'steps', day: '2026-10-19', value: 31337, source: 'manual' }],
	observations: [{ kind: 'weight', day: '2026-11-01', value: 87.654 }],
	conditions: [{ code: 'canary-cough-xyzzy', since: '2020-02-02', until: null }],
};

/** One part of the review page. */
export const part = (page: Page, id: string) => page.locator(`section#${id}`);

/** Loads the page anew, and waits for what is read from the device. */
export async function openReview(page: Page, origin = ''): Promise<void> {
	await page.goto(`${origin}/review/`);
	await expect(part(page, 'inventory').getByText(/^As of /)).toBeVisible();
}
