import encodeQR from 'qr';

/** A drawn code: its width in modules, and one SVG path of its dark modules, without a quiet zone. */
export interface QrDrawing {
	readonly size: number;
	readonly path: string;
}

/**
 * Draws a text of QR's alphanumeric set at error correction level L: our codes are shown on a
 * screen, where size of the modules helps more than redundancy. 231 characters are version 8, 49 wide.
 */
export function drawQr(text: string): QrDrawing {
	const framed = encodeQR(text, 'raw', { ecc: 'low', encoding: 'alphanumeric', border: 1 });
	// The library draws no code without a border; the screen draws its own, wider one.
	const rows = framed.slice(1, -1).map((row) => row.slice(1, -1));
	let path = '';
	for (const [y, row] of rows.entries()) {
		for (let x = 0; x < row.length; x++) {
			if (row[x] !== true) continue;
			const start = x;
			while (row[x + 1] === true) x++;
			path += `M${String(start)} ${String(y)}h${String(x - start + 1)}v1H${String(start)}z`;
		}
	}
	return { size: rows.length, path };
}
