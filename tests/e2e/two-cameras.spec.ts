import type { BrowserContext } from '@playwright/test';

import { readDrawing } from './code-video';
import { FakeCamera } from './fake-camera';
import { answerButton, answerScreen, ask, asker, consent } from './question';
import { expect, expectVerdict, fillWeek, installed, test, verdict } from './support';

test.use({ baseURL: '' });

test('with the server gone: request and answer cross from screen to camera, both ways', async ({
	playwright,
	launchOptions,
	complaints,
	setClock,
	ownServer,
}, testInfo) => {
	test.slow();
	const { origin } = ownServer;
	const eyes = {
		door: new FakeCamera(testInfo.outputPath('door.y4m')),
		holder: new FakeCamera(testInfo.outputPath('holder.y4m')),
	};
	const browsers = [
		await eyes.door.launch(playwright, launchOptions),
		await eyes.holder.launch(playwright, launchOptions),
	];
	const install = async (context: BrowserContext | undefined) => {
		if (context === undefined) throw new Error('no browser');
		await setClock(context);
		context.on('weberror', (error) => complaints.push(error.error().message));
		const first = await context.newPage();
		await first.goto(`${origin}/`);
		await installed(first);
		await first.close();
		return context.newPage();
	};
	try {
		const options = { locale: 'en-GB', permissions: ['camera'] };
		const door = await install(await browsers[0]?.newContext(options));
		const holder = await install(await browsers[1]?.newContext(options));
		await ownServer.stop();
		await expect(fetch(origin), 'the server is gone').rejects.toThrow();

		await fillWeek(holder, origin);
		await ask(door, { label: '市图书馆', purpose: 'an event' }, origin);
		const request = await readDrawing(door, 'The request, for a camera');
		await holder.goto(`${origin}/answer/`);
		await expect(holder.locator('video')).toBeVisible();
		await eyes.holder.see(request);
		await expect(asker(holder).locator('q bdi')).toHaveText(['市图书馆']);
		await expect(asker(holder)).toContainText('an event');
		await expect(consent(holder).getByRole('radio').first()).toHaveAccessibleName(
			'at least Yellow',
		);
		await expect(holder.locator('video')).toHaveCount(0);

		await answerButton(holder).click();
		await expect(answerScreen(holder)).toBeVisible();
		await expect(verdict(door)).toBeEmpty();
		await eyes.door.see(await readDrawing(holder));
		await expectVerdict(door, 'valid');
		await expect(verdict(door).getByText('at least Yellow', { exact: true })).toBeVisible();

		// The next person gets another request; the answer that is still held up is not theirs.
		expect(await readDrawing(door, 'The request, for a camera')).not.toEqual(request);
		await door.getByRole('button', { name: 'Scan next' }).click();
		await expectVerdict(door, 'already-shown');
	} finally {
		for (const browser of browsers) await browser.close();
	}
});
