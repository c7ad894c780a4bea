import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { stubWorker, type FakeWorkers } from '../../../tests/fixtures/fake-worker';
import { fileSecrets, type ErasableSecrets } from './erasable-secrets';

const missing = () => new DOMException('', 'NotFoundError');
const busy = () => new DOMException('', 'NoModificationAllowedError');

/** A file of the private file system, with a handle that only one can have. */
class FakeFile {
	content = new Uint8Array(0);
	isOpen = false;
	/** Makes reading fail this often, as where another tab writes in between. */
	changes = 0;
	canSync = true;

	getFile(): Promise<Pick<File, 'arrayBuffer' | 'size'>> {
		return Promise.resolve({
			size: this.content.length,
			arrayBuffer: () => {
				if (this.changes === 0) return Promise.resolve(this.content.slice().buffer);
				this.changes -= 1;
				return Promise.reject(new DOMException('', 'NotReadableError'));
			},
		});
	}

	createSyncAccessHandle(): Promise<object> {
		if (!this.canSync) return Promise.reject(new TypeError());
		if (this.isOpen) return Promise.reject(busy());
		this.isOpen = true;
		return Promise.resolve({
			read: (into: Uint8Array) => into.set(this.content),
			write: (bytes: Uint8Array, { at }: { at: number }) => {
				const grown = new Uint8Array(Math.max(this.content.length, at + bytes.length));
				grown.set(this.content);
				grown.set(bytes, at);
				this.content = grown;
				return bytes.length;
			},
			getSize: () => this.content.length,
			flush: () => undefined,
			close: () => {
				this.isOpen = false;
			},
		});
	}
}

class FakeFolder {
	readonly folders = new Map<string, FakeFolder>();
	readonly files = new Map<string, FakeFile>();
	canSync = true;

	async getDirectoryHandle(name: string, options?: { create: boolean }): Promise<FakeFolder> {
		const found = this.folders.get(name) ?? (options?.create === true ? new FakeFolder() : null);
		if (found === null) throw missing();
		found.canSync = this.canSync;
		this.folders.set(name, found);
		return Promise.resolve(found);
	}

	async getFileHandle(name: string, options?: { create: boolean }): Promise<FakeFile> {
		const found = this.files.get(name) ?? (options?.create === true ? new FakeFile() : null);
		if (found === null) throw missing();
		found.canSync = this.canSync;
		this.files.set(name, found);
		return Promise.resolve(found);
	}

	removeEntry(name: string): Promise<void> {
		return this.folders.delete(name) ? Promise.resolve() : Promise.reject(missing());
	}
}

const SECRET = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
const OTHER = Uint8Array.from({ length: 32 }, (_, at) => 99 - at);
let root: FakeFolder;
let workers: FakeWorkers;

async function opened(): Promise<ErasableSecrets> {
	const secrets = await fileSecrets();
	if (secrets === null) throw new Error('no secrets');
	return secrets;
}

function file(name: string): FakeFile {
	const found = root.folders.get('keys')?.files.get(name);
	if (found === undefined) throw new Error(`no file ${name}`);
	return found;
}

beforeAll(async () => {
	workers = await stubWorker(() => import('./secrets.worker'));
});
beforeEach(() => {
	root = new FakeFolder();
	workers.started = 0;
	workers.ended = 0;
	vi.stubGlobal('navigator', { storage: { getDirectory: () => Promise.resolve(root) } });
});
afterAll(() => vi.unstubAllGlobals());

describe('erasable secrets', () => {
	it('are none where there is no private file system, or it is closed', async () => {
		for (const navigator of [
			{},
			{ storage: {} },
			{ storage: { getDirectory: () => Promise.reject(new DOMException('', 'SecurityError')) } },
		]) {
			vi.stubGlobal('navigator', navigator);
			expect(await fileSecrets()).toBeNull();
		}
		expect(workers.started).toBe(0);
	});

	it('are none where a worker cannot write in place, then and the next time', async () => {
		root.canSync = false;
		expect(await fileSecrets()).toBeNull();
		expect(await fileSecrets()).toBeNull();
		expect(workers).toEqual({ started: 2, ended: 2 });
	});

	it('try the worker once, and make both files before any secret is written', async () => {
		await opened();
		await opened();
		expect(workers).toEqual({ started: 1, ended: 1 });
		expect([...(root.folders.get('keys')?.files.keys() ?? [])]).toEqual(['a', 'b']);
	});

	const lengths = () => ['a', 'b'].map((name) => file(name).content.length);

	it('lie in files of one length from the beginning', async () => {
		const secrets = await opened();
		expect(lengths()).toEqual([4136, 4136]);
		await secrets.write('a', SECRET);
		await secrets.write('b', OTHER);
		await secrets.erase('a');
		expect(lengths()).toEqual([4136, 4136]);
	});

	it('are kept, and a file that was not filled is filled at the next try', async () => {
		const secrets = await opened();
		await secrets.write('a', SECRET);
		file('b').content = new Uint8Array(0);
		root.canSync = false;
		expect(await (await opened()).read('a')).toEqual(SECRET);
		expect(lengths()).toEqual([4136, 0]);
		root.canSync = true;
		expect(await (await opened()).read('a')).toEqual(SECRET);
		expect(lengths()).toEqual([4136, 4136]);
		const { started } = workers;
		await opened();
		expect(workers.started).toBe(started);
	});

	it('are read as they were written, each on its own', async () => {
		const secrets = await opened();
		expect(await secrets.read('a')).toBeNull();
		const given = SECRET.slice();
		await secrets.write('a', given);
		expect(given).toEqual(SECRET);
		expect(await secrets.read('a')).toEqual(SECRET);
		expect(await secrets.read('b')).toBeNull();
		await secrets.write('b', OTHER);
		await secrets.erase('a');
		expect(await secrets.read('a')).toBeNull();
		expect(await secrets.read('b')).toEqual(OTHER);
		expect(workers.ended).toBe(workers.started);
	});

	it('are overwritten where they are', async () => {
		const secrets = await opened();
		await secrets.write('a', SECRET);
		const { content, length } = { content: file('a'), length: file('a').content.length };
		await secrets.erase('a');
		expect(file('a')).toBe(content);
		expect(content.content.length).toBe(length);
		expect(Buffer.from(content.content).includes(Buffer.from(SECRET.subarray(0, 8)))).toBe(false);
	});

	it('are removed with their folder; what is gone is erased already', async () => {
		const secrets = await opened();
		await secrets.write('b', SECRET);
		const kept = file('b');
		await secrets.remove();
		expect(root.folders.size).toBe(0);
		expect(Buffer.from(kept.content).includes(Buffer.from(SECRET))).toBe(false);
		expect(await secrets.read('b')).toBeNull();
		await secrets.erase('b');
		await secrets.remove();
		expect(root.folders.size).toBe(0);
	});

	it('wait for another tab that has the file open, but not for ever', async () => {
		const secrets = await opened();
		file('a').isOpen = true;
		setTimeout(() => (file('a').isOpen = false), 60);
		await secrets.write('a', SECRET);
		expect(await secrets.read('a')).toEqual(SECRET);
		file('a').isOpen = true;
		await expect(secrets.write('a', SECRET)).rejects.toMatchObject({
			message: 'secret file: write failed',
			cause: 'NoModificationAllowedError',
		});
		expect(workers.ended).toBe(workers.started);
	});

	it('are read again where another tab wrote in between', async () => {
		const secrets = await opened();
		await secrets.write('a', SECRET);
		file('a').changes = 2;
		expect(await secrets.read('a')).toEqual(SECRET);
	});

	it('are 32 bytes', async () => {
		const secrets = await opened();
		await expect(secrets.write('a', new Uint8Array(16))).rejects.toThrow('expected 32 bytes');
		expect(workers.started).toBe(1);
	});
});
