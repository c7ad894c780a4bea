import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';

import { Redacted } from './redacted';

describe('Redacted', () => {
	const secret = new Redacted('canary');

	it('gives its value to who asks for it by name', () => {
		expect(secret.reveal()).toBe('canary');
	});

	it.each([
		['a template', `a key: ${String(secret)}`],
		['JSON', JSON.stringify({ secret })],
		['a console', inspect({ secret }, { depth: 9, showHidden: true })],
		['its own members', Object.values(secret).join()],
	])('does not print its value in %s', (_, printed) => {
		expect(printed).not.toContain('canary');
	});
});
