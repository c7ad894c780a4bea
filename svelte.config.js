import adapter from '@sveltejs/adapter-static';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { finishBuild } from './scripts/finish-build.mjs';
import { pagePolicy } from './scripts/headers.mjs';

/**
 * A fixed version makes builds byte-identical (Kit's default is the time of day).
 * The commit says which source this is; outside a checkout the package version does.
 */
function versionName() {
	try {
		return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}).trim();
	} catch {
		const text = readFileSync(new URL('package.json', import.meta.url), 'utf8');
		/** @type {unknown} */
		const parsed = JSON.parse(text);
		return /** @type {{ version: string }} */ (parsed).version;
	}
}

const version = process.env.TESSERA_VERSION ?? versionName();

const staticFiles = adapter({ fallback: '404.html' });

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		adapter: {
			name: 'tessera',
			async adapt(builder) {
				await staticFiles.adapt(builder);
				finishBuild('build', version);
			},
		},
		// For the development server; `finishBuild` writes it into the built pages.
		csp: { mode: 'hash', directives: pagePolicy },
		paths: { relative: false },
		// We register it ourselves: updateViaCache 'none', and updates on the citizen's word.
		serviceWorker: { register: false },
		version: { name: version },
	},
};
