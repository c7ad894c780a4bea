import decodeQR from 'qr/decode.js';

/** Pixels of one frame or picture, RGBA. */
export interface Frame {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array | Uint8ClampedArray;
}

/** The text of the code in the picture; null where none can be read. Never throws. */
export function readQr(frame: Frame): string | null {
	try {
		return decodeQR({
			width: frame.width,
			height: frame.height,
			data: frame.data,
		});
	} catch {
		// The library throws for "no code here", which is what most frames of a camera are.
		return null;
	}
}
