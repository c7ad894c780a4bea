/**
 * What a page behind the door loads: no health code, on any way. A run of its own, because types
 * are known there but nothing of them is loaded, and a rule on ways cannot leave them out.
 */
const house = require('./.dependency-cruiser.cjs');

module.exports = {
	forbidden: [
		{
			name: 'door-without-health-code',
			severity: 'error',
			// The root's layout and the hooks are loaded with every page.
			from: { path: '^src/(?:routes/\\(door\\)/|routes/\\+layout|hooks\\.)' },
			to: { path: '^src/lib/(?:vault|records|intake)/', reachable: true },
		},
	],
	options: { ...house.options, tsPreCompilationDeps: false },
};
