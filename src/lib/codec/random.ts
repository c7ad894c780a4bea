/**
 * Where a pure room gets its randomness from: `length` fresh bytes, unpredictable in the app
 * (`crypto.getRandomValues`), fixed in vectors.
 */
export type RandomSource = (length: number) => Uint8Array;
