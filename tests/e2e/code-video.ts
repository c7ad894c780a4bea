import type { Page } from '@playwright/test';

const WIDTH = 1280;
const HEIGHT = 720;
/** Pixels of one module: the code fills two thirds of the picture's height. */
const MODULE = 9;

const WHITE = 235;
const BLACK = 16;
const NO_COLOUR = 128;

interface Drawing {
	/** Width in modules. */
	readonly size: number;
	/** One horizontal run of dark modules each. */
	readonly runs: readonly { readonly x: number; readonly y: number; readonly length: number }[];
}

/** The code on the screen, read from its own drawing: one path of runs. */
async function readDrawing(page: Page): Promise<Drawing> {
	const code = page.getByRole('img', { name: 'The code, for a camera' });
	const path = (await code.locator('path').getAttribute('d')) ?? '';
	const runs = Array.from(path.matchAll(/M(\d+) (\d+)h(\d+)/g), ([, x, y, length]) => ({
		x: Number(x),
		y: Number(y),
		length: Number(length),
	}));
	return { size: Math.max(...runs.map(({ x, length }) => x + length)), runs };
}

/**
 * The code on the screen as a film that Chromium plays in place of a camera: YUV4MPEG2, one frame,
 * which is repeated without end.
 */
export async function filmCode(page: Page): Promise<Uint8Array> {
	const { size, runs } = await readDrawing(page);
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
