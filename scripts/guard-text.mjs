/** The guard of every page (`src/lib/app/guard.ts`) as the text of a classic script. */
import { readFileSync } from 'node:fs';

import ts from 'typescript';
import { minifySync } from 'vite';

const GUARD = new URL('../src/lib/app/guard.ts', import.meta.url);

/**
 * The guard in one line, calling itself. It imports nothing, so its text alone can be run.
 *
 * @returns {string}
 * @throws {Error} where the guard is not a module that exports `guard` and imports nothing
 */
export function guardText() {
	const { outputText } = ts.transpileModule(readFileSync(GUARD, 'utf8'), {
		compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
	});
	const script = outputText.replace(/^export function guard\(/m, 'function guard(');
	if (script === outputText || /^(?:import|export)\b/m.test(script))
		throw new Error('Expected guard.ts to export the function guard alone, and to import nothing.');
	const { code, errors } = minifySync('guard.js', `(() => { ${script}\nguard(); })();`);
	if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
	return code.trim();
}
