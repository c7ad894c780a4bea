import type { PersonalSettings } from './contents';

/** What holds until the citizen decides otherwise. */
export const defaultSettings: PersonalSettings = {
	homeZone: null,
	asOfFloor: null,
	prefer: {},
	keepDays: 400,
	receiptsOn: true,
	lastShown: null,
	saidToday: null,
	numberHidden: false,
	notForMe: false,
	lockAfter: 5,
	lockWhenHidden: false,
	lastBackup: null,
};
