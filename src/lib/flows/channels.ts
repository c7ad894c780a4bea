/**
 * Every channel by which data could leave a page, as far as a browser is known to have it, and what
 * stops it. `tests/e2e/channels.spec.ts` tries each in a real browser, with the policy alone and with
 * the guard alone, and compares what arrived with this table; `tests/unit/channels.test.ts` plants
 * each in source and compares what lint finds.
 */
import { IN_FIREFOX, type InFirefox } from './channels-firefox';
import type { Text } from './register';

/**
 * What stops a channel: `lint` finds it in source outside the modules of the register; the `browser`
 * has a rule of its own; the `policy` that our server sends; the `guard`, `src/lib/app/guard.ts`.
 * Each of the last three stops it alone, down to a name's lookup and a bare connection. The service
 * `worker` does once the app is installed (`tests/e2e/own-addresses.spec.ts`).
 */
export type Stop = 'lint' | 'browser' | 'policy' | 'guard' | 'worker';

export interface Channel {
	/** Stable, unique. */
	readonly id: string;
	readonly name: Text;
	/** In Chromium. Empty: nothing that an app can do stops it. */
	readonly stoppedBy: readonly Stop[];
	/** In Firefox, at run time; `null` where it was not tried there. */
	readonly firefox: InFirefox | null;
	/** What is left, or is not obvious. */
	readonly note: Text | null;
	/** The test that proves what is said here; `null` where there is nothing to try. */
	readonly test: string | null;
}

const IN_BROWSER = 'tests/e2e/channels.spec.ts';
const IN_SOURCE = 'tests/unit/channels.test.ts';

const BY_POLICY = ['lint', 'policy'] as const;
const BY_GUARD = ['lint', 'guard'] as const;
const BY_BOTH = ['lint', 'policy', 'guard'] as const;

const ALLOWED_HERE: Text = {
	en: 'The app uses it at your word; only the modules in the register may',
	zh: '应用只在你要求时使用；只有登记表中的模块可以使用',
};
const CONNECTS_FIRST: Text = {
	en: 'The policy stops the content; without the guard Chromium still connects to the server',
	zh: '策略会拦截内容；若没有守卫，Chromium 仍会先与服务器建立连接',
};

type Row = Omit<Channel, 'firefox'>;

/** One channel that is tried in a browser. */
const tried = (
	id: string,
	en: string,
	zh: string,
	stoppedBy: readonly Stop[],
	note: Text | null = null,
): Row => ({ id, name: { en, zh }, stoppedBy, note, test: IN_BROWSER });

/** One that lint alone keeps to its modules. */
const kept = (id: string, en: string, zh: string, note: Text | null = null): Row => ({
	id,
	name: { en, zh },
	stoppedBy: ['lint'],
	note,
	test: IN_SOURCE,
});

/** One that no app can stop. */
const open = (id: string, en: string, zh: string, note: Text): Row => ({
	id,
	name: { en, zh },
	stoppedBy: [],
	note,
	test: null,
});

const ROWS: readonly Row[] = [
	tried('fetch', 'fetch', 'fetch 请求', BY_POLICY),
	tried('fetch-later', 'fetchLater', 'fetchLater 请求', BY_BOTH),
	tried('xhr', 'XMLHttpRequest', 'XMLHttpRequest 请求', BY_POLICY),
	tried('beacon', 'sendBeacon', 'sendBeacon 信标', BY_POLICY),
	tried('event-source', 'EventSource', 'EventSource 连接', BY_BOTH),
	tried('websocket', 'WebSocket', 'WebSocket 连接', BY_BOTH),
	tried('webtransport', 'WebTransport', 'WebTransport 连接', BY_BOTH),
	tried(
		'webrtc',
		'WebRTC, also out of a frame or a window',
		'WebRTC（含框架和窗口中的）',
		BY_GUARD,
		{
			en: 'No policy closes it in Chromium',
			zh: 'Chromium 中没有任何策略能关闭它',
		},
	),
	tried('parsed-frame', 'Frame made out of text', '由文本生成的框架', BY_POLICY, {
		en: 'Trusted Types: such a frame would have a WebRTC of its own. Older browsers lack them',
		zh: '依靠 Trusted Types：此类框架会自带 WebRTC。旧浏览器不支持',
	}),
	tried('image', 'Image beacon', '图片信标', BY_POLICY),
	tried('media', 'Sound, film or subtitles', '音频、视频或字幕', BY_POLICY),
	tried(
		'media-session',
		'Picture of what plays (mediaSession)',
		'播放信息的封面（mediaSession）',
		BY_POLICY,
	),
	tried('style-sheet', 'Style sheet', '样式表', BY_POLICY),
	tried('css-url', 'Address in a style', '样式中的地址', BY_POLICY),
	tried('font', 'Font', '字体', BY_POLICY),
	tried('svg', 'Image or reference in an SVG', 'SVG 中的图片或引用', BY_POLICY),
	tried('script', 'Script', '脚本', BY_POLICY),
	tried('import', 'import() of another origin', '从其他来源 import()', BY_POLICY),
	tried('worker', 'Worker or worklet, and what it imports', 'Worker、worklet 及其导入', BY_POLICY),
	tried('service-worker', 'Service worker of another origin', '其他来源的 Service worker', [
		'lint',
		'browser',
		'policy',
	]),
	tried(
		'service-worker-fetch',
		'fetch in our service worker',
		'本应用 Service worker 中的 fetch',
		BY_POLICY,
	),
	tried('prefetch', 'Link that loads ahead', '预取链接', BY_POLICY),
	tried('preconnect', 'Link that looks up or connects ahead', '预解析或预连接链接', BY_GUARD, {
		en: 'No policy closes it: the name that is looked up can carry data. The known ways round the guard are tried too',
		zh: '没有策略能关闭它：被查询的域名本身可以夹带数据。已知的绕过守卫的方法也一并试过',
	}),
	tried('speculation-rules', 'Speculation rules', '推测规则', BY_POLICY),
	tried('plugin', 'object, embed', 'object、embed 元素', BY_BOTH),
	tried('frame', 'iframe', 'iframe 框架', BY_GUARD, CONNECTS_FIRST),
	tried('form', 'Form', '表单', BY_GUARD, CONNECTS_FIRST),
	tried('link', 'Link to elsewhere', '外部链接', BY_GUARD, {
		en: 'A link in the same tab needs the Navigation API where a script follows it unseen',
		zh: '若由脚本暗中触发同一标签页内的链接，需依靠 Navigation API 拦截',
	}),
	tried('ping', 'ping of a link', '链接的 ping', BY_POLICY),
	tried(
		'other-program',
		'Link to a program (mailto:, tel:)',
		'打开其他程序的链接（mailto:、tel:）',
		BY_GUARD,
		{
			en: 'As navigation by script. In Firefox the guard stops links alone: a script that sets the address opens the program, with a text in it that a person then sends, or not',
			zh: '同脚本跳转。在 Firefox 中守卫只能拦住链接：脚本仍可通过设置地址打开该程序并填入文字，是否发送由人决定',
		},
	),
	tried('location', 'Navigation by script', '脚本跳转', BY_GUARD, {
		en: 'Needs the Navigation API (Chrome 102, Firefox 147, Safari 26.2); not stoppable in older browsers',
		zh: '需要 Navigation API（Chrome 102、Firefox 147、Safari 26.2）；更旧的浏览器无法拦截',
	}),
	tried('meta-refresh', 'Refresh by a meta element', 'meta 元素刷新', BY_GUARD, {
		en: 'As navigation by script',
		zh: '同脚本跳转',
	}),
	tried('base', 'Other base for addresses', '更改地址基准', BY_POLICY),
	tried('javascript-address', 'javascript: address', 'javascript: 地址', BY_POLICY),
	tried('window', 'Another window', '另开窗口', BY_GUARD),
	tried('other-page', 'postMessage to another origin', '向其他来源 postMessage', BY_POLICY, {
		en: 'There is nobody to send to: no frames, no windows, and whoever opened the app is cut off',
		zh: '无处可发：没有框架和窗口，打开本应用的页面也已被切断',
	}),
	tried(
		'passkey-name',
		"Passkey of another server's name",
		'以其他服务器名义请求通行密钥',
		BY_GUARD,
		{
			en: 'Without the guard Chromium asks that server',
			zh: '若没有守卫，Chromium 会联系该服务器',
		},
	),
	tried('federated-login', 'Federated login', '联合登录', BY_BOTH),
	tried(
		'wallet',
		'Wallet (Digital Credentials), and codes of messages',
		'钱包（Digital Credentials）和短信验证码',
		BY_BOTH,
	),
	tried('password-manager', 'Manager of passwords', '密码管理器', BY_GUARD, {
		en: 'It keeps what it is given, and may carry it to other devices',
		zh: '它会保存收到的内容，并可能同步到其他设备',
	}),
	tried('protocol-handler', 'Handler of a kind of link', '注册链接协议处理程序', BY_GUARD, {
		en: 'A handler on another server is refused by the browser. One of this app’s own would stay behind in the settings of the browser',
		zh: '浏览器会拒绝其他服务器的处理程序。本应用自身的处理程序会留在浏览器设置中',
	}),
	tried(
		'ad-interest-group',
		'Interest groups and auctions of advertising',
		'广告兴趣组与竞价',
		BY_GUARD,
		{
			en: 'Chromium takes it, and sent nothing even with neither',
			zh: 'Chromium 会接受调用；但即使两者都没有，也未见发出任何内容',
		},
	),
	tried(
		'presentation',
		'Another screen (Presentation)',
		'投放到其他屏幕（Presentation）',
		BY_GUARD,
	),
	tried('payment', 'Payment', '支付请求', BY_BOTH),
	tried('reports', 'Reports of the browser', '浏览器报告', ['policy'], {
		en: 'Our headers name no address for reports',
		zh: '响应头中未指定任何报告地址',
	}),
	tried('cookie', 'Cookie to the app’s own server', '写给本应用服务器的 Cookie', BY_GUARD, {
		en: 'It would go with the browser’s own question for a new version, which the service worker does not get to see',
		zh: '它会随浏览器自行检查新版本的请求发出，而 Service worker 看不到该请求',
	}),
	tried(
		'preload-header',
		'Header of a page that is loaded ahead (navigationPreload)',
		'预先加载页面时的请求头（navigationPreload）',
		BY_GUARD,
		{
			en: 'It would go to the app’s own server, past the service worker',
			zh: '它会绕过 Service worker 发往本应用自身的服务器',
		},
	),
	kept('clipboard', 'Clipboard', '剪贴板', ALLOWED_HERE),
	kept('download', 'Download', '下载', ALLOWED_HERE),
	kept('print', 'Print', '打印', ALLOWED_HERE),
	kept('passkey', 'Passkey of this app', '本应用的通行密钥', ALLOWED_HERE),
	kept('share', 'Share sheet', '系统分享'),
	kept('push', 'Push messages', '推送'),
	kept('background-fetch', 'Background fetch', '后台获取'),
	kept('file-picker', 'Files chosen for writing', '写入所选文件'),
	kept('contacts', 'Contacts, Bluetooth, USB and other devices', '通讯录、蓝牙、USB 等设备'),
	kept('speech', 'Speech services', '语音服务'),
	{
		id: 'notification',
		name: { en: 'Notification', zh: '通知' },
		stoppedBy: BY_GUARD,
		note: null,
		test: IN_BROWSER,
	},
	{
		id: 'own-server',
		name: { en: 'An address of this app’s own server', zh: '本应用自身服务器的地址' },
		stoppedBy: ['worker'],
		note: {
			en: 'The policy must allow the app’s own files. Once installed, the service worker answers in place of the server; before that, after a forced reload, and once a script has taken the worker away, an address can carry data to the operator. Lint keeps taking it away to the module that deletes everything. Compare the build',
			zh: '策略必须允许应用自身的文件。安装后由 Service worker 代替服务器应答；在此之前、强制刷新之后，或脚本注销它之后，地址仍可能夹带数据给运营者。代码检查只允许“全部删除”的模块注销它。请核对构建',
		},
		test: 'tests/e2e/own-addresses.spec.ts',
	},
	open('changed-build', 'A changed build', '被篡改的构建', {
		en: 'Whoever serves other files serves other rules. Compare the build',
		zh: '谁能更换文件，谁就能更换规则。请核对构建',
	}),
	open('browser', 'The browser itself, its extensions and its sync', '浏览器自身、扩展和同步', {
		en: 'They see what you see. Use a profile without extensions',
		zh: '它们能看到你所看到的。请使用没有扩展的配置文件',
	}),
	open(
		'screenshot',
		'Screenshots, cameras, and who looks over your shoulder',
		'截屏、拍照和旁观者',
		{
			en: 'Whatever is on the screen can be copied',
			zh: '屏幕上显示的内容都可能被复制',
		},
	),
];

export const CHANNELS: readonly Channel[] = ROWS.map((row) => ({
	...row,
	firefox: IN_FIREFOX[row.id] ?? null,
}));
