/**
 * `npm run channels:firefox`: tries the ways out of `tests/e2e/ways-out` in the system's Firefox, with
 * the policy and the guard on and off, and prints what differs from Chromium. `-- --write` keeps what
 * was found in `src/lib/flows/channels-firefox.ts`, from which the documents are made.
 *
 * Not a part of `npm test`: not every machine has a Firefox, and each version may differ. Ends with 1
 * where something is not as that file says, with 0 and one line where there is no Firefox
 * (`-- --require`: with 1). `-- --root DIR` takes another build, `-- --only NAME` tries one way or
 * channel, `-- --verbose` prints what became of each. About ten minutes on a quiet machine.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { LaidOpen, Listener } from '../tests/e2e/laid-open.mjs';
import { build, isBuildStale } from './build.mjs';
import { findFirefox, startFirefox } from './firefox.mjs';
import { importTypeScript } from './import-typescript.mjs';
import { createTesseraServer, listen } from './serve.mjs';

/** @typedef {import('../tests/e2e/ways-out/way-out.ts').WayOut} WayOut */
/** @typedef {import('../tests/e2e/ways-out/unheard.ts').UnheardWay} UnheardWay */
/** @typedef {import('../src/lib/flows/channels-firefox.ts').InFirefox} InFirefox */
/** @typedef {{ out: string | null, said: string }} Tried what arrived, and what the script was told */

const RESULT = fileURLToPath(new URL('../src/lib/flows/channels-firefox.ts', import.meta.url));

/** Pages at once, and how long something has to arrive. */
const PAGES = 3;
const PATIENCE_MS = 6000;
const LOOK_MS = 100;
const PROGRAM_MS = 1500;
const OWN_PATIENCE_MS = 2000;

/** What a page says of an interface that this browser does not have. */
const NOT_THERE = /is not defined|is not a constructor|undefined|not supported|NotSupportedError/;

/** What holds on the bare page. */
const DOORS = {
	neither: { policy: false, guard: false },
	policy: { policy: true, guard: false },
	guard: { policy: false, guard: true },
	both: { policy: true, guard: true },
};

/** By which nothing arrives: what the page says counts. */
const APART = 'other-page';

/** How a page tells of what is silently passed over where it is not known. */
const PROBES = /** @type {Readonly<Record<string, string>>} */ ({
	'fetch-later': `() => String('fetchLater' in window)`,
	'speculation-rules': `() => String(HTMLScriptElement.supports('speculationrules'))`,
});

const { values } = parseArgs({
	options: {
		write: { type: 'boolean', default: false },
		require: { type: 'boolean', default: false },
		verbose: { type: 'boolean', default: false },
		only: { type: 'string' },
		root: { type: 'string' },
	},
});

const firefox = findFirefox();
if (firefox === null) {
	console.log('Skipped: no Firefox here. On Debian: apt-get install firefox-esr');
	process.exit(values.require ? 1 : 0);
}

if (values.root === undefined && isBuildStale() && !build()) process.exit(1);

/** @template T @param {string} file @returns {Promise<T>} */
const load = async (file) => /** @type {T} */ (await importTypeScript(file));

const WAYS = 'tests/e2e/ways-out';
const { CHANNELS } = /** @type {typeof import('../src/lib/flows/channels.ts')} */ (
	await load('src/lib/flows/channels.ts')
);
const known = /** @type {typeof import('../src/lib/flows/channels-firefox.ts')} */ (
	await load('src/lib/flows/channels-firefox.ts')
);
const { helpers } = /** @type {typeof import('../tests/e2e/ways-out/way-out.ts')} */ (
	await load(`${WAYS}/way-out.ts`)
);
const { AROUND } = /** @type {typeof import('../tests/e2e/ways-out/around.ts')} */ (
	await load(`${WAYS}/around.ts`)
);
const { CONNECTIONS } = /** @type {typeof import('../tests/e2e/ways-out/connections.ts')} */ (
	await load(`${WAYS}/connections.ts`)
);
const { LOADS } = /** @type {typeof import('../tests/e2e/ways-out/loads.ts')} */ (
	await load(`${WAYS}/loads.ts`)
);
const { DEPARTURES } = /** @type {typeof import('../tests/e2e/ways-out/departures.ts')} */ (
	await load(`${WAYS}/departures.ts`)
);
const { OWN_DEPARTURES, OWN_LOADS } =
	/** @type {typeof import('../tests/e2e/ways-out/own-server.ts')} */ (
		await load(`${WAYS}/own-server.ts`)
	);
const { UNHEARD } = /** @type {typeof import('../tests/e2e/ways-out/unheard.ts')} */ (
	await load(`${WAYS}/unheard.ts`)
);
/** @param {{ readonly id: string, readonly channel: string }} way */
const isTried = ({ id, channel }) =>
	values.only === undefined || [id, channel].includes(values.only);
const ways = [...CONNECTIONS, ...LOADS, ...DEPARTURES, ...AROUND].filter(isTried);
const unheard = UNHEARD.filter(isTried);

/** @param {WayOut} way */
const nameFor = ({ id }) => `x-${id}.canary.test`;

/**
 * A page of a browser.
 *
 * @param {import('./bidi.mjs').Send} send
 * @param {string} address
 */
async function openPage(send, address) {
	// A window: what hides behind another one may not be let do everything.
	const { context } = await send('browsingContext.create', { type: 'window' });
	await send('browsingContext.navigate', { context, url: address, wait: 'complete' });
	return {
		/** @param {string} script a function of one text @param {string} argument */
		async run(script, argument = '') {
			const { result, exceptionDetails } = await send('script.callFunction', {
				functionDeclaration: script,
				arguments: [{ type: 'string', value: argument }],
				awaitPromise: true,
				userActivation: true,
				target: { context },
			});
			const { text } = /** @type {{ text?: string }} */ (exceptionDetails ?? {});
			return text ?? String(/** @type {{ value?: unknown }} */ (result).value);
		},
		toFront: () => send('browsingContext.activate', { context }),
		close: () => send('browsingContext.close', { context }).catch(() => null),
	};
}

/**
 * Runs a way in the page, and tells in one line what it threw.
 *
 * @param {WayOut} way
 */
const scriptOf = ({ run }) => `async (json) => {
	(${String(helpers)})();
	try {
		const tried = Promise.resolve((${String(run).replace(/^run\(/, 'function run(')})(JSON.parse(json)));
		const late = new Promise((done) => setTimeout(done, 2000));
		await Promise.race([tried, late]);
		return '';
	} catch (error) {
		return String(error);
	}
}`;

/**
 * @param {import('./bidi.mjs').Send} send
 * @param {LaidOpen} app
 * @param {WayOut} way
 * @returns {Promise<Tried>}
 */
async function tryWay(send, app, way) {
	const listener = await Listener.start();
	const page = await openPage(send, `${app.origin}/`);
	if (way.inFront === true) await page.toFront();
	const name = nameFor(way);
	let said = '';
	try {
		const probe = PROBES[way.id];
		if (probe !== undefined && (await page.run(probe)) === 'false')
			return { out: null, said: 'undefined' };
		const target = { origin: listener.origin, port: listener.port, name };
		// A page that was left has nothing more to say.
		const told = page.run(scriptOf(way), JSON.stringify(target)).then(
			(text) => (said = text),
			() => null,
		);
		const until = Date.now() + PATIENCE_MS;
		while (Date.now() < until && listener.heard.length === 0)
			await new Promise((done) => setTimeout(done, LOOK_MS));
		await Promise.race([told, new Promise((done) => setTimeout(done, LOOK_MS))]);
		return { out: listener.heard[0] ?? null, said };
	} finally {
		await page.close();
		listener.stop();
	}
}

/**
 * Tries what arrives nowhere: the page tells whether it is open, but where it leads to a program.
 *
 * @param {Awaited<ReturnType<typeof startFirefox>>} browser
 * @param {LaidOpen} app
 * @param {UnheardWay} way
 * @returns {Promise<Tried>}
 */
async function tryUnheard({ send, given }, app, { channel, tryIt }) {
	const before = given();
	const page = await openPage(send, `${app.origin}/`);
	const told = await page.run(`async () => {
		(${String(helpers)})();
		return (${String(tryIt)})();
	}`);
	if (channel === 'other-program') await new Promise((done) => setTimeout(done, PROGRAM_MS));
	await page.close();
	// Firefox tells no page that it opens a program.
	if (channel === 'other-program')
		return { out: given() === before ? null : 'to a program', said: '' };
	return { out: told === 'open' ? told : null, said: told === 'not-there' ? 'undefined' : told };
}

/**
 * A page that opens the app holds it, or not.
 *
 * @param {import('./bidi.mjs').Send} send
 * @param {LaidOpen} app
 * @returns {Promise<Tried>}
 */
async function tryApart(send, app) {
	const bare = await LaidOpen.start({ policy: false, guard: false });
	const opener = await openPage(send, `${bare.origin}/`);
	const held = await opener.run(
		`async (address) => {
			const opened = window.open(address);
			// A window behind another waits for at least a second each time.
			for (let tries = 0; tries < 5; tries++) {
				await new Promise((done) => setTimeout(done, 1000));
				if (opened.closed) return 'cut off';
			}
			return 'held';
		}`,
		`${app.origin}/`,
	);
	await opener.close();
	bare.stop();
	return { out: held === 'held' ? held : null, said: '' };
}

/**
 * The ways by which the app's own server is told something by the whole app, installed or not yet.
 *
 * @param {boolean} isInstalled
 */
async function tellServer(isInstalled) {
	const { send, stop } = await startFirefox(/** @type {string} */ (firefox?.command));
	const server = await createTesseraServer({ root: values.root ?? 'build' });
	/** @type {string[]} */
	const asked = [];
	server.on('request', ({ url = '' }) => asked.push(url));
	const port = await listen(server, { port: 0, host: '127.0.0.1' });
	const address = `http://localhost:${String(port)}/verify/`;
	const all = [...OWN_LOADS, ...OWN_DEPARTURES];
	try {
		if (isInstalled) {
			const first = await openPage(send, address);
			await first.run(`() => navigator.serviceWorker.ready.then(() => '')`);
			await first.close();
		}
		for (const way of all) {
			const page = await openPage(send, address);
			// Not by a worker: it is taken away from a page that is not to have one.
			if (!isInstalled)
				await page.run(`async () => {
					for (const one of await navigator.serviceWorker.getRegistrations())
						await one.unregister();
				}`);
			const target = { origin: '', port: 0, name: nameFor(way) };
			page.run(scriptOf(way), JSON.stringify(target)).catch(() => null);
			await new Promise((done) => setTimeout(done, OWN_PATIENCE_MS));
			await page.close();
		}
	} finally {
		await stop();
		server.close();
		server.closeAllConnections();
	}
	return all.filter((way) => asked.some((path) => path.includes(nameFor(way))));
}

/**
 * @param {keyof typeof DOORS} name
 * @returns {Promise<Map<string, Tried>>} by the id of a way
 */
async function tryAll(name) {
	const doors = DOORS[name];
	console.log(`${String(ways.length)} ways out with ${name} …`);
	const browser = await startFirefox(/** @type {string} */ (firefox?.command));
	const { send, stop } = browser;
	const app = await LaidOpen.start(doors);
	/** @type {Map<string, Tried>} */
	const found = new Map();
	/** @type {string} */
	let names;
	try {
		/** @param {WayOut[]} waiting */
		const tryThese = async (waiting) => {
			for (let way = waiting.shift(); way !== undefined; way = waiting.shift())
				found.set(way.id, await tryWay(send, app, way));
		};
		const waiting = ways.filter(({ inFront }) => inFront === undefined);
		await Promise.all(Array.from({ length: PAGES }, () => tryThese(waiting)));
		await tryThese(ways.filter(({ inFront }) => inFront === true));
		for (const way of unheard) found.set(way.id, await tryUnheard(browser, app, way));
		if (values.only === undefined || values.only === APART)
			found.set(APART, await tryApart(send, app));
	} finally {
		names = await stop();
		app.stop();
	}
	for (const way of ways) {
		const tried = found.get(way.id);
		if (tried?.out === null && names.includes(nameFor(way))) tried.out = 'its name';
	}
	return found;
}

/** @type {Record<keyof typeof DOORS, Map<string, Tried>>} */
const found = {
	neither: await tryAll('neither'),
	policy: await tryAll('policy'),
	guard: await tryAll('guard'),
	both: await tryAll('both'),
};

const isOwnTried = values.only === undefined || values.only === 'own-server';
const told = {
	before: isOwnTried ? await tellServer(false) : [],
	installed: isOwnTried ? await tellServer(true) : [],
};

/** @param {string} channel */
const idsOf = (channel) =>
	channel === APART
		? [channel]
		: [...ways, ...unheard].filter((way) => way.channel === channel).map(({ id }) => id);

/** @param {string} channel @param {keyof typeof DOORS} doors */
const isOut = (channel, doors) =>
	idsOf(channel).some((id) => (found[doors].get(id)?.out ?? null) !== null);

/** @param {string} channel @returns {InFirefox} */
function resultOf(channel) {
	if (channel === 'own-server') return told.installed.length === 0 ? ['worker'] : [];
	if (!isOut(channel, 'neither')) {
		const isAbsent = idsOf(channel).every((id) =>
			NOT_THERE.test(found.neither.get(id)?.said ?? ''),
		);
		return isAbsent ? 'not-there' : ['browser'];
	}
	if (isOut(channel, 'both')) return [];
	const alone = /** @type {const} */ (['policy', 'guard']).filter((door) => !isOut(channel, door));
	if (alone.length === 0) throw new Error(`${channel}: stopped only by both together`);
	return alone;
}

const tried = CHANNELS.filter(({ id }) =>
	id === 'own-server' ? isOwnTried : idsOf(id).some((way) => found.neither.has(way)),
);
/** @type {Record<string, InFirefox>} */
const results = Object.fromEntries(tried.map(({ id }) => [id, resultOf(id)]));
/** With what was not tried this time, in the order of the table. */
const all = Object.fromEntries(
	CHANNELS.flatMap(({ id }) => {
		const result = results[id] ?? known.IN_FIREFOX[id];
		return result === undefined ? [] : [[id, result]];
	}),
);

/** @param {InFirefox | undefined} result */
function text(result) {
	if (result === undefined) return 'not tried';
	return result === 'not-there' ? 'not there' : result.join(', ') || 'nothing';
}

if (values.verbose)
	for (const { id } of tried)
		for (const way of idsOf(id))
			console.log(
				[id, way, ...Object.values(found).map((map) => map.get(way)?.out ?? '–')].join(' | '),
				`| ${found.neither.get(way)?.said ?? ''}`,
			);

/** @param {readonly WayOut[]} some */
const namesOf = (some) => some.map(({ id }) => id).join(', ') || 'none';
if (isOwnTried) {
	console.log(
		`\nThe own server is told something, before the app is installed: ${namesOf(told.before)}`,
	);
	console.log(`Once it is installed: ${namesOf(told.installed)}`);
}
console.log(
	`\nFirefox ${firefox.version}: ${String(tried.length)} channels, ${String(ways.length + unheard.length)} ways out`,
);
console.log('What differs from Chromium, by what stops it at run time:\n');
for (const { id, name, stoppedBy } of tried) {
	const chromium = stoppedBy.filter((stop) => stop !== 'lint');
	if (text(results[id]) === text(chromium)) continue;
	console.log(
		`  ${name.en.padEnd(42)} ${text(results[id]).padEnd(16)} Chromium: ${text(chromium)}`,
	);
}

if (values.write) {
	const before = readFileSync(RESULT, 'utf8');
	const start = before.indexOf('export const FIREFOX_VERSION');
	const { format, resolveConfig } = await import('prettier');
	const data = `export const FIREFOX_VERSION = '${firefox.version}';

export const IN_FIREFOX: Readonly<Record<string, InFirefox>> = ${JSON.stringify(all)};\n`;
	writeFileSync(
		RESULT,
		await format(before.slice(0, start) + data, {
			...(await resolveConfig(RESULT)),
			filepath: RESULT,
		}),
	);
	console.log('\nWritten: now npm run privacy-review');
} else {
	const changed = Object.entries(results).filter(
		([id, result]) => text(result) !== text(known.IN_FIREFOX[id]),
	);
	for (const [id, result] of changed)
		console.error(`${id}: ${text(result)}; was ${text(known.IN_FIREFOX[id])}`);
	process.exitCode = changed.length === 0 ? 0 : 1;
}
