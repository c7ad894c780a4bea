/** Whether an error of the browser has one of these names. */
export const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
	error instanceof DOMException && names.includes(error.name);

const TRIES = 40;
const PAUSE_MS = 25;

/** Does something again, for up to a second, while another tab is in the way by one of these errors. */
export async function whileBusy<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
	for (let tried = 1; ; tried += 1)
		try {
			return await work();
		} catch (error) {
			if (tried === TRIES || !isNamed(error, ...names)) throw error;
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		}
}
