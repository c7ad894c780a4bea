/** How dependency-cruiser finds modules: it reads aliases from a file of webpack's form. */
const { join } = require('node:path');

module.exports = {
	resolve: {
		alias: { $lib: join(__dirname, 'src/lib') },
		extensions: ['.ts', '.js', '.mjs', '.svelte', '.json', '.d.ts'],
		conditionNames: ['svelte', 'browser', 'import', 'default'],
		exportsFields: ['exports'],
	},
};
