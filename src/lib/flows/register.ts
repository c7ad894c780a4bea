/**
 * The register of flows: every place where data enters, rests or leaves. The review page shows it,
 * `eslint.config.js` reads it and lets only the modules named here use a guarded means
 * (`scripts/means.mjs`), so a new way out is a visible change of this file.
 */

/** A browser interface that lint guards, by its name in `scripts/means.mjs`. */
export type Means =
	| 'cache'
	| 'camera'
	| 'clipboard'
	| 'file'
	| 'indexed-db'
	| 'local-storage'
	| 'message'
	| 'navigation'
	| 'network'
	| 'passkey'
	| 'print'
	| 'session-storage'
	| 'share'
	| 'window';

/** What kind of data a flow carries; `none` is the app's own program and pages. */
export type DataCategory =
	'health-records' | 'score' | 'code' | 'request' | 'receipts' | 'keys' | 'preferences' | 'none';

/** A text in every language of the app. */
export interface Text {
	readonly en: string;
	readonly zh: string;
}

export interface Flow {
	/** Stable, unique; used in links and in the ledger. */
	readonly id: string;
	readonly kind: 'source' | 'store' | 'sink';
	/** `null` where nothing is to be guarded: a form, the screen. */
	readonly means: Means | null;
	readonly data: readonly DataCategory[];
	readonly purpose: Text;
	readonly retention: Text;
	/** Who gets the data. */
	readonly recipient: Text;
	/** The modules through which it flows, as paths from the root of the repository. */
	readonly modules: readonly string[];
	/** The test that proves what is said here. */
	readonly test: string;
}

const THIS_DEVICE: Text = { en: 'Only this device', zh: '仅本设备' };
const NOT_KEPT: Text = { en: 'Not kept', zh: '不保留' };
const UNTIL_DELETED: Text = {
	en: 'Until you change it or delete everything',
	zh: '直到你更改，或删除全部数据',
};

export const FLOWS: readonly Flow[] = [
	{
		id: 'entry',
		kind: 'source',
		means: null,
		data: ['health-records'],
		purpose: {
			en: 'What you type: days, examinations, conditions',
			zh: '你输入的内容：每日数值、检查、疾病',
		},
		retention: NOT_KEPT,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/day-log.svelte.ts', 'src/lib/app/record-list.svelte.ts'],
		test: 'tests/e2e/records.spec.ts',
	},
	{
		id: 'file',
		kind: 'source',
		means: null,
		data: ['health-records', 'code', 'request'],
		purpose: {
			en: 'Files that you choose or drop: your export, a picture of a code',
			zh: '你选择或拖入的文件：导出的记录、彩码图片',
		},
		retention: { en: 'The file itself is not kept', zh: '不保留文件本身' },
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/import-file.svelte.ts', 'src/lib/qr/image.ts'],
		test: 'tests/e2e/records.spec.ts',
	},
	{
		id: 'fragment',
		kind: 'source',
		means: null,
		data: ['code', 'request'],
		purpose: {
			en: 'A request or an answer on one device, behind the # of a link: no server sees it',
			zh: '同一设备上的请求或回答，位于链接 # 之后，服务器看不到',
		},
		retention: {
			en: 'Erased from the address as soon as it is read',
			zh: '读取后立即从地址中抹去',
		},
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/fragment.ts'],
		test: 'tests/e2e/requests.spec.ts',
	},
	{
		id: 'code-on-screen',
		kind: 'sink',
		means: null,
		data: ['code'],
		purpose: {
			en: 'Shows one code: a colour or a threshold, and at most two facts',
			zh: '出示一个彩码：一个颜色或一个下限，至多两项情况',
		},
		retention: { en: 'Good for 90 seconds', zh: '90 秒内有效' },
		recipient: { en: 'Whoever looks with a camera', zh: '用摄像头看到的人' },
		modules: ['src/lib/app/showing.svelte.ts'],
		test: 'tests/e2e/main-job.spec.ts',
	},
	{
		id: 'answer-on-screen',
		kind: 'sink',
		means: null,
		data: ['code'],
		purpose: {
			en: 'Answers one request with what was asked, or less; sealed',
			zh: '按所问（或更少）回答一次请求；已加密',
		},
		retention: { en: 'Good for 180 seconds from the request', zh: '自请求起 180 秒内有效' },
		recipient: { en: 'Only whoever asked', zh: '只有询问方' },
		modules: ['src/lib/app/answering.svelte.ts'],
		test: 'tests/e2e/requests.spec.ts',
	},
	{
		id: 'request-on-screen',
		kind: 'sink',
		means: null,
		data: ['request'],
		purpose: {
			en: 'Shows what a verifier asks, and a one-time key',
			zh: '出示查验人的问题和一次性密钥',
		},
		retention: { en: 'In memory, 180 seconds', zh: '仅在内存中，180 秒' },
		recipient: { en: 'Whoever looks with a camera', zh: '用摄像头看到的人' },
		modules: ['src/lib/app/asking.svelte.ts'],
		test: 'tests/e2e/requests.spec.ts',
	},
	{
		id: 'camera',
		kind: 'source',
		means: 'camera',
		data: ['code', 'request'],
		purpose: { en: 'Reads a code that is held to the camera', zh: '读取对准摄像头的码' },
		retention: {
			en: 'A picture lives as long as it takes to read it; none is stored',
			zh: '画面只在识读的一瞬间存在，不存储',
		},
		recipient: THIS_DEVICE,
		modules: ['src/lib/qr/camera.ts'],
		test: 'tests/e2e/camera.spec.ts',
	},
	{
		id: 'database',
		kind: 'store',
		means: 'indexed-db',
		data: ['health-records', 'receipts', 'keys'],
		purpose: {
			en: 'Keeps your records and receipts, sealed, on this device',
			zh: '将你的记录和回执加密保存在本设备上',
		},
		retention: {
			en: 'Days 400 days, receipts 30 days, other records until you delete them',
			zh: '每日记录 400 天，回执 30 天，其他记录直到你删除',
		},
		recipient: THIS_DEVICE,
		modules: ['src/lib/vault/database.ts', 'src/lib/vault/is-listed.ts'],
		test: 'src/lib/vault/at-rest.test.ts',
	},
	{
		id: 'preferences',
		kind: 'store',
		means: 'local-storage',
		data: ['preferences'],
		purpose: {
			en: "Remembers language, theme and the verifier's configuration",
			zh: '记住语言、主题和核验页的配置',
		},
		retention: UNTIL_DELETED,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/preferences.ts'],
		test: 'tests/e2e/privacy.spec.ts',
	},
	{
		id: 'scroll-positions',
		kind: 'store',
		means: 'session-storage',
		data: ['none'],
		purpose: {
			en: 'The framework remembers where a page was scrolled to; deleting everything clears it',
			zh: '框架会记住页面的滚动位置；删除全部时会清除',
		},
		retention: { en: 'Until the tab closes', zh: '直到标签页关闭' },
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/preferences.ts'],
		test: 'tests/e2e/delete.spec.ts',
	},
	{
		id: 'app-files',
		kind: 'store',
		means: 'cache',
		data: ['none'],
		purpose: {
			en: "Keeps the app's own files, so that it opens without a network",
			zh: '保存应用自身的文件，使其无网络也能打开',
		},
		retention: {
			en: 'Until the next version, or until you delete everything',
			zh: '直到下一版本，或直到你删除全部数据',
		},
		recipient: THIS_DEVICE,
		modules: ['src/service-worker.ts'],
		test: 'tests/e2e/offline.spec.ts',
	},
	{
		id: 'wipe',
		kind: 'store',
		means: 'cache',
		data: ['none'],
		purpose: {
			en: 'Deletes everything this app put on the device',
			zh: '删除本应用在设备上的全部内容',
		},
		retention: NOT_KEPT,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/wipe.ts'],
		test: 'tests/e2e/delete.spec.ts',
	},
	{
		id: 'clipboard',
		kind: 'sink',
		means: 'clipboard',
		data: ['code', 'request'],
		purpose: { en: "Copies a code's text when you ask for it", zh: '应你的要求复制码的文本' },
		retention: {
			en: 'Until something else is copied; other apps can read the clipboard',
			zh: '直到复制其他内容；其他应用可能读取剪贴板',
		},
		recipient: { en: 'Whoever you paste it to', zh: '你粘贴给的任何人' },
		modules: ['src/lib/app/clipboard.ts'],
		test: 'tests/e2e/main-job.spec.ts',
	},
	{
		id: 'download',
		kind: 'sink',
		means: 'file',
		data: ['health-records', 'score', 'receipts'],
		purpose: {
			en: 'Hands you a file with your data when you ask for it',
			zh: '应你的要求，将数据以文件形式交给你',
		},
		retention: { en: 'Until you delete the file', zh: '直到你删除该文件' },
		recipient: { en: 'Anyone who has the file can read it', zh: '持有该文件的任何人都能读取' },
		modules: ['src/lib/app/download.ts'],
		test: 'tests/e2e/records.spec.ts',
	},
];
