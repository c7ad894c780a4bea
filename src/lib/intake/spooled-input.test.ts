import { describe, expect, it } from 'vitest';
import { MAX_SPOOLED_BYTES } from './limits';
import { spooled } from './spooled-input';

/** Every byte tells where it is, and chunks do not end where pieces do. */
const SIZE = 33_000_017;
const byteAt = (at: number) => (at * 31 + (at >> 8)) & 0xff;

function streamed(size: number, stated = size) {
	let streams = 0;
	const input = spooled({
		path: 'health.db',
		size: stated,
		async *stream() {
			streams++;
			for (let from = 0; from < size; from += 70_001) {
				const chunk = new Uint8Array(Math.min(70_001, size - from));
				for (let at = 0; at < chunk.length; at++) chunk[at] = byteAt(from + at);
				yield chunk;
				await Promise.resolve();
			}
		},
	});
	return { input, streams: () => streams };
}

describe('an input that is unpacked when it is read in pieces', () => {
	it('has every byte where it was, across the pieces that it is held in', async () => {
		const { input, streams } = streamed(SIZE);
		for (const [start, end] of [
			[0, 10],
			[15_999_990, 16_000_010],
			[31_999_990, 32_000_010],
			[SIZE - 5, SIZE + 100],
			[SIZE + 1, SIZE + 9],
		] as const) {
			const expected = Uint8Array.from(
				{ length: Math.max(0, Math.min(end, SIZE) - start) },
				(_, at) => byteAt(start + at),
			);
			expect(await input.slice(start, end)).toEqual(expected);
		}
		expect(streams()).toBe(1);
	});

	it('holds what comes where that is less than was said, and nothing where it is more', async () => {
		expect(await streamed(100, 5000).input.slice(90, 200)).toHaveLength(10);
		expect(await streamed(0).input.slice(0, 10)).toHaveLength(0);
		const { input } = streamed(100, 10);
		await expect(input.slice(0, 5)).rejects.toMatchObject({ problem: 'damaged' });
	});

	it('does not take more memory than there may be', async () => {
		const { input, streams } = streamed(100, MAX_SPOOLED_BYTES + 1);
		await expect(input.slice(0, 1)).rejects.toMatchObject({ problem: 'too-large' });
		expect(streams()).toBe(0);
	});
});
