import { describe, expect, it } from 'vitest';
import {
	bitsToFacts,
	byteToStatement,
	byteToThreshold,
	factsToBits,
	statementToByte,
	thresholdToByte,
} from './disclosure-bytes';

const ALL = Array.from({ length: 256 }, (_, byte) => byte);

describe('one byte', () => {
	it('says nine statements, each in one way', () => {
		const said = ALL.filter((byte) => byteToStatement(byte) !== null);
		expect(said).toEqual([0x11, 0x12, 0x13, 0x14, 0x15, 0x22, 0x23, 0x24, 0x25]);
		for (const byte of said) {
			const statement = byteToStatement(byte);
			expect(statement && statementToByte(statement)).toBe(byte);
		}
	});

	it('says four thresholds, each in one way', () => {
		const said = ALL.filter((byte) => byteToThreshold(byte) !== null);
		expect(said).toEqual([0x22, 0x23, 0x24, 0x25]);
		for (const byte of said) {
			const threshold = byteToThreshold(byte);
			expect(threshold && thresholdToByte(threshold)).toBe(byte);
		}
	});

	it('says eleven lists of facts, each in one way', () => {
		const said = ALL.filter((bits) => bitsToFacts(bits) !== null);
		expect(said).toHaveLength(1 + 4 + 6);
		for (const bits of said) expect(factsToBits(bitsToFacts(bits) ?? [])).toBe(bits);
	});
});
