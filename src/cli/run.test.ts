import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json';
import { runIn } from './fake-io';

const COMMANDS = ['score', 'import', 'mint', 'request', 'answer', 'verify', 'ruleset'];

describe('the command as a whole', () => {
	it('lists its commands', async () => {
		const help = await runIn({}, '--help');
		expect(help).toMatchObject({ status: 0, err: '' });
		for (const name of COMMANDS) expect(help.out).toMatch(new RegExp(`^  ${name} +\\w`, 'm'));
		expect(await runIn({}, '-h')).toEqual(help);
	});

	it.each(COMMANDS)('explains %s, in lines that fit a terminal', async (name) => {
		const help = await runIn({}, name, '--help');
		expect(help).toMatchObject({ status: 0, err: '' });
		expect(help.out).toMatch(new RegExp(`^Usage: tessera ${name} `));
		for (const line of help.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
		expect(await runIn({}, name, 'x', '-h')).toEqual(help);
	});

	it('says what self-declared means where it makes a code of any colour', async () => {
		const { out } = await runIn({}, 'mint', '--help');
		expect(out.replaceAll('\n', ' ')).toContain(
			'Anyone can write any colour in this way, and that is what self-declared means.',
		);
	});

	it('tells its version', async () => {
		expect(await runIn({}, '--version')).toEqual({
			status: 0,
			out: `${packageJson.version}\n`,
			err: '',
		});
	});

	it.each([[], ['burn'], [''], ['--json'], ['constructor']])(
		'refuses %j as a command',
		async (...argv: string[]) => {
			expect(await runIn({}, ...argv)).toEqual({
				status: 2,
				out: '',
				err: 'tessera: expected one of score, import, mint, request, answer, verify, ruleset; see tessera --help\n',
			});
		},
	);

	it.each(COMMANDS)(
		'refuses an unknown option of %s, and does not repeat its value',
		async (name) => {
			expect(await runIn({}, name, '--cigarettes=20')).toEqual({
				status: 2,
				out: '',
				err: `tessera: Unknown option '--cigarettes'; see tessera ${name} --help\n`,
			});
		},
	);

	it('takes --help for an operand after --', async () => {
		expect(await runIn({ files: { '--help': 'x' } }, 'verify', '--', '--help')).toMatchObject({
			status: 1,
		});
	});

	it('keeps an error on one line, whatever a file is called', async () => {
		expect(await runIn({}, 'verify', 'a\n\u001b[2Jb')).toEqual({
			status: 2,
			out: '',
			err: 'tessera: a??[2Jb: cannot be read (ENOENT)\n',
		});
	});
});
