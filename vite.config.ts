import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

import { wordsOptions } from './scripts/words.mjs';

export default defineConfig({
	plugins: [paraglideVitePlugin(wordsOptions), sveltekit()],
	// Dexie's own build for today's browsers; its default entry carries one for older ones too.
	resolve: { alias: { dexie: 'dexie/dist/modern/dexie.mjs' } },
	build: { target: ['es2022', 'safari16.4', 'chrome108', 'firefox115'] },
	test: {
		include: ['src/**/*.test.ts', 'tests/{unit,privacy,independent}/**/*.test.ts'],
		environment: 'node',
		expect: { requireAssertions: true },
	},
});
