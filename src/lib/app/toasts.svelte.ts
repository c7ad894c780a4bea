const SHOWN_MS = 8000;

export interface Toast {
	readonly id: number;
	readonly text: string;
	/** Takes the action back. */
	readonly undo?: (() => void) | undefined;
}

/** Short messages with an undo; each goes by itself, later where somebody has focused it. */
class Toasts {
	#list = $state.raw<readonly Toast[]>([]);
	#next = 0;

	get list(): readonly Toast[] {
		return this.#list;
	}

	say(text: string, undo?: () => void): void {
		const id = this.#next++;
		this.#list = [...this.#list.slice(-2), { id, text, undo }];
		setTimeout(() => {
			this.close(id);
		}, SHOWN_MS);
	}

	close(id: number): void {
		this.#list = this.#list.filter((toast) => toast.id !== id);
	}
}

export const toasts = new Toasts();
