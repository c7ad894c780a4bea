/**
 * A door that asks for yellow or better: prints a request for people to scan, then checks each line
 * of standard input: an answer to it, or a code that somebody shows. `--demo` needs no people.
 */
import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import {
	KNOWN_RULESETS,
	makeRequest,
	numberToBand,
	PendingRequests,
	ReplayMemory,
	requestToText,
	verifyAnswer,
	verifyCode,
} from 'tessera/verify';

const pending = new PendingRequests();
const replay = new ReplayMemory();
/** @type {import('tessera/verify').Policy} */
const policy = { atLeast: 4, facts: [] };

async function ask() {
	const made = await makeRequest({
		asked: { say: { atLeast: policy.atLeast }, facts: policy.facts },
		purpose: 'venue-entry',
		label: 'City library',
		text: '',
		now: Date.now(),
		random: (length) => randomFillSync(new Uint8Array(length)),
	});
	if (!made.ok) throw new Error(made.error);
	pending.add(made.value, performance.now());
	return requestToText(made.value.request);
}

/** @param {string} text as scanned: not trimmed, because a space is a digit */
async function check(text) {
	const options = { now: Date.now(), knownRulesets: KNOWN_RULESETS, policy };
	return text.startsWith('TR1:')
		? verifyAnswer(text, { ...options, pending, monotonicNow: performance.now() })
		: verifyCode(text, { ...options, replay });
}

/** @param {import('tessera/verify').Verification} verification */
function describe({ verdict, policy, claims }) {
	if (verdict !== 'valid') return `${verdict}: ask again`;
	const { say } = claims.disclosure;
	const band = 'band' in say ? numberToBand(say.band) : `${numberToBand(say.atLeast)} or better`;
	return `valid, says ${band}: ${policy === 'met' ? 'come in' : 'not enough here'} (self-declared)`;
}

/** Lines that two people and a copy would give, made by the `tessera` command. @param {string} asked */
function demoLines(asked) {
	const command = fileURLToPath(new URL('../../scripts/tessera.mjs', import.meta.url));
	const tessera = (/** @type {string[]} */ ...args) =>
		execFileSync(process.execPath, [command, ...args], { encoding: 'utf8' }).replace(/\n$/, '');
	const answer = tessera('answer', asked, '--at-least', '4');
	return [answer, answer, tessera('mint', '--band', '5'), tessera('mint', '--band', '2')];
}

const asked = await ask();
console.log(asked);
const lines = process.argv.includes('--demo')
	? demoLines(asked)
	: createInterface({ input: process.stdin });
for await (const line of lines) console.log(describe(await check(line)));
