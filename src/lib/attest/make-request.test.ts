import { describe, expect, it } from 'vitest';
import { NOW, seededRandom } from '../../../tests/fixtures/attest';
import { requestOf } from '../../../tests/fixtures/attest-requests';
import { makeRequest, type RequestInput } from './make-request';
import { requestToBytes } from './request';

describe('makeRequest', () => {
	const INPUT: RequestInput = {
		asked: { say: { atLeast: 4 }, facts: [] },
		purpose: 'venue-entry',
		label: 'Bar',
		text: '',
		now: NOW,
		random: seededRandom('make'),
	};

	it.each<[string, Partial<RequestInput>]>([
		['over-asking', { asked: { say: 'band', facts: [] } }],
		['over-asking', { asked: { say: { atLeast: 4 }, facts: ['checkup-1y'] } }],
		['invalid-asked', { asked: { say: { atLeast: 1 as 2 }, facts: [] } }],
		['invalid-label', { label: '' }],
		['invalid-label', { label: ' Bar' }],
		['invalid-text', { text: 'Quiz' }],
		['invalid-text', { purpose: 'other' }],
		['invalid-text', { purpose: 'other', text: 'Quiz\n' }],
		['invalid-time', { now: -1 }],
		['invalid-time', { now: Number.NaN }],
		['invalid-time', { now: 2 ** 32 * 1000 }],
	])('answers %s to %j', async (error, change) => {
		expect(await makeRequest({ ...INPUT, ...change })).toEqual({ ok: false, error });
	});

	it('shares nothing between two requests but what they ask', async () => {
		const [one, other] = await Promise.all([requestOf('one'), requestOf('other')]);
		const bytes = [one, other].map(({ request }) => requestToBytes(request));
		const [first = new Uint8Array(), second = new Uint8Array()] = bytes;
		expect(first.subarray(0, 8)).toEqual(second.subarray(0, 8));
		const places = Array.from(first.subarray(8, 56).keys()).filter(
			(at) => first[at + 8] === second[at + 8],
		);
		expect(places.length).toBeLessThan(4);
	});
});
