import type { Channel, Stop } from '$lib/flows/channels';
import { CRITERIA } from '$lib/flows/criteria';
import { BASES, FLOWS, leavesDevice, type DataCategory, type Flow } from '$lib/flows/register';
import { m } from '$lib/words/messages';
import type { Outcome } from './attempts';
import type { BudgetLine } from './leak-budget';
import { language } from './language.svelte';
import type { LedgerEntry } from './ledger.svelte';

/** The parts of the review page, in their order; each is an address behind the #. */
export const REVIEW_PARTS = [
	'flows',
	'inventory',
	'ledger',
	'policy',
	'budget',
	'deniability',
	'ruleset',
	'build',
	'criteria',
	'download',
] as const;
export type ReviewPart = (typeof REVIEW_PARTS)[number];

export function partTitle(part: ReviewPart): string {
	switch (part) {
		case 'flows':
			return m.review_flows();
		case 'inventory':
			return m.review_inventory();
		case 'ledger':
			return m.review_ledger();
		case 'policy':
			return m.review_policy();
		case 'budget':
			return m.review_budget();
		case 'deniability':
			return m.review_deniability();
		case 'ruleset':
			return m.review_ruleset();
		case 'build':
			return m.review_build();
		case 'criteria':
			return m.review_criteria();
		case 'download':
			return m.review_download();
	}
}

export function partIntro(part: ReviewPart): string {
	switch (part) {
		case 'flows':
			return m.review_flows_text();
		case 'inventory':
			return m.review_inventory_text();
		case 'ledger':
			return m.review_ledger_text();
		case 'policy':
			return m.review_policy_text();
		case 'budget':
			return m.review_budget_text();
		case 'deniability':
			return m.review_deniability_text();
		case 'ruleset':
			return m.review_ruleset_text();
		case 'build':
			return m.review_build_text();
		case 'criteria':
			return m.review_criteria_text();
		case 'download':
			return m.review_download_text();
	}
}

function dataName(data: DataCategory): string {
	switch (data) {
		case 'health-records':
			return m.review_data_records();
		case 'score':
			return m.review_data_score();
		case 'code':
			return m.review_data_code();
		case 'request':
			return m.review_data_request();
		case 'receipts':
			return m.review_data_receipts();
		case 'keys':
			return m.review_data_keys();
		case 'preferences':
			return m.review_data_preferences();
		case 'network-address':
			return m.review_data_address();
		case 'none':
			return m.review_data_none();
	}
}

function kindText(flow: Flow): string {
	switch (flow.kind) {
		case 'source':
			return m.review_kind_source();
		case 'store':
			return m.review_kind_store();
		case 'sink':
			return leavesDevice(flow) ? m.review_kind_leaves() : m.review_kind_inside();
	}
}

/** One flow of the register in the language of the screen. */
function flowText(flow: Flow) {
	const { locale } = language;
	return {
		id: flow.id,
		name: flow.name[locale],
		kind: kindText(flow),
		modules: flow.modules,
		test: flow.test,
		facts: [
			{ name: m.review_purpose(), value: flow.purpose[locale] },
			{ name: m.review_data(), value: flow.data.map(dataName).join(m.list_joint()) },
			{ name: m.review_basis(), value: BASES[flow.basis][locale] },
			{ name: m.review_kept(), value: flow.retention[locale] },
			{ name: m.review_recipient(), value: flow.recipient[locale] },
			{ name: m.review_means(), value: flow.means ?? m.review_means_none() },
		],
	};
}

export const flowTexts = () => FLOWS.map(flowText);

/** Means by which a page looks at its own device, and not at what somebody gives it. */
const LOOKS: readonly Flow['means'][] = ['cache', 'cookies'];

/** The register as the picture draws it. */
export const drawnFlows = () =>
	FLOWS.map((flow) => ({
		id: flow.id,
		kind: flow.kind,
		isInside:
			flow.kind === 'source'
				? LOOKS.includes(flow.means)
				: flow.kind === 'store' || !leavesDevice(flow),
		name: flow.name[language.locale],
	}));

/** The criteria in the language of the screen. */
export const criterionTexts = () =>
	CRITERIA.map(({ id, short, state, mechanism, tests, commands = [], residual }) => ({
		id,
		isPartly: state === 'partly',
		short: short[language.locale],
		mechanism: mechanism[language.locale],
		proofs: [...tests, ...commands],
		residual: residual[language.locale],
	}));

export const ledgerFlowName = ({ flow }: LedgerEntry): string =>
	FLOWS.find(({ id }) => id === flow)?.name[language.locale] ?? flow;

export function budgetText(line: BudgetLine): string {
	switch (line) {
		case 'band':
			return m.review_budget_band();
		case 'chosen-threshold':
			return m.review_budget_chosen();
		case 'asked-threshold':
			return m.review_budget_asked();
		case 'fact':
			return m.review_budget_fact();
		case 'most':
			return m.review_budget_most();
	}
}

/** What became of an attempt to send something out; nothing yet where it is null. */
export function outcomeName(outcome: Outcome | null): string {
	switch (outcome) {
		case 'stopped-by-policy':
			return m.review_by_policy();
		case 'stopped-by-guard':
			return m.review_by_guard();
		case 'not-there':
			return m.review_not_there();
		case 'left':
			return m.review_left();
		case null:
			return '';
	}
}

function stopName(stop: Stop): string {
	switch (stop) {
		case 'lint':
			return m.review_stop_lint();
		case 'browser':
			return m.review_stop_browser();
		case 'policy':
			return m.review_stop_policy();
		case 'guard':
			return m.review_stop_guard();
		case 'worker':
			return m.review_stop_worker();
	}
}

const stopsText = (stops: readonly Stop[]): string =>
	stops.length === 0 ? m.review_stop_nothing() : stops.map(stopName).join(m.list_joint());

/** What stops a channel, in a line. */
export const stopNames = ({ stoppedBy }: Channel): string => stopsText(stoppedBy);

/** What stops it in Firefox, where that is something else; else null. */
export function firefoxText({ stoppedBy, firefox }: Channel): string | null {
	const inChromium = stoppedBy.filter((stop) => stop !== 'lint').join();
	if (firefox === null || (firefox !== 'not-there' && firefox.join() === inChromium)) return null;
	const stops = firefox === 'not-there' ? m.review_stop_absent() : stopsText(firefox);
	return m.review_in_firefox({ stops });
}

/** What a directive of the policy stops, where it is one of those that matter most; else null. */
export function directiveText(name: string): string | null {
	switch (name) {
		case 'default-src':
			return m.review_csp_default();
		case 'script-src':
			return m.review_csp_script();
		case 'connect-src':
			return m.review_csp_connect();
		case 'img-src':
			return m.review_csp_img();
		case 'worker-src':
			return m.review_csp_worker();
		case 'form-action':
			return m.review_csp_form();
		case 'base-uri':
			return m.review_csp_base();
		case 'require-trusted-types-for':
			return m.review_csp_trusted();
		default:
			return null;
	}
}
