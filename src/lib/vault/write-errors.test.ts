import Dexie from 'dexie';
import { describe, expect, it } from 'vitest';

import { quotaError } from '../../../tests/fixtures/vault';
import { err, ok } from '../codec/result';
import { attemptWrite, WriteRefused, writeErrorOf } from './write-errors';

describe('writeErrorOf', () => {
	it.each([
		['what the browser throws', quotaError()],
		['the same in a coat of Dexie', new Dexie.QuotaExceededError(quotaError())],
		['a transaction that was aborted for it', new Dexie.AbortError(quotaError())],
		[
			'an aborted one around another error',
			new Dexie.AbortError(new Dexie.QuotaExceededError(quotaError())),
		],
		['an opening that failed for it', new Dexie.OpenFailedError(quotaError())],
		['a worker that had no room', new Error('write failed', { cause: 'QuotaExceededError' })],
	])('says full to %s', (_, cause) => {
		expect(writeErrorOf(cause)).toBe('full');
	});

	it.each([
		['Dexie', new Dexie.DatabaseClosedError()],
		['a connection that the browser ended', new DOMException('closing', 'InvalidStateError')],
		[
			'both',
			new Dexie.DatabaseClosedError(new Dexie.InvalidStateError(new DOMException('closing'))),
		],
	])('says closed to %s', (_, cause) => {
		expect(writeErrorOf(cause)).toBe('closed');
	});

	it.each([
		['an abort without a cause', new Dexie.AbortError()],
		['an unknown error of the disk', new DOMException('I/O', 'UnknownError')],
		['a bug', new TypeError('bug')],
		['no error at all', 'text'],
		['nothing', undefined],
	])('says failed to %s', (_, cause) => {
		expect(writeErrorOf(cause)).toBe('failed');
	});

	it('keeps why a transaction was left', () => {
		expect(writeErrorOf(new WriteRefused('newer-version'))).toBe('newer-version');
	});
});

describe('attemptWrite', () => {
	it('passes on what the write says, and turns what it throws into a value', async () => {
		expect(await attemptWrite(() => Promise.resolve(ok(7)))).toEqual(ok(7));
		expect(await attemptWrite(() => Promise.resolve(err('damaged')))).toEqual(err('damaged'));
		expect(await attemptWrite(() => Promise.reject(quotaError()))).toEqual(err('full'));
		expect(
			await attemptWrite(() => {
				throw quotaError();
			}),
		).toEqual(err('full'));
	});
});
