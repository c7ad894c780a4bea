import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
	eraseSecret,
	fillSecretFile,
	SECRET_BYTES,
	SECRET_FILE_BYTES,
	takeSecret,
	writeSecret,
	type SecretFile,
} from './secret-file';

class PowerCut extends Error {}

/** A disk that keeps what was flushed, and of the rest as much as it likes when the power goes. */
class Disk implements SecretFile {
	content = new Uint8Array(0);
	#unflushed: { at: number; bytes: Uint8Array }[] = [];
	/** Steps (writes and flushes) that are left until the power goes. */
	stepsLeft = Infinity;
	flushes = 0;

	#step(): void {
		if (this.stepsLeft === 0) throw new PowerCut();
		this.stepsLeft -= 1;
	}

	#keep(at: number, bytes: Uint8Array): void {
		const grown = new Uint8Array(Math.max(this.content.length, at + bytes.length));
		grown.set(this.content);
		grown.set(bytes, at);
		this.content = grown;
	}

	read(into: Uint8Array, { at = 0 }: { at?: number } = {}): number {
		const bytes = this.content.subarray(at, at + into.length);
		into.set(bytes);
		return bytes.length;
	}

	write(bytes: Uint8Array, { at = 0 }: { at?: number } = {}): number {
		this.#step();
		this.#unflushed.push({ at, bytes: new Uint8Array(bytes) });
		return bytes.length;
	}

	getSize(): number {
		return this.content.length;
	}

	flush(): void {
		this.#step();
		this.flushes += 1;
		this.settle(Infinity);
	}

	/** Keeps the beginnings of what was not flushed. */
	settle(torn: number): void {
		for (const { at, bytes } of this.#unflushed) this.#keep(at, bytes.subarray(0, torn));
		this.#unflushed = [];
	}

	damage(at: number): void {
		this.content[at] = (this.content[at] ?? 0) ^ 1;
	}

	secret(): Uint8Array | null {
		return takeSecret(new Uint8Array(this.content));
	}
}

const OLD = new Uint8Array(SECRET_BYTES).fill(1);
const NEW = new Uint8Array(SECRET_BYTES).fill(2);

function written(secret: Uint8Array): Disk {
	const disk = new Disk();
	writeSecret(disk, secret);
	return disk;
}

describe('the file of a secret', () => {
	it('holds what was last written, and nothing of what was before', () => {
		const disk = written(OLD);
		expect(disk.secret()).toEqual(OLD);
		writeSecret(disk, NEW);
		expect(disk.secret()).toEqual(NEW);
		expect(disk.content.includes(1)).toBe(false);
		expect(disk.content.length).toBe(4136);
	});

	it('is read in spite of any one damaged byte', () => {
		const { content } = written(NEW);
		for (let at = 0; at < content.length; at += at === 39 ? 4096 - at : 1) {
			const disk = written(NEW);
			disk.damage(at);
			expect(disk.secret(), String(at)).toEqual(NEW);
		}
	});

	it('has no secret where it is empty, cut off, zeroed, or damaged in both copies', () => {
		const { content } = written(NEW);
		for (const bytes of [new Uint8Array(0), content.slice(0, 39), new Uint8Array(4136)])
			expect(takeSecret(bytes)).toBeNull();
		const disk = written(NEW);
		disk.damage(3);
		disk.damage(4096 + 35);
		expect(disk.secret()).toBeNull();
	});

	it('is overwritten with zeros in memory once the secret is taken', () => {
		const { content } = written(NEW);
		expect(takeSecret(content)).toEqual(NEW);
		expect(content.every((byte) => byte === 0)).toBe(true);
	});

	it('has the old secret or the new one, wherever a write is cut short', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(null, 5, 4096 + 5),
				fc.nat({ max: 4 }),
				fc.nat({ max: 40 }),
				(damaged, steps, torn) => {
					const disk = written(OLD);
					if (damaged !== null) disk.damage(damaged);
					disk.stepsLeft = steps;
					const write = () => {
						writeSecret(disk, NEW);
					};
					if (steps < 4) expect(write).toThrow(PowerCut);
					else write();
					disk.settle(torn);
					expect([OLD, NEW]).toContainEqual(disk.secret());
					if (steps === 4) expect(disk.secret()).toEqual(NEW);
				},
			),
			{ numRuns: 500 },
		);
	});

	it('has nothing of the secret once it is erased', () => {
		const disk = written(OLD);
		const { flushes } = disk;
		let asked = 0;
		eraseSecret(disk, (length) => new Uint8Array(length).fill((asked += 1) + 10));
		expect(disk.secret()).toBeNull();
		expect(disk.content.includes(1)).toBe(false);
		expect(disk.flushes).toBe(flushes + 1);
		expect(asked).toBe(2);
	});

	const chance = (length: number) => new Uint8Array(length).fill(9);

	it('is as long without a secret as with one, and keeps one that it has', () => {
		for (const content of [new Uint8Array(0), new Uint8Array(40)]) {
			const disk = new Disk();
			disk.content = content;
			fillSecretFile(disk, chance);
			expect(disk.content.length).toBe(written(OLD).content.length);
			expect(disk.content.length).toBe(SECRET_FILE_BYTES);
			expect(disk.content.filter((byte) => byte === 9).length).toBe(80);
			expect(disk.secret()).toBeNull();
			writeSecret(disk, NEW);
			expect(disk.secret()).toEqual(NEW);
			expect(disk.content.length).toBe(SECRET_FILE_BYTES);
		}
		const half = written(OLD);
		half.content = half.content.slice(0, 40);
		for (const disk of [written(OLD), half]) {
			fillSecretFile(disk, chance);
			expect(disk.secret()).toEqual(OLD);
			expect(disk.content.length).toBe(SECRET_FILE_BYTES);
		}
	});

	it('stays short where there is no room, and fails where the disk does', () => {
		const full = new Disk();
		full.write = () => 7;
		fillSecretFile(full, chance);
		expect(full.content.length).toBe(0);
		const broken = new Disk();
		broken.stepsLeft = 1;
		expect(() => {
			fillSecretFile(broken, chance);
		}).toThrow(PowerCut);
	});

	it('does not take a secret of another length, and notices a disk that is full', () => {
		const disk = new Disk();
		expect(() => {
			writeSecret(disk, new Uint8Array(31));
		}).toThrow('expected 32 bytes, got 31');
		disk.write = () => 7;
		expect(() => {
			writeSecret(disk, NEW);
		}).toThrow('expected to write 40 bytes, got 7');
	});
});
