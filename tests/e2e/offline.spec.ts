import {
	checkCode,
	copyCode,
	expect,
	expectVerdict,
	fillWeek,
	installed,
	NO_SUCH_PAGE,
	readTile,
	showCode,
	test,
} from './support';

const SCREENS = {
	'/': 'Today',
	'/fill/': 'The last 7 days',
	'/records/': 'Records',
	'/score/': /, and why$/,
	'/share/': 'What they will see',
	'/answer/': 'Answer a request',
	'/receipts/': 'Receipts',
	'/settings/': 'Settings',
	'/settings/lock/': 'Lock',
	'/import/': 'Import',
	'/verify/': 'Check a code',
	[NO_SUCH_PAGE]: 'No such page',
} as const;

test.use({ baseURL: '' });

test('with the server gone every page opens cold, and the main job works', async ({
	page,
	context,
	ownServer,
}) => {
	const { origin } = ownServer;
	await page.goto(`${origin}/`);
	await installed(page);
	await page.close();
	await ownServer.stop();
	await expect(fetch(origin), 'the server is gone').rejects.toThrow();

	const citizen = await context.newPage();
	await citizen.goto(`${origin}/`);
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText(
		'A health score that is yours alone',
	);
	await fillWeek(citizen, origin);
	const { score } = await readTile(citizen);
	expect(score).toBeGreaterThan(60);
	await showCode(citizen, 'Colour', origin);
	const code = await copyCode(citizen);
	await citizen.close();

	for (const [path, heading] of Object.entries(SCREENS)) {
		for (const address of new Set([path, path.replace(/(.)\/$/, '$1')])) {
			const screen = await context.newPage();
			await screen.goto(origin + address);
			await expect(screen.getByRole('heading', { level: 1 }), address).toHaveText(heading);
			await screen.close();
		}
	}

	const door = await context.newPage();
	await door.goto(`${origin}/verify/`);
	await checkCode(door, code);
	await expectVerdict(door, 'valid');
});
