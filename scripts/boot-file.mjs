/**
 * Kit starts each page by an inline script. Here that script becomes a file, so that no page needs a
 * hash in its policy and one header holds for all of them. No page is rendered ahead (`ssr = false`),
 * so the script is the same in each, and one file does. The guard comes before it in the same file:
 * it is the first script of every page, and costs no request of its own.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { filesIn, isPage, readBuilt, sha256 } from './build-files.mjs';
import { guardText } from './guard-text.mjs';
import { META_POLICY } from './headers.mjs';

const INLINE_SCRIPT = /<script>([^]*?)<\/script>/g;
const KIT_POLICY = /[\t ]*<meta http-equiv="content-security-policy" content="[^"]*">\n/;
const CHARSET = '<meta charset="utf-8" />';

/** Letters of the hash in a built file's name, as many as the bundler takes. */
const HASH_LETTERS = 8;

/**
 * Moves the inline script of a build's pages into one file, and gives every page the one policy.
 *
 * @param {string} folder
 * @throws {Error} where Kit's pages are not what this knows: nothing may go on with a half-right policy
 */
export function moveBootScript(folder) {
	const guard = guardText();
	/** @type {Set<string>} */
	const scripts = new Set();
	for (const page of filesIn(folder).filter(isPage)) {
		const html = readBuilt(folder, page);
		const found = Array.from(html.matchAll(INLINE_SCRIPT), ([, script = '']) => script);
		const [start, ...more] = found;
		if (start === undefined || more.length > 0)
			throw new Error(`${page}: expected one inline script, got ${String(found.length)}.`);
		if (!KIT_POLICY.test(html) || !html.includes(CHARSET))
			throw new Error(`${page}: expected Kit's policy and the character set in meta elements.`);
		const script = `${guard}\n${start}`;
		scripts.add(script);
		const address = `/_app/immutable/entry/boot.${sha256(script, 'base64url').slice(0, HASH_LETTERS)}.js`;
		writeFileSync(join(folder, address), script);
		writeFileSync(
			join(folder, page),
			html
				.replace(INLINE_SCRIPT, `<script src="${address}"></script>`)
				.replace(KIT_POLICY, '')
				// A policy holds from its element on: first of all, then.
				.replace(
					CHARSET,
					`${CHARSET}\n\t\t<meta http-equiv="content-security-policy" content="${META_POLICY}" />`,
				),
		);
	}
	if (scripts.size !== 1)
		throw new Error(`Expected the same inline script in all pages, got ${String(scripts.size)}.`);
}
