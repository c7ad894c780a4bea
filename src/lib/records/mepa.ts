/**
 * The sixteen items of the Mediterranean Eating Pattern for Americans screener, one point each
 * (Cerwinske et al. 2017, J Hum Nutr Diet 30:596–603, doi 10.1111/jhn.12451). The items were not yet
 * compared with the publication. Their sum
 * is kept as the observation `diet-mepa`.
 */
export const MEPA_ITEMS = [
	'olive-oil',
	'leafy',
	'vegetables',
	'berries',
	'fruit',
	'meat',
	'fish',
	'chicken',
	'cheese',
	'butter',
	'beans',
	'grains',
	'sweets',
	'nuts',
	'fast-food',
	'alcohol',
] as const;

export type MepaItem = (typeof MEPA_ITEMS)[number];
