import { writeFile } from 'node:fs/promises';

import { filmCode } from './code-video';
import { expect, expectVerdict, fillWeek, showCode, test, verdict } from './support';

test('a camera reads the code from the screen', async ({
	page,
	playwright,
	launchOptions,
	baseURL,
	complaints,
	setClock,
}, testInfo) => {
	await fillWeek(page);
	await showCode(page);
	const film = testInfo.outputPath('code.y4m');
	await writeFile(film, await filmCode(page));

	const browser = await playwright.chromium.launch({
		...launchOptions,
		args: [...(launchOptions.args ?? []), `--use-file-for-fake-video-capture=${film}`],
	});
	try {
		const guard = await browser.newContext({ baseURL: baseURL ?? '', permissions: ['camera'] });
		await setClock(guard);
		guard.on('weberror', (error) => complaints.push(error.error().message));
		const door = await guard.newPage();
		// The camera was allowed before: the page opens scanning.
		await door.goto('/verify/');
		await expectVerdict(door, 'valid');
		await expect(verdict(door)).toContainText('Good code');

		// Held a little longer, it is the same showing.
		await door.getByRole('button', { name: 'Scan next' }).click();
		await expectVerdict(door, 'valid');
		// Held again later, it is not: the code may be a copy.
		await door.clock.fastForward(8000);
		await door.getByRole('button', { name: 'Scan next' }).click();
		await expectVerdict(door, 'already-shown');
	} finally {
		await browser.close();
	}
});

test('a camera that runs ends with the page', async ({ page }) => {
	await page.goto('/verify/');
	const video = page.locator('video');
	await expect.poll(() => video.evaluate((v: HTMLVideoElement) => v.videoWidth)).toBeGreaterThan(0);
	await expect(verdict(page)).toBeEmpty();
	const track = await video.evaluateHandle(
		(v: HTMLVideoElement) => (v.srcObject as MediaStream).getTracks()[0],
	);
	expect(await track.evaluate((t) => t?.readyState)).toBe('live');
	await page.getByRole('link', { name: 'Tessera' }).click();
	await expect(page).toHaveTitle('Tessera');
	expect(await track.evaluate((t) => t?.readyState)).toBe('ended');
});

test('a camera that is refused is said, and the other ways stay', async ({
	playwright,
	launchOptions,
	baseURL,
}) => {
	// Without the switch that answers yes to every question; no window, so nobody can say yes.
	const args = launchOptions.args?.filter((arg) => !arg.startsWith('--use-fake-ui'));
	const browser = await playwright.chromium.launch({ ...launchOptions, args: args ?? [] });
	try {
		const page = await browser.newPage({ baseURL: baseURL ?? '' });
		await page.goto('/verify/');
		await page.getByRole('button', { name: 'Scan with the camera' }).click();
		await expect(page.getByRole('alert')).toContainText('The camera was not allowed.');
		await expect(page.getByRole('textbox', { name: 'Paste a code' })).toBeEditable();
	} finally {
		await browser.close();
	}
});

test('a picture of the code is read; other files are refused in words', async ({
	page,
	openDevice,
}) => {
	await fillWeek(page);
	await showCode(page);
	const picture = await page.screenshot();
	const door = await (await openDevice()).newPage();
	await door.goto('/verify/');
	const choose = (name: string, mimeType: string, buffer: Buffer) =>
		door.getByLabel('Choose a picture').setInputFiles({ name, mimeType, buffer });

	await choose('code.png', 'image/png', picture);
	await expectVerdict(door, 'valid');

	const wall = await door.screenshot({ clip: { x: 0, y: 0, width: 300, height: 60 } });
	await choose('wall.png', 'image/png', wall);
	await expect(door.getByRole('alert')).toHaveText(/^No code was found in this picture\./);
	await expect(verdict(door)).toBeEmpty();

	await choose('letter.png', 'image/png', Buffer.from('not a picture'));
	await expect(door.getByRole('alert')).toHaveText(/^This file is not a picture/);

	// Dropped anywhere on the page.
	const dropped = await door.evaluateHandle((bytes) => {
		const transfer = new DataTransfer();
		transfer.items.add(new File([new Uint8Array(bytes)], 'code.png', { type: 'image/png' }));
		return transfer;
	}, Array.from(picture));
	await door.dispatchEvent('main', 'drop', { dataTransfer: dropped });
	await expect(door.getByRole('alert')).toBeHidden();
	await expect(verdict(door)).toHaveAttribute('data-verdict', /^(valid|already-shown)$/);
});
