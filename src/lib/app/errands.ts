/**
 * Windows that the app itself put before the page: a file picker, the question for the camera, a
 * passkey, the printer. On a phone they hide the page, though nobody has put it aside.
 */

/** A page that stays hidden for longer was put aside after all. */
const LONGEST_MS = 2 * 60 * 1000;

let underWay = 0;
let lastBegan = 0;

/** Says that such a window opens; the returned function says that it is over. */
function beginErrand(): () => void {
	let isOver = false;
	underWay += 1;
	lastBegan = Date.now();
	return () => {
		if (!isOver) underWay -= 1;
		isOver = true;
	};
}

/** Until when a hidden page is only waiting for one, in milliseconds since 1970; null: there is none. */
export const errandsUntil = (): number | null => (underWay > 0 ? lastBegan + LONGEST_MS : null);

/** An errand for as long as the work takes. */
export async function duringErrand<T>(work: Promise<T>): Promise<T> {
	const end = beginErrand();
	try {
		return await work;
	} finally {
		end();
	}
}

/**
 * An errand that ends with one of these events. Where a browser has none to tell (a file picker that
 * was cancelled, before Chrome 113), the next touch of the page does.
 */
export function errandUntil(target: EventTarget, events: readonly string[]): void {
	const end = beginErrand();
	const heard = new AbortController();
	const finish = () => {
		heard.abort();
		end();
	};
	const { signal } = heard;
	for (const name of events) target.addEventListener(name, finish, { signal });
	for (const name of ['pointerdown', 'keydown'])
		document.addEventListener(name, finish, { signal, capture: true });
}

/** Takes every opened file picker of the page for an errand. */
export function watchFilePickers(): void {
	document.addEventListener(
		'click',
		({ target }) => {
			if (target instanceof HTMLInputElement && target.type === 'file')
				errandUntil(target, ['change', 'cancel']);
		},
		{ capture: true },
	);
}
