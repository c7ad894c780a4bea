/** A file, or files that belong together. */
export interface Dated {
	/** When the newest of them was made, in milliseconds since 1970; null where none says so. */
	takenAt: number | null;
}

export function date(file: Dated, ms: number): void {
	file.takenAt = Math.max(file.takenAt ?? ms, ms);
}
