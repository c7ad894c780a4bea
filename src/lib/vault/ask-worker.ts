import { workerUrl, type WorkerName } from './worker-urls';

/**
 * Starts a worker, asks it one thing and ends it: what it held in memory goes with it.
 *
 * @param transfer what moves over, and is empty here afterwards
 * @returns the worker's answer
 * @throws {Error} where the worker cannot be loaded, or throws
 */
export async function askWorker(
	name: WorkerName,
	question: unknown,
	transfer: Transferable[],
): Promise<unknown> {
	// Built as one file without imports, so that it is whole in the cache of the offline app.
	const worker = new Worker(workerUrl(name), { type: 'module', name });
	try {
		return await new Promise<unknown>((resolve, reject) => {
			const failed = () => {
				reject(new Error(`the worker ${name} failed`));
			};
			worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
				resolve(data);
			});
			worker.addEventListener('messageerror', failed);
			worker.addEventListener('error', (event) => {
				// Nobody else needs to hear of it: it is told here.
				event.preventDefault();
				failed();
			});
			worker.postMessage(question, transfer);
		});
	} finally {
		worker.terminate();
	}
}
