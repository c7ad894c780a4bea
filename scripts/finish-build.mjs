import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { moveBootScript } from './boot-file.mjs';
import { HEADERS_FILE, writeManifest } from './build-manifest.mjs';
import { writePrecache } from './precache.mjs';
import { securityText } from './security-txt.mjs';
import { caddyConfig, headersFile, nginxConfig } from './server-config.mjs';

/** For whoever serves the build: beside it, because it is not served. */
export const DEPLOY_FOLDER = 'build-deploy';

/** @param {string} file @param {string} text */
function write(file, text) {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
}

/**
 * What is done with a build when Kit has written all of it. Each step tells of files that the one
 * before has finished: pages, then the service worker, then the manifest.
 *
 * @param {string} folder the build
 * @param {string} version the name of the version, which is its commit
 */
export function finishBuild(folder, version) {
	moveBootScript(folder);
	writePrecache(folder);
	writeManifest(folder, version);
	const security = securityText(process.env);
	if (security !== null) write(join(folder, '.well-known/security.txt'), security);
	write(join(folder, HEADERS_FILE), headersFile(folder));

	const deploy = join(dirname(folder), DEPLOY_FOLDER);
	rmSync(deploy, { recursive: true, force: true });
	write(join(deploy, 'nginx.conf'), nginxConfig());
	write(join(deploy, 'Caddyfile'), caddyConfig());
}
