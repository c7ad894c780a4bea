import { existsSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';

import type { Browser, LaunchOptions, PlaywrightWorkerArgs } from '@playwright/test';

import { film, type Drawing } from './code-video';

/**
 * A camera whose view a test can change while it runs: Chromium reads the film's file anew for every
 * frame, so what is written there is what it sees next.
 */
export class FakeCamera {
	readonly #path: string;

	constructor(path: string) {
		this.#path = path;
	}

	/** Points it at a code, or at a white wall. */
	async see(drawing?: Drawing): Promise<void> {
		const bytes = film(drawing);
		if (!existsSync(this.#path)) {
			await writeFile(this.#path, bytes);
			return;
		}
		// In place: a file that is emptied first would end the film.
		const file = await open(this.#path, 'r+');
		await file.write(bytes, 0, bytes.length, 0);
		await file.close();
	}

	/** A browser with this camera, which is allowed to be used, and nothing else in common. */
	async launch(
		playwright: Pick<PlaywrightWorkerArgs['playwright'], 'chromium'>,
		options: LaunchOptions,
	): Promise<Browser> {
		await this.see();
		return playwright.chromium.launch({
			...options,
			args: [...(options.args ?? []), `--use-file-for-fake-video-capture=${this.#path}`],
		});
	}
}
