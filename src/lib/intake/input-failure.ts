import type { ReadProblem } from './reader';

/** What the streams of inputs throw; caught where the reading of one input ends. */
export class InputFailure extends Error {
	readonly problem: ReadProblem;

	constructor(problem: ReadProblem, options?: ErrorOptions) {
		super(`input: ${problem}`, options);
		this.problem = problem;
	}
}

/** The archive cannot be opened without a password, or not with the one that was given. */
export class PasswordFailure extends Error {
	readonly path: string;
	readonly wasWrong: boolean;

	constructor(path: string, wasWrong: boolean) {
		super('archive: expected a password that opens it');
		this.path = path;
		this.wasWrong = wasWrong;
	}
}

/** The citizen has thought better of it. */
export class Cancelled extends Error {}
