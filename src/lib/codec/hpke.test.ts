import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lowOrderKeys } from '../../../tests/fixtures/attest-requests';
import { seededRandom } from '../../../tests/fixtures/attest';
import vectors from '../../../tests/vectors/attest-hpke.json';
import { bytesToHex } from '$lib/codec/bytes';
import { chooseHpke, loadHpke, nativeHpke, portableHpke, type Hpke } from './hpke';

const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const NOTHING = { info: new Uint8Array(), aad: new Uint8Array() };
const BINDING = { info: Uint8Array.of(1), aad: Uint8Array.of(2) };

const native = await nativeHpke();
const portable = await portableHpke();

describe.each<[string, Hpke, Hpke]>([
	['by Web Crypto', native, portable],
	['with X25519 in JavaScript', portable, native],
])('HPKE %s', (_, hpke, other) => {
	it.each(vectors.cases)('agrees with RFC 9180', async (vector) => {
		const { info, aad, ikmE, ikmR, pkRm, enc, pt, ct } = vector;
		const binding = { info: fromHex(info), aad: fromHex(aad) };
		const publicKey = await hpke.seedToPublicKey(fromHex(ikmR));
		expect(bytesToHex(publicKey)).toBe(pkRm);
		const sealed = await hpke.seal(publicKey, binding, fromHex(ikmE), fromHex(pt));
		expect(bytesToHex(sealed.enc)).toBe(enc);
		expect(bytesToHex(sealed.ciphertext)).toBe(ct);
		expect(await hpke.open(fromHex(ikmR), binding, sealed)).toEqual(fromHex(pt));
	});

	it('opens what the other has sealed', async () => {
		const random = seededRandom('other');
		const seed = random(32);
		const publicKey = await other.seedToPublicKey(seed);
		const sealed = await other.seal(publicKey, BINDING, random(32), fromHex('010203'));
		expect(await hpke.open(seed, BINDING, sealed)).toEqual(fromHex('010203'));
	});

	it('opens nothing with another key, info or aad, nor anything altered', async () => {
		const random = seededRandom('altered');
		const seed = random(32);
		const publicKey = await hpke.seedToPublicKey(seed);
		const { enc, ciphertext } = await hpke.seal(publicKey, BINDING, random(32), random(8));
		const flip = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 0 ? byte ^ 1 : byte));
		const { info, aad } = BINDING;
		const none = await Promise.all([
			hpke.open(random(32), BINDING, { enc, ciphertext }),
			hpke.open(seed, { info: aad, aad }, { enc, ciphertext }),
			hpke.open(seed, { info, aad: info }, { enc, ciphertext }),
			hpke.open(seed, BINDING, { enc: flip(enc), ciphertext }),
			hpke.open(seed, BINDING, { enc, ciphertext: flip(ciphertext) }),
			hpke.open(seed, BINDING, { enc, ciphertext: ciphertext.subarray(1) }),
			hpke.open(seed, BINDING, { enc: enc.subarray(1), ciphertext }),
		]);
		expect(none).toEqual(none.map(() => null));
	});

	it('seals to no key of low order, and opens nothing from one', async () => {
		const ekm = seededRandom('low')(32);
		const ciphertext = new Uint8Array(17);
		for (const key of lowOrderKeys().slice(0, 7).map(fromHex)) {
			await expect(hpke.seal(key, NOTHING, ekm, ekm)).rejects.toThrow();
			expect(await hpke.open(ekm, NOTHING, { enc: key, ciphertext })).toBeNull();
		}
	});

	it('has no randomness of its own', async () => {
		const ekm = seededRandom('same')(32);
		const publicKey = await hpke.seedToPublicKey(ekm);
		const seal = () => hpke.seal(publicKey, BINDING, ekm, Uint8Array.of(7));
		expect(await seal()).toEqual(await seal());
	});
});

describe('the choice between the two', () => {
	const lacking: Hpke = {
		...native,
		seal: () => Promise.reject(new Error('NotSupportedError')),
	};

	it('keeps what works, and does not load the other', async () => {
		const never = () => Promise.reject(new Error('loaded'));
		expect(await chooseHpke(native, never)).toBe(native);
	});

	it('takes the other where one step of the first fails', async () => {
		expect(await chooseHpke(lacking, () => Promise.resolve(portable))).toBe(portable);
	});

	it('is made once', async () => {
		expect(await loadHpke()).toBe(await loadHpke());
	});
});

/** What a module loads from the start: types and dynamic imports are not among it. */
function staticImports(url: URL, seen = new Set<string>()): ReadonlySet<string> {
	const source = readFileSync(url, 'utf8');
	for (const [, name = ''] of source.matchAll(/^import (?!type )[^;]*?'([^']+)';$/gm)) {
		if (seen.has(name)) continue;
		seen.add(name);
		const path = name.startsWith('$lib/') ? `../${name.slice(5)}` : name;
		const base = name.startsWith('$lib/') ? import.meta.url : url;
		if (path.startsWith('.')) staticImports(new URL(`${path}.ts`, base), seen);
	}
	return seen;
}

describe('what loads HPKE', () => {
	const importsOf = (name: string) => [
		...staticImports(new URL(`../attest/${name}.ts`, import.meta.url)),
	];

	it.each(['verify', 'mint', 'request', 'dcql', 'answer', 'make-request', 'pending'])(
		'%s does not, before its first use',
		(name) => {
			const imports = importsOf(name);
			expect(imports.filter((found) => found.startsWith('@hpke/'))).toEqual([]);
			expect(imports).toContain('./claims');
		},
	);
});
