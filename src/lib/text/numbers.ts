import { getLocale } from '$lib/words/runtime';

/** A plain number with the separators of the language: 8,123. */
export function numberText(value: number, decimals = 3): string {
	return new Intl.NumberFormat(getLocale(), { maximumFractionDigits: decimals }).format(value);
}

/** Milli-points as people read them: +2.7, −1.5, 0. A true minus sign, one decimal. */
export function pointsText(milli: number): string {
	const tenths = Math.round(milli / 100) / 10;
	if (tenths === 0) return '0';
	const size = Math.abs(tenths).toFixed(1);
	return tenths > 0 ? `+${size}` : `−${size}`;
}

/** Bytes as people read them. */
export function bytesText(bytes: number): string {
	if (bytes < 1000) return `${String(bytes)} B`;
	if (bytes < 1_000_000) return `${numberText(bytes / 1000, 0)} kB`;
	return `${numberText(bytes / 1_000_000, 1)} MB`;
}
