import encodeQR from 'qr';

import { printTable } from './table.mjs';

/** @typedef {import('qr').ErrorCorrection} Level */

/** @param {string} text @param {Level} ecc @param {import('qr').EncodingType} encoding */
function versionOf(text, ecc, encoding) {
	const width = encodeQR(text, 'raw', { ecc, encoding, border: 1 }).length - 2;
	return { version: (width - 17) / 4, width };
}

const LETTERS = { low: 'L', medium: 'M', quartile: 'Q', high: 'H' };

/** `shc:/` in byte mode takes 60 bits with its header: as many as 18 digits of the numeric segment. */
const SHC_PREFIX_DIGITS = 18;

/**
 * Codes of others, by their published length. `filler` is a text of the same length and alphabet:
 * a version depends on nothing else.
 *
 * @type {readonly { name: string, characters: string, mode: import('qr').EncodingType, level: Level, filler: string, source: string }[]}
 */
const OTHERS = [
	{
		name: 'EU Digital COVID Certificate, median',
		characters: '556',
		mode: 'alphanumeric',
		level: 'quartile',
		filler: 'A'.repeat(556),
		source:
			'length: the median that docs/bench.md quotes; base45 and Q: ehn-dcc-development/eu-dcc-hcert-spec, "QR 2D Barcode"',
	},
	{
		name: 'SMART Health Card, largest single code',
		characters: '1195',
		mode: 'numeric',
		level: 'low',
		filler: '1'.repeat(2 * 1195 + SHC_PREFIX_DIGITS),
		source:
			'spec.smarthealth.cards, "Encoding Chunks as QR Codes": a JWS of at most 1,195, two digits a character; smart-on-fhir/health-cards, FAQ/qr.md',
	},
	{
		name: 'CoronaCheck, domestic',
		characters: 'some 1350',
		mode: 'alphanumeric',
		level: 'low',
		filler: 'A'.repeat(1350),
		source:
			'length: docs/bench.md; a public sample (rixvet/nl-rickvanderzwet-coronacheck-example, qrcode1.sample) has 1,327; level unpublished, L is the smallest it can be',
	},
];

/**
 * How large the code is on the screen, beside codes that people have scanned at doors.
 *
 * @param {string} code a `TB1` code
 */
export function measureQr(code) {
	const row = (
		/** @type {string} */ name,
		/** @type {string} */ characters,
		/** @type {import('qr').EncodingType} */ mode,
		/** @type {Level} */ level,
		/** @type {string} */ text,
	) => {
		const { version, width } = versionOf(text, level, mode);
		return [name, characters, mode, LETTERS[level], String(version), `${width} × ${width}`];
	};
	const length = String(code.length);
	const rows = [
		row('Tessera TB1, as shown', length, 'alphanumeric', 'low', code),
		row('Tessera TB1', length, 'alphanumeric', 'medium', code),
		...OTHERS.flatMap(({ name, characters, mode, level, filler }) => [
			row(name, characters, mode, level, filler),
			// At one level for all: how much there is to carry, whatever each adds against damage.
			...(level === 'low' ? [] : [row(`${name}, if it were L`, characters, mode, 'low', filler)]),
		]),
	];
	printTable(
		'QR: characters, and the smallest version that holds them',
		['', 'characters', 'mode', 'level', 'version', 'modules'],
		rows,
		[
			...OTHERS.map(({ name, source }) => `${name}: ${source}.`),
			'The others are signed by an issuer and tell a name or initials and a date of birth; ours is',
			'self-declared and tells neither, which is much of the difference.',
		],
	);
}
