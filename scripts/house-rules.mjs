/** The lint rules of the house, as an ESLint plugin. */
import { directives } from './rule-directives.mjs';
import { pure } from './rule-pure.mjs';
import { rawTables } from './rule-raw-tables.mjs';
import { sinks } from './rule-sinks.mjs';

export default {
	meta: { name: 'house' },
	rules: { sinks, directives, pure, 'raw-tables': rawTables },
};
