import { readQr } from './read';

/** Pictures larger than this are made smaller first: a phone's photo has far more than a code needs. */
const MAX_SIDE = 1600;

export type ImageError = 'not-an-image' | 'no-code';

/** Reads the code in a picture file, on this device. */
export async function readQrImage(
	file: Blob,
): Promise<{ ok: true; value: string } | { ok: false; error: ImageError }> {
	let bitmap: ImageBitmap;
	try {
		bitmap = await createImageBitmap(file);
	} catch {
		return { ok: false, error: 'not-an-image' };
	}
	try {
		// A code may be a small part of a large photo, or the whole of it: try coarse, then full size.
		for (const side of [MAX_SIDE, MAX_SIDE / 2, MAX_SIDE * 2]) {
			const text = readQr(pixels(bitmap, side));
			if (text !== null) return { ok: true, value: text };
		}
		return { ok: false, error: 'no-code' };
	} finally {
		bitmap.close();
	}
}

function pixels(bitmap: ImageBitmap, maxSide: number): ImageData {
	const scale = Math.min(1, maxSide / Math.max(bitmap.width, bitmap.height));
	const width = Math.max(1, Math.round(bitmap.width * scale));
	const height = Math.max(1, Math.round(bitmap.height * scale));
	const canvas = document.createElement('canvas');
	canvas.width = width;
	canvas.height = height;
	const context = canvas.getContext('2d', { willReadFrequently: true });
	if (context === null) throw new Error('canvas: expected a 2d context, got none');
	// A code saved with a transparent ground must not become black on black.
	context.fillStyle = '#fff';
	context.fillRect(0, 0, width, height);
	context.drawImage(bitmap, 0, 0, width, height);
	return context.getImageData(0, 0, width, height);
}
