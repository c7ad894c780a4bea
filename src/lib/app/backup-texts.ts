import { monthText } from '$lib/text/days';
import { kindName } from '$lib/text/names';
import type { PersonalSettings } from '$lib/vault/contents';
import type { RestoreKind } from '$lib/vault/restore';
import type { BrokenPage } from '$lib/vault/sealed-table';
import { m } from '$lib/words/messages';
import type { BackupReminder } from './backup-reminder';
import type { MakeProblem } from './make-backup.svelte';
import type { PassphraseStrength } from './passphrase-strength';
import type { RestoreRefusal } from './restore-file.svelte';

export function makeProblemText(problem: MakeProblem): string {
	switch (problem.code) {
		case 'short':
			return m.passphrase_short();
		case 'different':
			return m.passphrase_different();
		case 'no-key':
			return m.backup_no_key();
		case 'not-a-key':
			return m.backup_not_a_key({ line: problem.line });
	}
}

export function strengthText(strength: PassphraseStrength): string {
	switch (strength) {
		case 'short':
			return m.passphrase_short();
		case 'weak':
			return m.passphrase_weak();
		case 'fair':
			return m.passphrase_fair();
		case 'good':
			return m.passphrase_good();
	}
}

/** Why a file cannot be restored, and what to do. */
export function refusalText(why: RestoreRefusal): string {
	switch (why) {
		case 'too-large':
			return m.restore_too_large();
		case 'unreadable':
			return m.restore_unreadable();
		case 'not-age':
			return m.restore_not_age();
		case 'wrong-passphrase':
			return m.restore_wrong_passphrase();
		case 'wrong-identity':
			return m.restore_wrong_identity();
		case 'damaged':
			return m.restore_damaged();
		case 'too-costly':
			return m.restore_too_costly();
		case 'no-memory':
			return m.backup_no_memory();
		case 'failed':
			return m.restore_failed();
	}
	switch (why.code) {
		case 'not-a-backup':
			return m.restore_not_a_backup();
		case 'newer-version':
			return m.restore_newer();
		case 'wrong-shape':
			return m.restore_wrong_shape({ path: why.path });
	}
}

/** Pages by name, in one sentence. */
export function pagesText(pages: readonly BrokenPage[]): string {
	return pages.map(pageText).join(m.list_joint());
}

function pageText({ table, page }: BrokenPage): string {
	switch (table) {
		case 'days':
			return page === null ? m.page_days_unknown() : m.page_days({ month: monthText(page) });
		case 'receipts':
			return page === null
				? m.page_receipts_unknown()
				: m.page_receipts({ month: monthText(page) });
		case 'clinical':
			return m.page_clinical();
		case 'conditions':
			return m.page_conditions();
		case 'settings':
			return m.page_settings();
		case 'batches':
			return m.page_batches();
	}
}

export function restoreKindName(kind: RestoreKind): string {
	switch (kind) {
		case 'observations':
			return m.records_examinations();
		case 'checkups':
			return m.records_checkups();
		case 'conditions':
			return m.records_conditions();
		case 'receipts':
			return m.nav_receipts();
		default:
			return kindName(kind);
	}
}

export function settingsText(names: readonly (keyof PersonalSettings)[]): string {
	return names.map(settingName).join(m.list_joint());
}

function settingName(name: keyof PersonalSettings): string {
	switch (name) {
		case 'homeZone':
			return m.setting_zone();
		case 'asOfFloor':
			return m.setting_as_of();
		case 'prefer':
			return m.setting_prefer();
		case 'keepDays':
			return m.setting_keep();
		case 'receiptsOn':
			return m.setting_receipts();
		case 'lastShown':
			return m.setting_last_shown();
		case 'saidToday':
			return m.setting_said();
		case 'numberHidden':
			return m.setting_hidden();
		case 'notForMe':
			return m.setting_not_for_me();
		case 'lockAfter':
			return m.setting_lock_after();
		case 'lockWhenHidden':
			return m.setting_lock_hidden();
		case 'lastBackup':
			return m.backup_title();
	}
}

/** When the last backup was; null where there is nothing to back up. */
export function lastBackupText(reminder: BackupReminder): string | null {
	if (reminder.tone === 'none') return null;
	if (reminder.days === null) return m.backup_never();
	return reminder.days === 0 ? m.backup_today() : m.backup_ago({ n: reminder.days });
}

/** What would be lost: said where the reminder is loud. */
export function loudBackupText(reminder: BackupReminder): string {
	if (reminder.tone === 'none' || reminder.days === null) return m.backup_loud_never();
	return m.backup_loud_old({ n: reminder.days });
}
