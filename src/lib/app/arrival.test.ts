import { describe, expect, it } from 'vitest';

import { arrivalOf } from './arrival';

const SAFARI =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1';
const IPAD =
	'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15';
const WECHAT = `${SAFARI} MicroMessenger/8.0.47(0x18002f30) NetType/WIFI Language/zh_CN`;
const CHROME =
	'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36';

describe('where somebody has arrived', () => {
	it('tells in-app browsers, and Safari on phones and tablets, from all others', () => {
		expect(arrivalOf(WECHAT, 5, false)).toBe('in-app');
		expect(arrivalOf(SAFARI, 5, false)).toBe('ios-browser');
		expect(arrivalOf(SAFARI, 5, true)).toBe('ios-installed');
		expect(arrivalOf(IPAD, 5, false)).toBe('ios-browser');
		expect(arrivalOf(IPAD, 0, false)).toBe('browser');
		expect(arrivalOf(CHROME, 5, true)).toBe('browser');
	});
});
