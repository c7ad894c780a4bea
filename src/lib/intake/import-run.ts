import type { Result } from '$lib/codec/result';
import type { RecordProblem } from '$lib/records/problems';
import type { Archive, Member } from './archive';
import { ArchiveKeys } from './archive-keys';
import { inputOfBytes } from './bytes-input';
import { Collector, type ReadingSink } from './collector';
import { csv } from './csv';
import { GivenInput, Meter } from './given-input';
import { isBackup, isMedia, isOtherArchive, isZip, readHead } from './head';
import type { Head, Input } from './input';
import { Cancelled, InputFailure, PasswordFailure } from './input-failure';
import { kindReports } from './kind-reports';
import { MAX_NESTED_BYTES, MAX_NESTING } from './limits';
import { readOwnExport } from './own-export';
import type { ReadContext, ReadEnd, Reader, ReadProblem } from './reader';
import { readerOf } from './readers';
import type { RecordSink } from './record-sink';
import type { FileReport, Imported, ImportFailure, ImportOptions, ImportReport } from './report';
import { isInFolderOfExport } from './given-tables';
import { SeenContents } from './seen-contents';
import { isInParts, isPieceOfTakeout, partsGroup } from './parts-group';
import { isChunk, joinChunks } from './shc-chunks';
import { TableQuestions } from './table-questions';
import { Unpacked } from './unpacked';

/** A file that was given, after a look at its beginning. */
interface Given {
	readonly input: GivenInput;
	/** Null where it could not be read. */
	readonly head: Head | null;
	readonly reader: Reader | null;
	readonly archive: Result<Archive, ReadProblem> | null;
	report: Omit<FileReport, 'sha256'>;
}

/** Where an input lies: what is read of one place belongs together. */
interface Place {
	/** Tells places apart. */
	readonly root: string;
	/** How many archives are around it. */
	readonly depth: number;
}

/** One import, from the look at what was given to the report. */
export class ImportRun {
	readonly #keys: ArchiveKeys;
	readonly #questions: TableQuestions;
	readonly #meter: Meter;
	readonly #collector: Collector;
	readonly #context: ReadContext;
	readonly #files: readonly GivenInput[];
	readonly #unpacked: Unpacked;
	readonly #seen = new SeenContents();
	/** Of all that was given and is in it, by path. */
	readonly #sizes = new Map<string, number>();
	#given: readonly Given[] = [];
	readonly #members: FileReport[] = [];
	#otherMembers = 0;
	/** Tables of unknown columns in archives: they are read only if nothing else is found. */
	readonly #tables: { readonly input: Input; readonly head: Head }[] = [];
	#refused: { readonly path: string; readonly problems: readonly RecordProblem[] } | null = null;

	constructor(files: readonly Input[], options: ImportOptions) {
		this.#keys = new ArchiveKeys(options.passwords ?? []);
		this.#questions = new TableQuestions(options.csv ?? [], options.zone);
		this.#meter = new Meter(files, options);
		this.#files = files.map((file) => new GivenInput(file, this.#meter));
		for (const { path, size } of files) this.#sizes.set(path, size);
		this.#unpacked = new Unpacked(() => this.#meter.check());
		this.#collector = new Collector(options.today);
		const { zone, today, keySet } = options;
		this.#context = {
			...{ zone, today, sizeOf: (path) => this.#sizes.get(path) },
			...(keySet === undefined ? {} : { keySet }),
		};
	}

	/** The beginnings of all files: what has to be asked is asked before anything is read. */
	async look(): Promise<ImportFailure | null> {
		const given: Given[] = [];
		for (const input of this.#files) given.push(await this.#look(input));
		const known = given.filter(({ reader }) => reader !== null && reader.id !== 'csv');
		const paths = known.map(({ input }) => input.path);
		this.#given = given.map((one) =>
			one.reader?.id === 'csv' && isInFolderOfExport(one.input.path, paths)
				? { ...one, reader: null }
				: one,
		);
		const tables = this.#given.filter(({ reader }) => reader?.id === 'csv');
		return this.#ask(tables.flatMap(({ head }) => (head === null ? [] : [head])));
	}

	/** After the reading: tables in archives are asked about only if nothing else was found. */
	lookAtTables(): ImportFailure | null {
		return this.#hasRead() ? null : this.#ask(this.#tables.map(({ head }) => head));
	}

	#ask(tables: readonly Head[]): ImportFailure | null {
		const question = this.#questions.open(tables);
		const isAlone = this.#files.length === 1 && tables.length === 1;
		return question && { code: 'mapping-needed', ...question, isAlone };
	}

	async #look(input: GivenInput): Promise<Given> {
		this.#meter.path = input.path;
		const report = { path: input.path, size: input.size, reader: null, version: null };
		try {
			const head = await readHead(input);
			// Asks for the password, where one is needed.
			const archive = isZip(head) ? await this.#keys.open(input) : null;
			const reader = archive === null ? readerOf(head) : null;
			const end = isOtherArchive(head) ? 'unsupported' : 'not-recognised';
			return { input, head, reader, archive, report: { ...report, end } };
		} catch (error) {
			if (!(error instanceof InputFailure)) throw error;
			const nothing = { head: null, reader: null, archive: null };
			return { input, ...nothing, report: { ...report, end: error.problem } };
		}
	}

	async read(): Promise<void> {
		this.#seen.lookAt(this.#files);
		const chunks = this.#given.filter(({ head }) => head !== null && isChunk(head));
		if (chunks.length > 1) await this.#readChunks(chunks);
		const rest =
			chunks.length > 1 ? this.#given.filter((one) => !chunks.includes(one)) : this.#given;
		// Archives last: what lies beside one and in it is then known as the same.
		const inOrder = [
			...rest.filter(({ archive }) => archive === null),
			...rest.filter(({ archive }) => archive !== null),
		];
		for (const one of inOrder) {
			this.#meter.path = one.input.path;
			const twin = one.head === null ? null : await this.#seen.twinOf(one.input);
			const first = this.#given.find(({ input }) => input === twin);
			if (first === undefined) one.report = await this.#readGiven(one);
			else {
				one.report = { ...first.report, path: one.input.path };
				this.#collector.skip('told-twice', first.report.reader ?? undefined);
			}
			one.input.finish();
		}
	}

	/** The records and the report; also reads the tables that were put off, if there is nothing else. */
	async finish(): Promise<Imported> {
		if (!this.#hasRead()) {
			const sink = this.#collector.sink('table');
			for (const { input, head } of this.#tables.splice(0)) {
				const report = await this.#readTable(input, head, sink);
				this.#members.push({ ...report, sha256: null });
			}
		}
		const files: FileReport[] = [];
		for (const { input, report } of this.#given) {
			files.push({ ...report, sha256: await hashOf(input) });
		}
		const { records, skipped, takenAt, ages } = this.#collector.collect();
		const report: ImportReport = {
			files: [...files, ...this.#members],
			otherMembers: this.#otherMembers + this.#tables.length,
			kinds: kindReports(records),
			...{ skipped, takenAt },
		};
		return { records, report, ages };
	}

	/** Anything but tables. */
	#hasRead(): boolean {
		return [...this.#given.map(({ report }) => report), ...this.#members].some(
			({ reader }) => reader !== null && reader !== 'zip' && reader !== 'csv',
		);
	}

	whyNothing(report: ImportReport): ImportFailure {
		if (this.#refused !== null) return { code: 'own-export-refused', ...this.#refused };
		const backup = this.#given.find(({ head }) => head !== null && isBackup(head));
		if (backup !== undefined) return { code: 'backup', path: backup.input.path };
		return { code: 'nothing-found', report };
	}

	async #readGiven({ input, head, reader, archive, report }: Given): Promise<Given['report']> {
		const at = String(this.#files.indexOf(input));
		if (archive !== null) {
			const root = isPieceOfTakeout(input.path) ? 'takeout' : `archive ${at}`;
			const end = await this.#readArchive(archive, { root, depth: 1 });
			return { ...report, reader: 'zip', end };
		}
		if (reader === null || head === null) return report;
		this.#seen.addFile(input);
		const group = isInParts(reader.id) ? partsGroup('', input.path) : `file ${at}`;
		const sink = this.#collector.sink(group);
		return reader.id === 'csv'
			? this.#readTable(input, head, sink)
			: this.#readOne(input, reader, sink);
	}

	async #readTable(input: Input, head: Head, sink: ReadingSink): Promise<Given['report']> {
		const { path, size } = input;
		const mapping = this.#questions.answerTo(head);
		if (mapping === null) return { path, size, reader: null, version: null, end: 'not-mapped' };
		const context = { ...this.#context, csv: mapping };
		const reader: Reader = { ...csv, read: (given, into) => csv.read(given, into, context) };
		return this.#readOne(input, reader, sink);
	}

	async #readChunks(chunks: readonly Given[]): Promise<void> {
		const card = joinChunks(chunks.flatMap(({ head }) => (head === null ? [] : [head])));
		const reader = readerOf(await readHead(card));
		if (reader === null) return;
		const { end, version } = await this.#readOne(card, reader, this.#collector.sink('chunks'));
		for (const one of chunks) {
			one.report = { ...one.report, reader: reader.id, version, end };
			one.input.finish();
		}
	}

	async #readArchive(archive: Result<Archive, ReadProblem>, place: Place): Promise<ReadEnd> {
		if (!archive.ok) return archive.error;
		this.#otherMembers += archive.value.passedOver;
		for (const { input } of archive.value.members) this.#sizes.set(input.path, input.size);
		for (const member of archive.value.members) await this.#readMember(member, place);
		return 'whole';
	}

	async #readMember(member: Member, place: Place): Promise<void> {
		const counted = this.#unpacked.counted(member.input);
		const { path, size } = counted;
		this.#meter.path = path;
		this.#meter.check();
		const tell = (reader: FileReport['reader'], end: FileReport['end']) => {
			this.#members.push({ path, size, sha256: null, reader, version: null, end });
		};
		let head: Head;
		try {
			head = await readHead(counted);
		} catch (error) {
			if (!(error instanceof InputFailure)) throw error;
			tell(null, error.problem);
			return;
		}
		const isNested = isZip(head);
		const reader = isNested || isMedia(head) ? null : readerOf(head);
		const input = head.bytes.length === size ? inputOfBytes(head.bytes, path) : counted;
		if (!isNested && reader === null) this.#otherMembers++;
		else if (await this.#seen.hasMember(member)) {
			this.#collector.skip('told-twice', reader?.id ?? 'zip');
		} else if (reader?.id === 'csv') this.#tables.push({ input, head });
		else {
			this.#seen.addMember(member);
			if (reader !== null) {
				const isPart = isInParts(reader.id);
				const group = isPart ? partsGroup(place.root, path) : `${place.root} ${path}`;
				const sink = this.#collector.sink(group, place.root);
				this.#members.push({ ...(await this.#readOne(input, reader, sink)), sha256: null });
			} else if (place.depth >= MAX_NESTING) tell('zip', 'archive-bomb');
			else if (size > MAX_NESTED_BYTES) tell('zip', 'too-large');
			else {
				const archive = await this.#keys.open(input);
				tell('zip', await this.#readArchive(archive, { ...place, depth: place.depth + 1 }));
			}
		}
	}

	async #readOne(input: Input, reader: Reader, sink: ReadingSink): Promise<Given['report']> {
		const { path, size } = input;
		const { id, version } = reader;
		const end = await this.#endOf(reader, input, sink);
		if (end !== 'whole' && end !== 'log-unread') sink.endInPart();
		if (id === 'tessera' && end === 'malformed') await this.#keepRefusal(input);
		return { path, size, reader: id, version, end };
	}

	async #endOf(reader: Reader, input: Input, sink: RecordSink): Promise<ReadEnd> {
		try {
			return await reader.read(input, sink, this.#context);
		} catch (error) {
			if (error instanceof InputFailure) return error.problem;
			if (error instanceof Cancelled || error instanceof PasswordFailure) throw error;
			// A mistake in a reader, which bytes from outside have found: the other files still count.
			return 'malformed';
		}
	}

	async #keepRefusal(input: Input): Promise<void> {
		const read = await readOwnExport(input);
		if (read.ok || typeof read.error === 'string') return;
		this.#refused ??= { path: input.path, problems: read.error };
	}
}

/** Null where the file is gone by now. */
async function hashOf(input: GivenInput): Promise<string | null> {
	try {
		return await input.sha256();
	} catch (error) {
		if (error instanceof InputFailure) return null;
		throw error;
	}
}
