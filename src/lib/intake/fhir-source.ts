import { asArray, asString, member } from './json-access';
import { cleanName } from './source-name';

/** The source where the file names none. */
export const FHIR_SOURCE = 'FHIR';

/** What is named: an organisation or a device. Never a person: not the patient, nor who measured. */
const NAMED_TYPES = new Set(['Organization', 'Device', 'DeviceMetric']);

/** Resources of a Bundle that others refer to, by their `fullUrl` and by `Type/id`. */
export type ReferenceIndex = ReadonlyMap<string, unknown>;

/** The organisations and devices of a Bundle's entries, to look references up in. */
export function indexOf(entries: readonly unknown[]): ReferenceIndex {
	const index = new Map<string, unknown>();
	for (const entry of entries) {
		const resource = member(entry, 'resource');
		const type = asString(member(resource, 'resourceType'));
		if (type === null) continue;
		const fullUrl = asString(member(entry, 'fullUrl'));
		const id = asString(member(resource, 'id'));
		// Others are kept without their content, so that a reference to a person is known as one.
		const kept = NAMED_TYPES.has(type) ? resource : { resourceType: type };
		if (fullUrl !== null) index.set(fullUrl, kept);
		if (id !== null) index.set(`${type}/${id}`, kept);
	}
	return index;
}

/** The name of what a reference points to, if that is known to be an organisation or a device. */
function nameOf(reference: unknown, index: ReferenceIndex, knownType?: string): string | null {
	const target = asString(member(reference, 'reference')) ?? '';
	const resource = index.get(target);
	const type =
		asString(member(resource, 'resourceType')) ??
		asString(member(reference, 'type')) ??
		/(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+(?:\/_history\/[^/]+)?$/.exec(target)?.[1] ??
		knownType;
	if (type === undefined || !NAMED_TYPES.has(type)) return null;
	return (
		tidy(member(reference, 'display')) ??
		tidy(member(resource, 'name')) ??
		tidy(member(resource, 'deviceName', 0, 'name'))
	);
}

/** A name that a record may hold; null if there is nothing in it. */
function tidy(name: unknown): string | null {
	const clean = cleanName(asString(name) ?? '');
	return clean === '' ? null : clean;
}

function firstName(
	references: readonly unknown[],
	index: ReferenceIndex,
	knownType?: string,
): string | null {
	for (const reference of references) {
		const name = nameOf(reference, index, knownType);
		if (name !== null) return name;
	}
	return null;
}

const asList = (value: unknown): readonly unknown[] =>
	asArray(value) ?? (value === undefined ? [] : [value]);

/** Who keeps or wrote a document, by its Composition; null where that is a person or not said. */
export function sourceOfDocument(composition: unknown, index: ReferenceIndex): string | null {
	return (
		firstName(asList(member(composition, 'custodian')), index, 'Organization') ??
		firstName(asList(member(composition, 'author')), index)
	);
}

/** Who or what measured or treated, where it is no person; null if not said. */
export function sourceOfResource(
	resource: unknown,
	index: ReferenceIndex,
	deviceFirst: boolean,
): string | null {
	const performers = asList(member(resource, 'performer'));
	const actors = performers.flatMap((performer) => [
		performer,
		member(performer, 'actor'),
		member(performer, 'onBehalfOf'),
	]);
	const device = () => firstName(asList(member(resource, 'device')), index, 'Device');
	const organisation = () =>
		firstName(actors, index) ??
		firstName(asList(member(resource, 'serviceProvider')), index, 'Organization');
	return deviceFirst ? (device() ?? organisation()) : (organisation() ?? device());
}
