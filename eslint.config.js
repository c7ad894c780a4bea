/** Lint: the strict rules of the language, and the rules of this house (`scripts/house-rules.mjs`). */
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

import house from './scripts/house-rules.mjs';
import { meansOfModules } from './scripts/register.mjs';
import svelteConfig from './svelte.config.js';

/** Rooms without DOM, storage, network, clock and randomness of their own. */
const PURE_ROOMS = ['codec', 'records', 'score', 'attest', 'intake'];

/** The doors to the database: all others go through `sealedTable`. */
const RAW_TABLE_MODULES = [
	...['database', 'guarded-database', 'keyring', 'protection', 'rotate', 'sealed-table'],
	'stray-pages',
].map((name) => `src/lib/vault/${name}.ts`);

const TESTS = ['**/*.test.ts', 'tests/**'];

export default defineConfig(
	{
		name: 'house/not-ours',
		ignores: [
			'build/',
			'build-verify/',
			'build-verify-*/',
			'.svelte-kit/',
			'src/lib/words/',
			'test-results/',
			'playwright-report/',
			'coverage/',
		],
	},
	js.configs.recommended,
	tseslint.configs.strictTypeChecked,
	svelte.configs.recommended,
	prettier,
	svelte.configs.prettier,
	{
		name: 'house/types',
		languageOptions: {
			parserOptions: {
				projectService: {
					// Outside every tsconfig, and few: Kit leaves the worker out of its own.
					allowDefaultProject: ['*.js', 'src/service-worker.ts'],
					defaultProject: 'tsconfig.json',
				},
				tsconfigRootDir: import.meta.dirname,
				extraFileExtensions: ['.svelte'],
			},
		},
	},
	{
		name: 'house/svelte',
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			globals: globals.browser,
			parserOptions: { parser: tseslint.parser, svelteConfig },
		},
		rules: {
			// Both are blocked by the page's policy, or would have to be let through it.
			// The parser does not know the types of callbacks in markup; svelte-check does.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'svelte/no-at-html-tags': 'error',
			'svelte/no-inline-styles': 'error',
			// The app lives at the root of its origin: a plain path is a right address.
			'svelte/no-navigation-without-resolve': 'off',
		},
	},
	{
		name: 'house/language',
		rules: {
			// The compiler knows the globals of each file.
			'no-undef': 'off',
			'no-console': 'error',
			'no-eval': 'error',
			'no-new-func': 'error',
			eqeqeq: 'error',
			// Untrusted text is full of control characters; here they are refused by name.
			'no-control-regex': 'off',
			'@typescript-eslint/no-confusing-void-expression': [
				'error',
				{ ignoreVoidReturningFunctions: true },
			],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', caughtErrors: 'all' },
			],
			'no-restricted-properties': [
				'error',
				...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc'].map((property) => ({
					property,
					message: 'Text becomes a page only through a template.',
				})),
			],
		},
	},
	{
		name: 'house/sinks',
		files: ['src/**'],
		ignores: TESTS,
		plugins: { house },
		rules: { 'house/sinks': 'error', 'house/directives': 'error' },
	},
	Object.entries(await meansOfModules()).map(([module, allowed]) => ({
		name: `house/sinks of ${module}`,
		files: [module],
		plugins: { house },
		rules: { 'house/sinks': /** @type {const} */ (['error', { allowed }]) },
	})),
	{
		name: 'house/pure',
		files: PURE_ROOMS.map((room) => `src/lib/${room}/**`),
		ignores: TESTS,
		plugins: { house },
		rules: { 'house/pure': 'error' },
	},
	{
		name: 'house/raw-tables',
		files: ['src/lib/vault/**'],
		ignores: [...RAW_TABLE_MODULES, ...TESTS],
		plugins: { house },
		rules: { 'house/raw-tables': 'error' },
	},
	{
		name: 'house/commands',
		files: ['scripts/**', 'tests/**', 'docs/**', 'src/cli/**', '*.js', '*.ts', '.*.cjs'],
		languageOptions: { globals: globals.node },
		rules: { 'no-console': 'off' },
	},
	{
		name: 'house/commonjs',
		// dependency-cruiser's configuration; its tool checks its shape.
		files: ['.*.cjs'],
		extends: [tseslint.configs.disableTypeChecked],
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},
	{
		name: 'house/lint-rules',
		// Three syntax trees meet in one visitor; no type covers them all.
		files: ['scripts/rule-*.mjs'],
		rules: {
			'@typescript-eslint/no-explicit-any': 'off',
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
		},
	},
);
