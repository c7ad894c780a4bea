/** A file as it was given, alone or in a folder. */
export interface GivenFile {
	/** Its name, after the folders it came in, with `/`. */
	readonly path: string;
	readonly blob: Blob;
}
