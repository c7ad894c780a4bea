/** Where somebody has opened the app: three places need a word before anything is entered. */
export type Arrival =
	/** Inside another app, whose browser keeps nothing for long. */
	| 'in-app'
	/** Safari on a phone deletes what a site keeps after seven days without a visit. */
	| 'ios-browser'
	/** Installed on iOS: its storage is not Safari's. */
	| 'ios-installed'
	| 'browser';

const IN_APP = /MicroMessenger|\bQQ\/|Weibo|AlipayClient|DingTalk/i;
const IOS = /iPhone|iPad|iPod/;

/**
 * @param userAgent `navigator.userAgent`
 * @param touchPoints `navigator.maxTouchPoints`: an iPad calls itself a Mac, but Macs have no touch
 * @param isInstalled whether the page runs as an installed app
 */
export function arrivalOf(userAgent: string, touchPoints: number, isInstalled: boolean): Arrival {
	if (IN_APP.test(userAgent)) return 'in-app';
	if (!IOS.test(userAgent) && !(userAgent.includes('Macintosh') && touchPoints > 1))
		return 'browser';
	return isInstalled ? 'ios-installed' : 'ios-browser';
}
