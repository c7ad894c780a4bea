/**
 * `npm run -s sbom`: the software bill of materials of what is shipped (CycloneDX 1.5, JSON), made of
 * the lockfile alone, so that one source has one bill: no serial number, no time, no name of a
 * folder. (`npm sbom --omit dev` has all three, and leaves out what a development package needs too:
 * here `svelte` itself.)
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import * as v from 'valibot';

/** Tools that leave code of their own in what is built: router, loader, message functions. */
export const TOOLS_WITH_CODE_IN_THE_APP = ['@inlang/paraglide-js', '@sveltejs/kit', 'vite'];

const NAMES = v.optional(v.record(v.string(), v.string()), {});
const PACKAGE = v.object({
	name: v.optional(v.string()),
	version: v.optional(v.string(), ''),
	integrity: v.optional(v.string()),
	license: v.optional(v.string()),
	dependencies: NAMES,
	optionalDependencies: NAMES,
	peerDependencies: NAMES,
});
const LOCKFILE = v.object({
	name: v.string(),
	version: v.string(),
	packages: v.record(v.string(), PACKAGE),
});

const FOLDER = 'node_modules/';

/** @typedef {v.InferOutput<typeof LOCKFILE>['packages']} Packages */

/**
 * Where a package finds another: in its own folder, or in that of the next one up.
 *
 * @param {Packages} packages
 * @param {string} from the path of the package that asks; '' is the project
 * @param {string} name
 * @returns {string | undefined} undefined where it is not installed: optional, or an unmet peer
 */
function resolve(packages, from, name) {
	for (let base = from; ; base = base.slice(0, base.lastIndexOf(FOLDER)).replace(/\/$/, '')) {
		const path = `${base === '' ? '' : `${base}/`}${FOLDER}${name}`;
		if (path in packages) return path;
		if (base === '') return undefined;
	}
}

/**
 * What a package needs at run time, as paths in the lockfile.
 *
 * @param {Packages} packages
 * @param {string} path
 */
function needs(packages, path) {
	const { dependencies, optionalDependencies, peerDependencies } =
		packages[path] ?? v.parse(PACKAGE, {});
	return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
		.flatMap((name) => resolve(packages, path, name) ?? [])
		.sort();
}

/** @param {string} path */
const nameOf = (path) => path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);

/** @param {string} name @param {string} version */
const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** SPDX: one name is an id, several joined are an expression. @param {string | undefined} license */
function licenses(license) {
	if (license === undefined) return {};
	return {
		licenses: [/[ ()]/.test(license) ? { expression: license } : { license: { id: license } }],
	};
}

/** @param {string | undefined} integrity as in the lockfile: `sha512-` and base64 */
function hashes(integrity) {
	const [, base64] = /^sha512-(\S+)$/.exec(integrity ?? '') ?? [];
	if (base64 === undefined) return {};
	return { hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }] };
}

/**
 * @param {string} text of a `package-lock.json`
 * @throws {Error} where it is none
 */
export function sbomOf(text) {
	const { name, version, packages } = v.parse(LOCKFILE, JSON.parse(text));
	/** @type {Set<string>} */
	const shipped = new Set();
	const queue = needs(packages, '');
	for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
		if (shipped.has(path)) continue;
		shipped.add(path);
		queue.push(...needs(packages, path));
	}
	const tools = TOOLS_WITH_CODE_IN_THE_APP.map((tool) => FOLDER + tool).filter(
		(path) => path in packages,
	);
	const paths = [...new Set([...shipped, ...tools])].sort();
	/** @param {string} path */
	const reference = (path) => purl(nameOf(path), packages[path]?.version ?? '');
	// Two copies of one version are one component.
	const components = new Map(
		paths.map((path) => {
			const { version: its = '', license, integrity } = packages[path] ?? {};
			return [
				reference(path),
				{
					type: 'library',
					'bom-ref': reference(path),
					name: nameOf(path),
					version: its,
					scope: 'required',
					purl: reference(path),
					...hashes(integrity),
					...licenses(license),
				},
			];
		}),
	);
	const own = purl(name, version);
	return {
		$schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
		bomFormat: 'CycloneDX',
		specVersion: '1.5',
		version: 1,
		metadata: {
			lifecycles: [{ phase: 'pre-build' }],
			component: {
				type: 'application',
				'bom-ref': own,
				name,
				version,
				purl: own,
				...licenses(packages['']?.license),
			},
		},
		components: [...components.values()],
		dependencies: [
			{ ref: own, dependsOn: [...needs(packages, ''), ...tools].map(reference).sort() },
			...new Map(
				paths.map((path) => [
					reference(path),
					{
						ref: reference(path),
						dependsOn: needs(packages, path)
							.filter((other) => paths.includes(other))
							.map(reference),
					},
				]),
			).values(),
		],
	};
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const lockfile = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
	console.log(JSON.stringify(sbomOf(lockfile), null, '\t'));
}
