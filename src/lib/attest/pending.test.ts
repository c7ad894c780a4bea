import { describe, expect, it } from 'vitest';
import { answerOf, requestOf } from '../../../tests/fixtures/attest-requests';
import { MAX_PENDING, PendingRequests, type OpenedAnswer } from './pending';

const ACCEPTED = { iat: 1, tokenHash: 'hash' };

async function opened(pending: PendingRequests, text: string, at = 0): Promise<OpenedAnswer> {
	const result = await pending.open(text, at);
	if (!result.ok) throw new Error(result.error.code);
	return result.value;
}

async function codeOf(pending: PendingRequests, text: string, at = 0): Promise<string> {
	const result = await pending.open(text, at);
	return result.ok ? 'opened' : result.error.code;
}

describe('PendingRequests', () => {
	it('finds the request that an answer is to, among several', async () => {
		const pending = new PendingRequests();
		const made = await Promise.all(['a', 'b', 'c'].map((seed) => requestOf(seed)));
		for (const one of made) pending.add(one, 0);
		for (const { request } of made) {
			const answer = await opened(pending, await answerOf('x', request));
			expect(answer.request).toBe(request);
			expect(answer.envelope).toHaveLength(151);
		}
	});

	it('opens an answer as often as it is looked at, until it is accepted', async () => {
		const pending = new PendingRequests();
		const made = await requestOf('again');
		pending.add(made, 0);
		const text = await answerOf('x', made.request);
		await opened(pending, text);
		expect(pending.accept(await opened(pending, text), ACCEPTED, 1).ok).toBe(true);
		expect(await pending.open(text, 2)).toMatchObject({
			ok: false,
			error: { code: 'already-shown', accepted: ACCEPTED },
		});
	});

	it('takes one answer to one request, and erases its key', async () => {
		const pending = new PendingRequests();
		const made = await requestOf('one');
		pending.add(made, 0);
		const first = await answerOf('first', made.request);
		const second = await answerOf('second', made.request);
		const both = [await opened(pending, first), await opened(pending, second)] as const;
		expect(pending.accept(both[0], ACCEPTED, 0).ok).toBe(true);
		expect(made.seed).toEqual(new Uint8Array(32));
		expect(pending.size(0)).toBe(0);
		expect(pending.accept(both[1], ACCEPTED, 0)).toMatchObject({ error: { code: 'wrong-nonce' } });
		expect(pending.accept(both[0], ACCEPTED, 0)).toMatchObject({
			error: { code: 'already-shown' },
		});
		expect(await codeOf(pending, second)).toBe('wrong-nonce');
	});

	it('leaves the other requests open', async () => {
		const pending = new PendingRequests();
		const [one, other] = await Promise.all([requestOf('one'), requestOf('other')]);
		pending.add(one, 0);
		pending.add(other, 0);
		pending.accept(await opened(pending, await answerOf('x', one.request)), ACCEPTED, 0);
		expect(await codeOf(pending, await answerOf('x', other.request))).toBe('opened');
		expect(other.seed).not.toEqual(new Uint8Array(32));
	});

	it('keeps four, and drops the oldest with its key', async () => {
		const pending = new PendingRequests();
		const made = await Promise.all(['1', '2', '3', '4', '5'].map((seed) => requestOf(seed)));
		for (const one of made) pending.add(one, 0);
		expect(pending.size(0)).toBe(MAX_PENDING);
		const answers = await Promise.all(made.map(({ request }) => answerOf('x', request)));
		const codes = await Promise.all(answers.map((text) => codeOf(pending, text)));
		expect(codes).toEqual(['wrong-nonce', ...Array.from({ length: 4 }, () => 'opened')]);
		expect(made.map(({ seed }) => seed.every((byte) => byte === 0))).toEqual([
			...[true, false, false, false, false],
		]);
	});

	it('waits 180 s on the monotonic clock, whatever the other clocks say', async () => {
		const pending = new PendingRequests();
		const made = await requestOf('late');
		pending.add(made, 1_000);
		const text = await answerOf('x', made.request);
		expect(await codeOf(pending, text, 181_000)).toBe('opened');
		expect(await codeOf(pending, text, 181_001)).toBe('wrong-nonce');
		expect(made.seed).toEqual(new Uint8Array(32));
	});

	it('keeps nothing by a clock that gives no number', async () => {
		const pending = new PendingRequests();
		pending.add(await requestOf('no clock'), 0);
		expect(pending.size(Number.NaN)).toBe(0);
	});

	it('forgets an accepted answer after 180 s', async () => {
		const pending = new PendingRequests();
		const made = await requestOf('forget');
		pending.add(made, 0);
		const text = await answerOf('x', made.request);
		pending.accept(await opened(pending, text), ACCEPTED, 10);
		expect(await codeOf(pending, text, 180_010)).toBe('already-shown');
		expect(await codeOf(pending, text, 180_011)).toBe('wrong-nonce');
	});

	it('ends the wait for a request that is withdrawn', async () => {
		const pending = new PendingRequests();
		const made = await requestOf('withdrawn');
		pending.add(made, 0);
		pending.withdraw(made.request);
		expect(made.seed).toEqual(new Uint8Array(32));
		expect(await codeOf(pending, await answerOf('x', made.request))).toBe('wrong-nonce');
	});

	it('does not share an answer between two verifiers that ask alike', async () => {
		const [here, there] = [new PendingRequests(), new PendingRequests()];
		const [one, other] = await Promise.all([requestOf('here'), requestOf('there')]);
		here.add(one, 0);
		there.add(other, 0);
		const text = await answerOf('x', one.request);
		expect(await codeOf(here, text)).toBe('opened');
		expect(await codeOf(there, text)).toBe('wrong-nonce');
	});
});
