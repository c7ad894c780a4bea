import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

import { parseSync } from 'vite';

import { goalText, printTable } from './table.mjs';

/** Bytes in a kB, as browsers' network panels count. */
const KB = 1000;

/** Goals in kB after gzip, by route. */
const GOALS = /** @type {Readonly<Record<string, number>>} */ ({ '/': 110, '/verify/': 70 });

/** Of `tessera/verify`, in kB after gzip. */
const LIBRARY_GOAL = 20;

/** @param {string} root the build @param {string} file */
const gzipBytes = (root, file) => gzipSync(readFileSync(join(root, file)), { level: 9 }).length;

/** @param {string} root @param {readonly string[]} files */
const kiloBytes = (root, files) => files.reduce((sum, file) => sum + gzipBytes(root, file), 0) / KB;

/**
 * What a script imports, as paths from the root of the build.
 *
 * @param {string} root
 * @param {string} file
 */
function importsOf(root, file) {
	/** @type {string[]} */
	const still = [];
	/** @type {string[]} */
	const later = [];
	const resolve = (/** @type {string} */ name) =>
		new URL(name, `https://build/${file}`).pathname.slice(1);
	const visit = (/** @type {unknown} */ node) => {
		if (typeof node !== 'object' || node === null) return;
		const name = 'source' in node ? textOf(node.source) : undefined;
		if ('type' in node && name !== undefined)
			(node.type === 'ImportExpression' ? later : still).push(resolve(name));
		for (const inside of Object.values(node)) visit(inside);
	};
	visit(parseSync(file, readFileSync(join(root, file), 'utf8')).program);
	return { still, later };
}

/**
 * The text of a literal, in quotes or in backticks without a place to fill in.
 *
 * @param {unknown} node
 * @returns {string | undefined}
 */
function textOf(node) {
	if (typeof node !== 'object' || node === null) return undefined;
	if ('value' in node && typeof node.value === 'string') return node.value;
	const quasis = 'quasis' in node ? /** @type {unknown} */ (node.quasis) : undefined;
	if (!Array.isArray(quasis) || quasis.length !== 1) return undefined;
	return /** @type {{ value: { cooked: string } }[]} */ (quasis)[0]?.value.cooked;
}

/**
 * All scripts that are loaded with these, by static imports alone, and what they may load later.
 *
 * @param {string} root
 * @param {readonly string[]} entries
 */
export function walk(root, entries) {
	/** @type {Set<string>} */
	const loaded = new Set();
	/** @type {Set<string>} */
	const later = new Set();
	const queue = [...entries];
	for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
		if (loaded.has(file)) continue;
		loaded.add(file);
		const imports = importsOf(root, file);
		queue.push(...imports.still);
		for (const name of imports.later) later.add(name);
	}
	return { loaded: [...loaded], later: [...later].filter((file) => !loaded.has(file)) };
}

/**
 * The scripts that a page starts with: the one that it names, and what it preloads.
 *
 * @param {string} html
 */
const entriesOf = (html) =>
	[...html.matchAll(/(?:href|src)="\/(?<file>_app\/[^"]+\.js)"/g)].flatMap(
		({ groups }) => groups?.['file'] ?? [],
	);

/** @param {string} root */
function pagesOf(root) {
	return readdirSync(root, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('index.html'))
		.map((file) => ({
			route: `/${file.slice(0, -'index.html'.length)}`,
			html: readFileSync(join(root, file), 'utf8'),
		}))
		.sort((a, b) => a.route.localeCompare(b.route));
}

/**
 * JavaScript of each route after gzip. A browser loads it once: routes share most of it.
 *
 * @param {string} root the folder of the build
 */
export function measureSizes(root) {
	const kB = (/** @type {readonly string[]} */ files) => kiloBytes(root, files);
	/** Files that belong to other routes: their own tables show them. */
	const isNode = (/** @type {string} */ file) => file.includes('/nodes/');

	const rows = [];
	/** @type {Set<string>} */
	const dynamic = new Set();
	for (const { route, html } of pagesOf(root)) {
		const { loaded, later } = walk(root, entriesOf(html));
		for (const file of later) if (!isNode(file)) dynamic.add(file);
		const value = kB(loaded);
		const goal = GOALS[route];
		rows.push([
			route,
			String(loaded.length),
			value.toFixed(1),
			goal === undefined ? '' : `≤ ${String(goal)}`,
			goal === undefined ? '' : goalText(value, goal, 'kB'),
		]);
	}
	printTable(
		'Size: JavaScript of each route, gzip level 9, static imports',
		['', 'files', 'kB', 'goal', ''],
		rows,
	);

	const lazy = [...dynamic].map((file) => [
		relative('_app/immutable', file),
		kB([file]).toFixed(1),
		kB(walk(root, [file]).loaded).toFixed(1),
	]);
	printTable(
		'Loaded later, when asked for (kB after gzip)',
		['', 'itself', 'with all it imports'],
		[...lazy, ['service-worker.js', kB(['service-worker.js']).toFixed(1), '']],
	);
}

/**
 * The module for other programs: what `import 'tessera/verify'` loads, and what comes later.
 *
 * @param {string} root the folder of the library
 */
export function measureLibrary(root) {
	const { loaded, later } = walk(root, ['verify.js']);
	const value = kiloBytes(root, loaded);
	const inAll = walk(root, [...loaded, ...later]).loaded;
	const rest = inAll.filter((file) => !loaded.includes(file));
	printTable(
		'Size: tessera/verify with its dependencies, gzip level 9',
		['', 'files', 'kB', 'goal', ''],
		[
			[
				'loaded at once',
				String(loaded.length),
				value.toFixed(1),
				`≤ ${String(LIBRARY_GOAL)}`,
				goalText(value, LIBRARY_GOAL, 'kB'),
			],
			['later, for HPKE', String(rest.length), kiloBytes(root, rest).toFixed(1), '', ''],
		],
	);
}
