import { CRITERIA } from '$lib/flows/criteria';
import { BASES, FLOWS } from '$lib/flows/register';
import { version } from '$app/environment';
import type { ChannelTrial } from './channel-trial.svelte';
import { citizen } from './citizen.svelte';
import { downloadText } from './download';
import type { Inventory } from './inventory.svelte';
import { BUDGET, RARITIES, sumOfDay } from './leak-budget';
import { ledger } from './ledger.svelte';
import { readOwnBuild } from './own-build';
import { readPagePolicy } from './page-policy';
import type { ScoreProof } from './score-proof.svelte';
import { violations } from './violations.svelte';

interface Found {
	readonly inventory: Inventory | null;
	readonly proof: ScoreProof;
	readonly trial: ChannelTrial;
	/** Whether one's own records may be in it: then the score and the day's sum are. */
	readonly isOwn: boolean;
}

/** Of a database what is there and how much, not the bytes. */
const outlineOf = (inventory: Inventory) => ({
	...inventory,
	databases:
		inventory.databases?.map(({ name, version: of, tables }) => ({
			...{ name, version: of },
			tables: tables.map((table) => ({ ...table, rows: table.rows.length })),
		})) ?? null,
});

/** Everything that the review page shows, as data. */
async function reviewReport({ inventory, proof, trial, isOwn }: Found) {
	const { id, version: of } = citizen.ruleset;
	return {
		schema: 'tessera.review/1',
		made: new Date().toISOString(),
		version,
		build: await readOwnBuild(),
		flows: FLOWS,
		bases: BASES,
		inventory: inventory === null ? null : outlineOf(inventory),
		ledger: ledger.entries,
		policy: { ...readPagePolicy(), violations: violations.list },
		channels: trial.all,
		budget: {
			lines: BUDGET,
			rarities: RARITIES,
			today: isOwn ? sumOfDay(citizen.saidToday) : null,
		},
		ruleset: { id, version: of, pinned: proof.pinned, hash: proof.hash },
		score: {
			of: isOwn ? 'own records' : 'sample month',
			asOf: citizen.asOf,
			steps: proof.steps,
			scoreMilli: proof.evaluation.scoreMilli,
			band: proof.evaluation.band,
		},
		criteria: CRITERIA,
	};
}

/** Hands it over as one file. The ledger in it ends before this file. */
export async function downloadReview(found: Found): Promise<void> {
	const report = await reviewReport(found);
	downloadText('tessera-review.json', `${JSON.stringify(report, null, '\t')}\n`);
}
