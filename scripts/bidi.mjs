/** Speaks WebDriver BiDi (W3C), as far as it is used here, with a browser that listens for it. */

/** @typedef {(method: string, params: object) => Promise<Record<string, unknown>>} Send */

/** How long a browser has to answer. */
const ANSWER_MS = 20_000;

/**
 * Opens a connection.
 *
 * @param {string} address such as `ws://127.0.0.1:9222/session`
 * @returns {Promise<Send>} sends a command; rejects with the browser's word where it is refused
 */
export async function connect(address) {
	const socket = new WebSocket(address);
	await new Promise((done, failed) => {
		socket.addEventListener('open', done);
		socket.addEventListener('error', () => {
			failed(new Error(`Nobody listens at ${address}`));
		});
	});
	/** @type {Map<number, (message: Record<string, unknown>) => void>} */
	const waiting = new Map();
	socket.addEventListener('message', (/** @type {{ data: unknown }} */ { data }) => {
		/** @type {unknown} */
		const parsed = JSON.parse(String(data));
		const message = /** @type {Record<string, unknown>} */ (parsed);
		waiting.get(Number(message['id']))?.(message);
	});
	let last = 0;
	return (method, params) =>
		new Promise((done, failed) => {
			last += 1;
			const id = last;
			const late = setTimeout(() => {
				waiting.delete(id);
				failed(new Error(`${method}: no answer`));
			}, ANSWER_MS);
			waiting.set(id, ({ type, result, message }) => {
				clearTimeout(late);
				waiting.delete(id);
				if (type === 'success') done(/** @type {Record<string, unknown>} */ (result));
				else failed(new Error(`${method}: ${String(message)}`));
			});
			socket.send(JSON.stringify({ id, method, params }));
		});
}
