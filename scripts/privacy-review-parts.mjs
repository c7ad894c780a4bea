/** The generated parts of `docs/privacy-review.md`, and where they stand in it. */

/**
 * @typedef {object} ReviewData what the parts are made from: the app's own data
 * @property {typeof import('../src/lib/flows/register.ts').FLOWS} flows
 * @property {typeof import('../src/lib/flows/register.ts').BASES} bases
 * @property {typeof import('../src/lib/flows/criteria.ts').CRITERIA} criteria
 * @property {typeof import('../src/lib/flows/channels.ts').CHANNELS} channels
 * @property {string} firefoxVersion in which the channels were tried
 * @property {typeof import('../src/lib/flows/linddun.ts').LINDDUN} linddun
 * @property {typeof import('../src/lib/flows/linddun.ts').THREATS} threats
 */

const KINDS = { source: 'comes in', store: 'rests', sink: 'goes out' };

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/**
 * @param {readonly string[]} heads
 * @param {readonly (readonly string[])[]} rows
 */
const table = (heads, rows) =>
	[heads, heads.map(() => '---'), ...rows]
		.map((cells) => `| ${cells.map(cell).join(' | ')} |`)
		.join('\n');

/** @param {readonly string[]} names */
const code = (names) => names.map((name) => `\`${name}\``).join(', ');

/**
 * What stops a channel in Firefox, in a word where that is the same as in Chromium.
 *
 * @param {ReviewData['channels'][number]} channel
 */
function inFirefox({ stoppedBy, firefox }) {
	if (firefox === null) return '';
	if (firefox === 'not-there') return 'not there';
	const inChromium = stoppedBy.filter((stop) => stop !== 'lint').join();
	return firefox.join() === inChromium ? 'same' : firefox.join(', ') || '**nothing**';
}

/**
 * Each part by its name.
 *
 * @param {ReviewData} data
 * @returns {Record<string, string>}
 */
export function reviewParts(data) {
	const { flows, bases, criteria, channels, firefoxVersion, linddun, threats } = data;
	return {
		criteria: table(
			['', 'criterion', 'mechanism', 'test', 'what remains'],
			criteria.map(({ id, short, state, mechanism, tests, commands = [], residual }) => [
				String(id),
				state === 'partly' ? `${short.en} **(in part)**` : short.en,
				mechanism.en,
				code([...tests, ...commands]),
				residual.en,
			]),
		),
		flows: table(
			['flow', 'way', 'data', 'purpose', 'basis', 'kept', 'recipient', 'modules', 'test'],
			flows.map((flow) => [
				`${flow.name.en} (\`${flow.id}\`)`,
				KINDS[flow.kind],
				flow.data.join(', '),
				flow.purpose.en,
				`*${flow.basis}*`,
				flow.retention.en,
				flow.recipient.en,
				code(flow.modules),
				code([flow.test]),
			]),
		),
		bases: table(
			['basis', 'what it says'],
			Object.entries(bases).map(([name, text]) => [`*${name}*`, text.en]),
		),
		linddun: table(
			['flow', 'what threatens, and what is done'],
			flows.map(({ id, name }) => [
				name.en,
				Object.entries(linddun[id] ?? {})
					.map(([threat, text]) => `**${threat}** ${text}`)
					.join(' '),
			]),
		),
		threats: Object.entries(threats)
			.map(([threat, name]) => `**${threat}** ${name}`)
			.join(' · '),
		channels: table(
			['channel', 'stopped by', `in Firefox ${firefoxVersion}`, 'note', 'test'],
			channels.map((channel) => [
				channel.name.en,
				channel.stoppedBy.length === 0 ? '**nothing**' : channel.stoppedBy.join(', '),
				inFirefox(channel),
				channel.note?.en ?? '',
				channel.test === null ? '' : code([channel.test]),
			]),
		),
	};
}

/**
 * The document with its generated parts as they should be.
 *
 * @param {string} text of the document
 * @param {ReviewData} data
 * @returns {string}
 * @throws {Error} where the document has no place for a part
 */
export function withParts(text, data) {
	let result = text;
	for (const [name, part] of Object.entries(reviewParts(data))) {
		const [begin, end] = [`<!-- generated: ${name} -->\n`, `\n<!-- end: ${name} -->`];
		const [from, to] = [result.indexOf(begin), result.indexOf(end)];
		if (from < 0 || to < from) throw new Error(`No place for '${name}' in the document`);
		result = result.slice(0, from + begin.length) + part + result.slice(to);
	}
	return result;
}

/**
 * The lines that one text has and the other has not: what goes with `-`, then what comes with `+`.
 *
 * @param {string} before
 * @param {string} after
 */
export function changedLines(before, after) {
	const [old, fresh] = [before.split('\n'), after.split('\n')];
	return [
		...old.filter((line) => !fresh.includes(line)).map((line) => `- ${line}`),
		...fresh.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
	];
}
