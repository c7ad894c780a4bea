import { describe, expect, it } from 'vitest';
import { WrittenDown } from '../../../tests/fixtures/intake/fhir-sink';
import { FhirDocument } from './fhir-document';

type Json = Record<string, unknown>;

const coded = (code: string, system = 'http://snomed.info/sct') => ({ coding: [{ system, code }] });
const encounter = (changes: Json = {}): Json => ({
	resourceType: 'Encounter',
	status: 'finished',
	type: [coded('162673000')],
	period: { start: '2024-03-01T09:00:00+08:00', end: '2024-03-01T09:30:00+08:00' },
	...changes,
});
const procedure = (changes: Json = {}): Json => ({
	resourceType: 'Procedure',
	status: 'completed',
	code: coded('410620009'),
	performedDateTime: '2024-03-01',
	...changes,
});

function read(resource: unknown): WrittenDown {
	const sink = new WrittenDown();
	const document = new FhirDocument(sink, { zone: 'UTC', signature: null, issued: null });
	document.add(JSON.parse(JSON.stringify(resource)));
	document.finish();
	return sink;
}

const CHECKUP = { day: '2024-03-01', source: 'FHIR' };

describe('a check-up', () => {
	it.each(['162673000', '410620009', '185349003'])('is an encounter or procedure %s', (code) => {
		expect(read(encounter({ type: [coded('1'), coded(code)] })).checkups).toEqual([CHECKUP]);
		expect(read(procedure({ code: coded(code) })).checkups).toEqual([CHECKUP]);
	});

	it('is no other encounter or procedure', () => {
		expect(read(encounter({ type: [coded('185347001')] })).skipped).toEqual({
			'not-used Encounter': 1,
		});
		expect(read(procedure({ code: coded('162673000', 'http://acme.example') })).skipped).toEqual({
			'not-used Procedure': 1,
		});
		expect(read(encounter({ type: undefined })).skipped).toEqual({ 'not-used Encounter': 1 });
	});

	it.each([
		encounter({ status: 'planned' }),
		encounter({ status: 'cancelled' }),
		encounter({ status: 'in-progress' }),
		encounter({ status: 'entered-in-error' }),
		encounter({ modifierExtension: [{}] }),
		procedure({ status: 'not-done' }),
		procedure({ status: 'preparation' }),
		procedure({ status: undefined }),
		procedure({ notDone: true }),
	])('is none that did not take place: %j', (resource) => {
		const sink = read(resource);
		expect(sink.checkups).toEqual([]);
		expect(sink.skipped).toEqual({ 'not-valid checkup': 1 });
	});

	it('is on the day on which it began', () => {
		const day = (resource: unknown) => read(resource).checkups.map((checkup) => checkup.day);
		expect(day(encounter({ period: { end: '2024-03-02' } }))).toEqual(['2024-03-02']);
		const performedPeriod = { start: '2024-03-05', end: '2024-03-06' };
		expect(day(procedure({ performedDateTime: undefined, performedPeriod }))).toEqual([
			'2024-03-05',
		]);
		expect(read(encounter({ period: { start: '2024-03' } })).skipped).toEqual({
			'bad-date checkup': 1,
		});
	});
});
