const SHOWN_MS = 8000;

export interface Toast {
	readonly id: number;
	readonly text: string;
	/** Takes the action back; false where that failed. */
	readonly undo?: (() => Promise<boolean>) | undefined;
}

/** Short messages with an undo; each goes by itself, later where somebody has focused it. */
class Toasts {
	#list = $state.raw<readonly Toast[]>([]);
	#next = 0;
	/** To be taken back: what was deleted is nowhere else until that has succeeded. */
	readonly #held = new Set<number>();
	readonly #underWay = new Set<number>();

	get list(): readonly Toast[] {
		return this.#list;
	}

	say(text: string, undo?: () => Promise<boolean>): void {
		const id = this.#next++;
		const free = this.#list.filter((toast) => !this.#held.has(toast.id));
		for (const old of free.slice(0, -2)) this.close(old.id);
		this.#list = [...this.#list, { id, text, undo }];
		setTimeout(() => {
			if (!this.#held.has(id)) this.close(id);
		}, SHOWN_MS);
	}

	/** Takes the action back. Where that fails, the offer stays until it succeeds or is closed. */
	async undo(id: number): Promise<void> {
		const undo = this.#list.find((toast) => toast.id === id)?.undo;
		if (undo === undefined || this.#underWay.has(id)) return;
		this.#held.add(id);
		this.#underWay.add(id);
		const isUndone = await undo();
		this.#underWay.delete(id);
		if (isUndone) this.close(id);
	}

	close(id: number): void {
		this.#held.delete(id);
		this.#list = this.#list.filter((toast) => toast.id !== id);
	}
}

export const toasts = new Toasts();
