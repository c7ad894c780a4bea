import { EmbeddedJWK, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { randomFillSync } from 'node:crypto';

import { inTurns } from './sample.mjs';
import { printTable, seriesCells } from './table.mjs';

/** 2026-11-21T04:04:10Z */
const NOW = 1_795_233_850_000;
const ALG = 'Ed25519';

/** @param {number} length */
const random = (length) => randomFillSync(new Uint8Array(length));

/**
 * Times minting and verifying against `jose`, which does the same JWT with the engine's native
 * Ed25519. Both sides make a fresh key for each code, and both read the key from the header.
 *
 * @param {typeof import('./rooms.ts')} rooms
 * @returns {Promise<() => string>} mints a code that is valid now, for what is measured next
 */
export async function measureCodes({ base64urlToBytes, KNOWN_RULESETS, mint, verifyCode }) {
	const rulesetHash = base64urlToBytes(KNOWN_RULESETS[0]?.hash ?? '') ?? new Uint8Array();
	/** @type {import('$lib/attest/claims').Disclosure} */
	const disclosure = { say: { atLeast: 4 }, facts: ['checkup-1y', 'sleep-7h-30d'] };
	const mintOne = (now = NOW) => {
		const minted = mint({ disclosure, rulesetHash, mode: 'show', now, random });
		if (!minted.ok) throw new Error(`mint: ${minted.error}`);
		return minted.value;
	};
	const { code, token, claims } = mintOne();
	const { disclosure: said, ...others } = claims;
	const payload = { vct: 'urn:tessera:band:1', ...said.say, facts: said.facts, ...others };

	const makeKeys = () => generateKeyPair(ALG, { extractable: true });
	/** @param {Awaited<ReturnType<typeof makeKeys>>} keys */
	const signWith = async ({ privateKey, publicKey }) => {
		const jwk = await exportJWK(publicKey);
		return new SignJWT(payload)
			.setProtectedHeader({ alg: ALG, typ: 'dc+sd-jwt', jwk })
			.sign(privateKey);
	};
	const jwt = await signWith(await makeKeys());
	const joseOptions = { currentDate: new Date(NOW), algorithms: [ALG] };
	const joseVerify = () => jwtVerify(jwt, EmbeddedJWK, joseOptions);
	const ourJwt = token.slice(0, -1);
	await jwtVerify(ourJwt, EmbeddedJWK, joseOptions);

	const options = { now: NOW, knownRulesets: KNOWN_RULESETS };
	const verifyText = (/** @type {string} */ text) => () => {
		const { verdict } = verifyCode(text, options);
		if (verdict !== 'valid') throw new Error(`verify: ${verdict}`);
	};

	const cases = /** @type {const} */ ([
		['make a key and a code', 'tessera, pure JS', () => mintOne()],
		['make a key and a JWT', 'jose, native', async () => signWith(await makeKeys())],
		['check a scanned code', 'tessera, pure JS', verifyText(code)],
		['check a pasted token', 'tessera, pure JS', verifyText(token)],
		['check a JWT', 'jose, native', joseVerify],
	]);
	const series = await inTurns(
		cases.map(([, , work]) => work),
		{ perBatch: 10 },
	);
	const rows = cases.map(([name, by], at) => [name, by, ...seriesCells(series[at]), 'µs']);
	printTable(
		'Codes: Ed25519, one key a code, key in the header',
		['', 'by', 'median', 'spread', ''],
		rows,
		[
			'jose signs and checks in the engine (WebCrypto, compiled code); ours is JavaScript throughout,',
			'so that browsers without Ed25519 in WebCrypto make the same codes, and in one synchronous call.',
			'Ours also writes and reads the 151 bytes of the code, and checks the closed set of claims,',
			'audience, time and ruleset; jose checks the signature and the expiry. jose accepts our token.',
		],
	);
	return () => mintOne(Date.now()).code;
}
