import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';

/** WCAG 2.2, levels A and AA, as axe names them. */
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What a page says through the console when the policy stopped something. */
const VIOLATION = 'securitypolicyviolation:';

/**
 * Reports violations of the page's policy. The console's own message would do in most cases; the
 * event also tells of those that a script caught.
 */
function reportViolations(prefix: string): void {
	document.addEventListener('securitypolicyviolation', (event) => {
		console.error(`${prefix} ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
	});
}

function collect(context: BrowserContext, complaints: string[]): void {
	context.on('console', (message) => {
		if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
	});
	context.on('weberror', (error) => {
		complaints.push(`uncaught: ${error.error().stack ?? error.error().message}`);
	});
}

interface Fixtures {
	/**
	 * What pages complained about so far: console errors, uncaught errors, violations of the policy.
	 * Any that is left at the end fails the test; a test that expects one takes it out.
	 */
	complaints: string[];
}

export const test = base.extend<Fixtures>({
	complaints: [
		async ({ context }, use) => {
			const complaints: string[] = [];
			collect(context, complaints);
			await context.addInitScript(reportViolations, VIOLATION);
			await use(complaints);
			expect(complaints, 'what the pages complained about').toEqual([]);
		},
		{ auto: true },
	],
});

/** Expects that axe finds nothing against WCAG 2.2 AA on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze();
	const found = violations.map(
		({ id, help, nodes }) =>
			`${id}: ${help} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
	);
	expect(found, 'what axe found').toEqual([]);
}

export { expect };
