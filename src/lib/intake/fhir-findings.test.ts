import { describe, expect, it } from 'vitest';
import { WrittenDown } from '../../../tests/fixtures/intake/fhir-sink';
import { Findings, lastPart } from './fhir-findings';
import { LonePressures } from './fhir-pressures';

describe('what one file can hold', () => {
	it('is bounded, and what lies beyond is counted', () => {
		const findings = new Findings(null);
		const checkup = { day: '2024-03-01' };
		for (let at = 0; at < 500_003; at++) findings.addCheckup(checkup);
		const sink = new WrittenDown();
		findings.deliver(sink);
		expect(sink.checkups).toHaveLength(500_000);
		expect(sink.skipped).toEqual({ implausible: 3 });
	});

	it('is bounded for pressures without their other side too', () => {
		const pressures = new LonePressures();
		const sink = new WrittenDown();
		for (let at = 0; at < 250_002; at++) {
			const pairedBy = String(at);
			const [day, source] = ['2024-03-01', 'FHIR'];
			pressures.add({ side: 'systolic', value: 120, day, source, pairedBy }, sink);
		}
		expect(sink.skipped).toEqual({ 'implausible systolic': 2 });
		pressures.finish(new Findings(null), sink);
		expect(sink.skipped).toEqual({ 'implausible systolic': 2, 'no-value systolic': 250_000 });
	});
});

describe('lastPart', () => {
	it.each([
		['Patient/x', 'x'],
		['urn:uuid:x', 'x'],
		['resource:0', '0'],
		['https://fhir.example/Patient/x/_history/2', 'x'],
		['#x', '#x'],
		['', ''],
	])('%s: %s', (address, expected) => {
		expect(lastPart(address)).toBe(expected);
	});
});
