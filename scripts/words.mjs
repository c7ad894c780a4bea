/**
 * The words of the app, compiled from `src/words/*.json` to `src/lib/words`, which git ignores: a
 * fresh clone has to compile them before anything can be checked. Nothing is fetched: the settings
 * in `src/words/project.inlang` name the plugin in `node_modules`.
 */
import { readFileSync } from 'node:fs';

import { compile } from '@inlang/paraglide-js';

/**
 * The one set of options, for the build (`vite.config.ts`) and for the checks.
 *
 * @satisfies {import('@inlang/paraglide-js').CompilerOptions}
 */
export const wordsOptions = {
	project: './src/words/project.inlang',
	outdir: './src/lib/words',
	// The language is the app's own reactive state (app/language.svelte.ts), set before mounting.
	strategy: ['globalVariable', 'baseLocale'],
	outputStructure: 'message-modules',
	isServer: 'false',
};

/**
 * Writes `src/lib/words` of the project in the present folder.
 *
 * @throws {Error} where there is no word in it: the compiler itself only warns when its plugin or its
 *   files are missing
 */
export async function compileWords() {
	await compile({ ...wordsOptions, cleanOutdir: false });
	const index = readFileSync('src/lib/words/messages/_index.js', 'utf8');
	if (!index.includes('export'))
		throw new Error('No word was compiled: look at src/words/project.inlang/settings.json.');
}
