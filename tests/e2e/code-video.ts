import type { Page } from '@playwright/test';

const WIDTH = 1280;
const HEIGHT = 720;
/** Pixels of one module: the code fills two thirds of the picture's height. */
const MODULE = 9;

const WHITE = 235;
const BLACK = 16;
const NO_COLOUR = 128;

export interface Drawing {
	/** Width in modules. */
	readonly size: number;
	/** One horizontal run of dark modules each. */
	readonly runs: readonly { readonly x: number; readonly y: number; readonly length: number }[];
}

/** The code on the screen, or the request there, read from its own drawing. */
export async function readDrawing(page: Page, name = 'The code, for a camera'): Promise<Drawing> {
	return toDrawing((await page.getByRole('img', { name }).locator('path').getAttribute('d')) ?? '');
}

/** Reads the one path of runs that the app draws a code with. */
export function toDrawing(path: string): Drawing {
	const runs = Array.from(path.matchAll(/M(\d+) (\d+)h(\d+)/g), ([, x, y, length]) => ({
		x: Number(x),
		y: Number(y),
		length: Number(length),
	}));
	return { size: Math.max(...runs.map(({ x, length }) => x + length)), runs };
}

/** The code on the screen as a film. */
export const filmCode = async (page: Page): Promise<Uint8Array> => film(await readDrawing(page));

/**
 * A code, or a white wall, as a film that Chromium plays in place of a camera: YUV4MPEG2, one frame,
 * which is repeated without end. All films have the same length.
 */
export function film({ size, runs }: Drawing = { size: 0, runs: [] }): Uint8Array {
	const luma = new Uint8Array(WIDTH * HEIGHT).fill(WHITE);
	const left = Math.floor((WIDTH - size * MODULE) / 2);
	const top = Math.floor((HEIGHT - size * MODULE) / 2);
	for (const { x, y, length } of runs)
		for (let line = 0; line < MODULE; line++) {
			const start = (top + y * MODULE + line) * WIDTH + left + x * MODULE;
			luma.fill(BLACK, start, start + length * MODULE);
		}
	const chroma = new Uint8Array((WIDTH * HEIGHT) / 2).fill(NO_COLOUR);
	const header = `YUV4MPEG2 W${String(WIDTH)} H${String(HEIGHT)} F10:1 Ip A1:1 C420jpeg\nFRAME\n`;
	return Buffer.concat([Buffer.from(header), luma, chroma]);
}
