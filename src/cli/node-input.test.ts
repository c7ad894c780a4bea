import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inputsAt } from './node-input';

let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'tessera-'));
	await mkdir(join(folder, 'b'));
	await writeFile(join(folder, 'b', 'x'), '0123456789');
	await writeFile(join(folder, 'a'), new Uint8Array(3_000_000));
});

afterAll(() => rm(folder, { recursive: true }));

it('reads files of a folder and below, whole and in pieces', async () => {
	const inputs = await inputsAt(folder);
	expect(inputs.map(({ path, size }) => [path.slice(folder.length), size])).toEqual([
		['/a', 3_000_000],
		['/b/x', 10],
	]);
	let length = 0;
	for await (const chunk of inputs[0]?.stream() ?? []) length += chunk.length;
	expect(length).toBe(3_000_000);
	expect(await inputs[1]?.slice(2, 5)).toEqual(new TextEncoder().encode('234'));
	expect(await inputs[1]?.slice(8, 50)).toEqual(new TextEncoder().encode('89'));
	expect(await inputs[1]?.slice(50, 60)).toHaveLength(0);
});

it('rejects where there is nothing', async () => {
	await expect(inputsAt(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
});
