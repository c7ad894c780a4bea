/** What was asked for, as it stands in the bytes: HTTP/1.1 requests of a stream, names of a question. */

export interface HttpRequest {
	readonly method: string;
	readonly target: string;
	readonly headers: ReadonlyMap<string, string>;
	/** Where it begins in the stream. */
	readonly offset: number;
	/** Bytes after the head. */
	readonly bodyLength: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/;

/**
 * All requests that a client sent on one connection; null where its bytes are anything else, or end
 * within a request.
 */
export function readRequests(bytes: Buffer): HttpRequest[] | null {
	const requests: HttpRequest[] = [];
	for (let at = 0; at < bytes.length;) {
		const end = bytes.indexOf(HEAD_END, at);
		if (end < 0) return null;
		const [line = '', ...fields] = bytes.toString('latin1', at, end).split('\r\n');
		const [, method, target] = REQUEST_LINE.exec(line) ?? [];
		if (method === undefined || target === undefined) return null;
		const headers = new Map(
			fields.map((field): [string, string] => {
				const colon = field.indexOf(':');
				return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
			}),
		);
		if (headers.has('transfer-encoding')) return null;
		const bodyLength = Number(headers.get('content-length') ?? 0);
		requests.push({ method, target, headers, offset: at, bodyLength });
		at = end + HEAD_END.length + bodyLength;
		if (at > bytes.length) return null;
	}
	return requests;
}

/** RFC 1035, 4.1.1: twelve bytes, of which two count the questions. */
const DNS_HEAD = 12;

/** The names that a DNS message asks for, multicast DNS too; null where it is no such message. */
export function readNames(message: Buffer): string[] | null {
	if (message.length < DNS_HEAD) return null;
	const names: string[] = [];
	let at = DNS_HEAD;
	for (let count = message.readUInt16BE(4); count > 0; count--) {
		const labels: string[] = [];
		for (;;) {
			const length = message[at];
			if (length === undefined || length > 63) return null;
			at += 1 + length;
			if (length === 0) break;
			labels.push(message.toString('latin1', at - length, at));
		}
		names.push(labels.join('.'));
		// Kind and class.
		at += 4;
	}
	return names;
}
