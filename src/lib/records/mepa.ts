/**
 * The sixteen items of the Mediterranean Eating Pattern for Americans screener, one point each
 * (Cerwinske et al. 2017, J Hum Nutr Diet 30:596–603, doi 10.1111/jhn.12451; table C in appendix 1
 * of doi 10.1161/CIR.0000000000001078). Both print the item on alcohol with an “or” that would hold
 * for everybody; as others do, it is read as “some, but no more than”. Their sum is kept as the
 * observation `diet-mepa`.
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
