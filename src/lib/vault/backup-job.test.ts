import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { stubWorker, type FakeWorkers } from '../../../tests/fixtures/fake-worker';
import { utf8ToBytes } from '../codec/bytes';
import { startBackupJob, type BackupJob } from './backup-job';

const lock = { kind: 'passphrase', passphrase: 'three tall pines' } as const;
const content = utf8ToBytes('{}');

let workers: FakeWorkers;

beforeEach(async () => {
	vi.resetModules();
	workers = await stubWorker(() => import('./backup.worker'));
});

afterEach(() => {
	vi.unstubAllGlobals();
});

describe('a job of the backup’s worker', () => {
	it('closes a file and opens it, tells how far it is, and ends its worker', async () => {
		const told: number[] = [];
		const onProgress = (fraction: number) => told.push(fraction);
		const sealed = await startBackupJob({ job: 'seal', content, lock }, onProgress).outcome;
		expect(sealed.ok).toBe(true);
		expect(told.at(-1)).toBe(1);
		expect(told.length).toBeGreaterThan(20);
		expect([...told]).toEqual([...told].sort((a, b) => a - b));
		if (!sealed.ok) return;
		const open = (passphrase: string): BackupJob['outcome'] =>
			startBackupJob(
				{ job: 'open', file: sealed.value, secret: { ...lock, passphrase } },
				() => undefined,
			).outcome;
		expect(await open(lock.passphrase)).toEqual({ ok: true, value: content });
		expect(await open('another one')).toEqual({ ok: false, error: 'wrong-passphrase' });
		expect(workers).toEqual({ started: 3, ended: 3 });
	}, 60_000);

	/** A worker that hears everything and answers once, if at all. */
	function stubAnswer(answer: Event | null): void {
		class Silent extends EventTarget {
			postMessage(): void {
				if (answer !== null) queueMicrotask(() => this.dispatchEvent(answer));
			}
			terminate(): void {
				workers.ended += 1;
			}
		}
		vi.stubGlobal('Worker', Silent);
	}

	it('that is cancelled ends at once, and says so', async () => {
		stubAnswer(null);
		const job = startBackupJob({ job: 'seal', content, lock }, () => undefined);
		job.cancel();
		expect(await job.outcome).toEqual({ ok: false, error: 'cancelled' });
		expect(workers.ended).toBe(1);
	});

	it('whose worker fails is a failed job', async () => {
		stubAnswer(new Event('error', { cancelable: true }));
		const { outcome } = startBackupJob({ job: 'seal', content, lock }, () => undefined);
		expect(await outcome).toEqual({ ok: false, error: 'failed' });
		expect(workers.ended).toBe(1);
	});
});
