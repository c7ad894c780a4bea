/** Reads the register of flows for tools that cannot import TypeScript. */
import { readFileSync } from 'node:fs';

import ts from 'typescript';

import { MEANS } from './means.mjs';

const REGISTER = new URL('../src/lib/flows/register.ts', import.meta.url);

/**
 * The register as its source is now. It imports nothing, so its text alone can be run.
 *
 * @returns {Promise<typeof import('../src/lib/flows/register.ts')>}
 */
async function loadRegister() {
	const { outputText } = ts.transpileModule(readFileSync(REGISTER, 'utf8'), {
		compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
	});
	/** @type {unknown} */
	const module = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
	return /** @type {typeof import('../src/lib/flows/register.ts')} */ (module);
}

/**
 * Which guarded means each module may use, by the register.
 *
 * @returns {Promise<Record<string, string[]>>}
 * @throws {Error} where the register names a means that no rule guards
 */
export async function meansOfModules() {
	const { FLOWS, WITHOUT_FLOW } = await loadRegister();
	/** @type {Record<string, string[]>} */
	const result = {};
	for (const { id, means, modules } of FLOWS) {
		if (means === null) continue;
		if (!(means in MEANS))
			throw new Error(
				`The flow '${id}' names the means '${means}'; expected one of ${Object.keys(MEANS).join(', ')}`,
			);
		for (const module of modules) (result[module] ??= []).push(means);
	}
	for (const { module, means } of WITHOUT_FLOW) (result[module] ??= []).push(...means);
	return result;
}
