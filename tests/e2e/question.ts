import { expect, type Page } from '@playwright/test';

import { copiedBy } from './clipboard';

export interface Question {
	readonly label?: string;
	/** As the form names it. */
	readonly purpose?: string;
	readonly text?: string;
	readonly say?: string;
}

/** Reads what was just copied. The camera stays as it was allowed. */
async function copied(page: Page, button: string): Promise<string> {
	await page.context().grantPermissions(['clipboard-write', 'camera']);
	return copiedBy(page, async () => {
		await page.getByRole('button', { name: button }).click();
		await expect(page.getByText(/^Copied\./)).toBeVisible();
	});
}

/** Fills in the question at the verifier's page and shows it. */
export async function ask(
	door: Page,
	{ label = 'City library', purpose = 'entering a place', text, say = 'at least Yellow' }: Question,
	origin = '',
): Promise<void> {
	if (!door.url().endsWith('/verify/')) await door.goto(`${origin}/verify/`);
	await door.getByRole('radio', { name: 'Ask', exact: true }).check();
	await door.getByLabel('Who asks').fill(label);
	await door.getByLabel('For what').selectOption({ label: purpose });
	if (text !== undefined) await door.getByLabel('In a few words').fill(text);
	await door.getByLabel('What you need to know').selectOption({ label: say });
	await door.getByRole('button', { name: 'Show request' }).click();
	await expect(requestCode(door)).toBeVisible();
}

export const requestCode = (door: Page) =>
	door.getByRole('img', { name: 'The request, for a camera' });

/** The text of the request on the screen, by way of the clipboard. */
export async function copyRequest(door: Page): Promise<string> {
	const text = await copied(door, 'Copy request text');
	expect(text).toMatch(/^TQ1:[0-9A-Z $%*+./:-]+$/);
	return text;
}

/** Pastes a request at the holder's page. */
export async function readRequest(holder: Page, request: string): Promise<void> {
	await holder.goto('/answer/');
	await holder.getByRole('textbox', { name: 'Paste a request' }).fill(request);
	await holder.getByRole('button', { name: 'Read', exact: true }).click();
}

/** The part of the holder's page that says who asks and what for. */
export const asker = (holder: Page) =>
	holder.locator('section', { has: holder.getByRole('heading', { name: 'Who asks' }) });

/** The part that says what would be said, with the two buttons. */
export const consent = (holder: Page) =>
	holder.locator('section', { has: holder.getByRole('heading', { name: 'What you would say' }) });

export const answerButton = (holder: Page) =>
	holder.getByRole('button', { name: 'Answer', exact: true });
export const declineButton = (holder: Page) =>
	holder.getByRole('button', { name: 'Do not answer' });
export const answerScreen = (holder: Page) => holder.getByRole('dialog', { name: 'Your answer' });

/** The text of the answer on the screen, by way of the clipboard. */
export async function copyAnswer(holder: Page): Promise<string> {
	const text = await copied(holder, 'Copy answer text');
	expect(text).toMatch(/^TR1:[0-9A-Z $%*+./:-]{299}$/);
	return text;
}

/** Expects that the first button of the consent, the one that stands out, is this one. */
export async function expectProposed(
	holder: Page,
	name: 'Answer' | 'Do not answer',
): Promise<void> {
	const buttons = consent(holder).getByRole('button');
	await expect(buttons).toHaveText(
		name === 'Answer' ? ['Answer', 'Do not answer'] : ['Do not answer', 'Answer'],
	);
	await expect(consent(holder).locator('.button.primary')).toHaveText([name]);
}
