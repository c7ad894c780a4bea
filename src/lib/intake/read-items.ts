import type { Input } from './input';
import { jsonItems } from './json-items';
import type { ReadEnd } from './reader';
import type { RecordSink } from './record-sink';

/** Reads an input that is one JSON array, item by item; broken items are counted. */
export async function readItems(
	input: Input,
	sink: RecordSink,
	take: (item: unknown) => void,
): Promise<ReadEnd> {
	for await (const item of jsonItems(input)) {
		if (item.ok) take(item.value);
		else if (item.error === 'broken') sink.skip('broken');
		else return item.error;
	}
	return 'whole';
}
