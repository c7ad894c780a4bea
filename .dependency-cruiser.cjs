/**
 * The rooms of the house and what each may import. The sentence of record is the table in
 * `docs/decisions/0001-rooms-and-their-imports.md`; `tests/unit/house-rules.test.ts` plants a
 * violation of every rule.
 */

/** @param {string} name */
const room = (name) => `^src/lib/${name}/`;

/** Lists of names that import nothing: the score's, the attestation's and the vault's only bridge. */
const BRIDGES = ['^src/lib/score/bands\\.ts$', '^src/lib/score/fact-names\\.ts$'];

/** What the app is composed from. */
const ROOMS = ['codec', 'records', 'score', 'attest', 'intake', 'vault', 'flows', 'qr'];

/** Per room: the modules under `src/` that it may import beside its own. */
const IMPORTS = {
	codec: [],
	records: [room('codec')],
	score: [room('records'), room('codec')],
	attest: [room('codec'), ...BRIDGES],
	intake: [room('records'), room('codec')],
	vault: [room('records'), room('codec'), ...BRIDGES],
	flows: [],
	qr: [room('codec')],
	words: [],
	text: [room('words'), ...BRIDGES],
	app: [...ROOMS, 'words', 'text'].map(room),
	ui: [...['words', 'text'].map(room), ...BRIDGES],
};

/** Which rooms know other rooms by their types alone, and which those are. */
const TYPES = { vault: [room('attest')], text: ROOMS.map(room), ui: [...ROOMS, 'app'].map(room) };

/**
 * @param {string} name of the rule
 * @param {string} from
 * @param {string[]} allowed
 * @param {string[]} [typesOf] rooms whose types alone may be imported
 */
function onlyImports(name, from, allowed, typesOf = []) {
	const to = { path: '^src/', pathNot: [from, ...allowed] };
	const rule = { name, severity: 'error', from: { path: from } };
	if (typesOf.length === 0) return [{ ...rule, to }];
	return [
		{ ...rule, to: { ...to, pathNot: [...to.pathNot, ...typesOf] } },
		{
			...rule,
			name: `${name}-types-only`,
			to: { path: typesOf, pathNot: allowed, dependencyTypesNot: ['type-only'] },
		},
	];
}

module.exports = {
	forbidden: [
		...Object.entries(IMPORTS).flatMap(([name, allowed]) =>
			onlyImports(`room-${name}`, room(name), allowed, TYPES[name]),
		),
		...onlyImports(
			'room-routes',
			'^src/(?:routes/|hooks\\.)',
			['^src/app\\.css$', ...['app', 'ui', 'words', 'text'].map(room), ...BRIDGES],
			ROOMS.map(room),
		),
		...onlyImports(
			'room-cli',
			'^src/cli/',
			['records', 'score', 'attest', 'intake', 'codec'].map(room),
		),
		...onlyImports('room-service-worker', '^src/service-worker\\.ts$', []),
		...onlyImports('verify-library', '^src/verify\\.ts$', [
			...['attest', 'codec'].map(room),
			...BRIDGES,
		]),
		{
			name: 'known-room',
			comment: 'A new room gets its line above first.',
			severity: 'error',
			from: {},
			to: { path: '^src/lib/', pathNot: Object.keys(IMPORTS).map(room) },
		},
		{
			name: 'no-circle',
			comment: 'Types may refer to each other: nothing of them is loaded.',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		{
			name: 'no-barrel',
			comment: 'A file that only passes on what others export drags them all along.',
			severity: 'error',
			from: { path: '^src/lib/(?!words/).*index\\.[jt]s$' },
			to: {},
		},
		{
			name: 'dexie-in-vault',
			severity: 'error',
			from: { path: '^src/', pathNot: room('vault') },
			to: { path: '(?:^|/)node_modules/dexie/|^dexie' },
		},
		{
			name: 'cryptography-in-codec-attest-vault',
			severity: 'error',
			from: { path: '^src/', pathNot: ['codec', 'attest', 'vault'].map(room) },
			to: { path: '(?:^|/)node_modules/@(?:noble|hpke)/|^@(?:noble|hpke)/' },
		},
		{
			name: 'no-node-in-the-page',
			comment: 'Pages have no Node; the command has.',
			severity: 'error',
			from: { path: '^src/', pathNot: ['^src/cli/', '\\.test\\.ts$'] },
			to: { dependencyTypes: ['core'] },
		},
		{
			name: 'only-runtime-packages',
			comment: 'What is shipped is a dependency, and has its line in docs/dependencies.md.',
			severity: 'error',
			from: { path: '^src/', pathNot: ['\\.test\\.ts$'] },
			to: {
				dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
				dependencyTypesNot: ['type-only', 'triple-slash-type-reference'],
			},
		},
		{
			name: 'found',
			comment: 'A name that leads nowhere escapes every other rule.',
			severity: 'error',
			from: { path: '^src/' },
			to: { couldNotResolve: true, pathNot: '^\\$(?:app/|service-worker$)|/\\$types$' },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^src/lib/words/(?!messages\\.js$|runtime\\.js$)' },
		tsPreCompilationDeps: 'specify',
		combinedDependencies: false,
		webpackConfig: { fileName: '.dependency-cruiser.alias.cjs' },
	},
};
