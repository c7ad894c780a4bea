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
	| 'cookies'
	| 'file'
	| 'file-system'
	| 'indexed-db'
	| 'local-storage'
	| 'message'
	| 'navigation'
	| 'network'
	| 'passkey'
	| 'print'
	| 'session-storage'
	| 'share'
	| 'window'
	| 'worker';

/** What kind of data a flow carries; `none` is the app's own program and pages. */
export type DataCategory =
	| 'health-records'
	| 'score'
	| 'code'
	| 'request'
	| 'receipts'
	| 'keys'
	| 'preferences'
	| 'network-address'
	| 'none';

/** A text in every language of the app. */
export interface Text {
	readonly en: string;
	readonly zh: string;
}

/** Why the data may flow, in law; a register is asked for it (GDPR art. 30, PIPL art. 56). */
export type Basis =
	'own-use' | 'your-word' | 'shown-to-you' | 'your-right' | 'not-personal' | 'needed-to-serve';

/** What each basis says: GDPR, the law of the European Union; PIPL, that of China. */
export const BASES: Readonly<Record<Basis, Text>> = {
	'own-use': {
		en: 'You alone handle your own data on your own device, and nobody else does: a personal activity (GDPR art. 2(2)(c), PIPL art. 72)',
		zh: '只有你在自己的设备上处理自己的数据，没有其他人参与：属于个人或家庭事务（GDPR 第 2 条第 2 款 c 项，《个人信息保护法》第七十二条）',
	},
	'your-word': {
		en: 'It leaves at your word alone, each time anew: explicit and separate consent to whoever gets it (GDPR art. 6(1)(a) and 9(2)(a), PIPL art. 13(1) no. 1 and 29)',
		zh: '只有你每次亲自同意才会给出：对接收方的明示同意和单独同意（GDPR 第 6 条第 1 款 a 项、第 9 条第 2 款 a 项，《个人信息保护法》第十三条第一款第一项、第二十九条）',
	},
	'shown-to-you': {
		en: 'The other person shows it to you on purpose: their explicit consent to this one look; nothing is kept (GDPR art. 9(2)(a), PIPL art. 29)',
		zh: '对方主动向你出示：对方对这一次查看的明示同意；不保留任何内容（GDPR 第 9 条第 2 款 a 项，《个人信息保护法》第二十九条）',
	},
	'your-right': {
		en: 'Your right to have, to move and to erase your data (GDPR art. 15, 17 and 20, PIPL art. 45 and 47)',
		zh: '你查阅、复制、转移和删除自己数据的权利（GDPR 第 15、17、20 条，《个人信息保护法》第四十五、四十七条）',
	},
	'not-personal': {
		en: 'No personal data (GDPR art. 4(1), PIPL art. 4)',
		zh: '不含个人信息（GDPR 第 4 条第 1 项，《个人信息保护法》第四条）',
	},
	'needed-to-serve': {
		en: 'The host needs your network address to send you the app (GDPR art. 6(1)(f), PIPL art. 13(1) no. 2)',
		zh: '服务器需要你的网络地址才能把应用发送给你（GDPR 第 6 条第 1 款 f 项，《个人信息保护法》第十三条第一款第二项）',
	},
};

export interface Flow {
	/** Stable, unique; used in links and in the ledger. */
	readonly id: string;
	/** Short enough for a box of the picture. */
	readonly name: Text;
	readonly kind: 'source' | 'store' | 'sink';
	/** `null` where nothing is to be guarded: a form, the screen. */
	readonly means: Means | null;
	readonly data: readonly DataCategory[];
	readonly purpose: Text;
	readonly basis: Basis;
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
		name: { en: 'What you type', zh: '手动输入' },
		kind: 'source',
		means: null,
		data: ['health-records'],
		purpose: {
			en: 'What you type: days, examinations, conditions',
			zh: '你输入的内容：每日数值、检查、疾病',
		},
		basis: 'own-use',
		retention: NOT_KEPT,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/day-log.svelte.ts', 'src/lib/app/record-list.svelte.ts'],
		test: 'tests/e2e/records.spec.ts',
	},
	{
		id: 'file',
		name: { en: 'Files you choose', zh: '你选的文件' },
		kind: 'source',
		means: null,
		data: ['health-records', 'receipts', 'preferences', 'code', 'request'],
		purpose: {
			en: 'Files that you choose or drop: exports of apps and devices, your backup, a picture of a code',
			zh: '你选择或拖入的文件：其他应用和设备导出的数据、备份、彩码图片',
		},
		basis: 'own-use',
		retention: { en: 'The file itself is not kept', zh: '不保留文件本身' },
		recipient: THIS_DEVICE,
		modules: [
			'src/lib/app/import.svelte.ts',
			'src/lib/app/restore-file.svelte.ts',
			'src/lib/qr/image.ts',
		],
		test: 'tests/e2e/import.spec.ts',
	},
	{
		id: 'fragment',
		name: { en: 'Link on this device', zh: '本机链接' },
		kind: 'source',
		means: null,
		data: ['code', 'request'],
		purpose: {
			en: 'A request or an answer on one device, behind the # of a link: no server sees it',
			zh: '同一设备上的请求或回答，位于链接 # 之后，服务器看不到',
		},
		basis: 'shown-to-you',
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
		name: { en: 'Code on the screen', zh: '屏幕上的彩码' },
		kind: 'sink',
		means: null,
		data: ['code'],
		purpose: {
			en: 'Shows one code: a colour or a threshold, and at most two facts',
			zh: '出示一个彩码：一个颜色或一个下限，至多两项情况',
		},
		basis: 'your-word',
		retention: { en: 'Good for 90 seconds', zh: '90 秒内有效' },
		recipient: { en: 'Whoever looks with a camera', zh: '用摄像头看到的人' },
		modules: ['src/lib/app/showing.svelte.ts', 'src/lib/app/practice-code.svelte.ts'],
		test: 'tests/e2e/main-job.spec.ts',
	},
	{
		id: 'answer-on-screen',
		name: { en: 'Answer on the screen', zh: '屏幕上的回答' },
		kind: 'sink',
		means: null,
		data: ['code'],
		purpose: {
			en: 'Answers one request with what was asked, or less; sealed',
			zh: '按所问（或更少）回答一次请求；已加密',
		},
		basis: 'your-word',
		retention: { en: 'Good for 180 seconds from the request', zh: '自请求起 180 秒内有效' },
		recipient: { en: 'Only whoever asked', zh: '只有询问方' },
		modules: ['src/lib/app/answering.svelte.ts'],
		test: 'tests/e2e/requests.spec.ts',
	},
	{
		id: 'request-on-screen',
		name: { en: 'Request on the screen', zh: '屏幕上的请求' },
		kind: 'sink',
		means: null,
		data: ['request'],
		purpose: {
			en: 'Shows what a verifier asks, and a one-time key',
			zh: '出示查验人的问题和一次性密钥',
		},
		basis: 'own-use',
		retention: { en: 'In memory, 180 seconds', zh: '仅在内存中，180 秒' },
		recipient: { en: 'Whoever looks with a camera', zh: '用摄像头看到的人' },
		modules: ['src/lib/app/asking.svelte.ts'],
		test: 'tests/e2e/requests.spec.ts',
	},
	{
		id: 'camera',
		name: { en: 'Camera', zh: '摄像头' },
		kind: 'source',
		means: 'camera',
		data: ['code', 'request', 'health-records'],
		purpose: {
			en: 'Reads a code that is held to the camera: of this app, or of a SMART Health Card',
			zh: '读取对准摄像头的码：彩码，或 SMART 健康卡的二维码',
		},
		basis: 'shown-to-you',
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
		name: { en: 'Sealed database', zh: '加密数据库' },
		kind: 'store',
		means: 'indexed-db',
		data: ['health-records', 'receipts', 'keys'],
		purpose: {
			en: 'Keeps your records, your receipts and what each import changed (names and hashes of files, days, earlier values), sealed, on this device',
			zh: '将你的记录、回执和每次导入的改动（文件名与哈希、日期、原来的数值）加密保存在本设备上',
		},
		basis: 'own-use',
		retention: {
			en: 'Days 400 days, receipts 30 days, other records until you delete them; what an import changed as long as those records',
			zh: '每日记录 400 天，回执 30 天，其他记录直到你删除；导入的改动与相应记录同时删除',
		},
		recipient: THIS_DEVICE,
		modules: [
			'src/lib/vault/database.ts',
			'src/lib/vault/is-listed.ts',
			'src/lib/vault/inventory.ts',
		],
		test: 'src/lib/vault/at-rest.test.ts',
	},
	{
		id: 'erasable-secrets',
		name: { en: 'A part of the key', zh: '密钥的一部分' },
		kind: 'store',
		means: 'file-system',
		data: ['keys'],
		purpose: {
			en: 'Keeps a part of the key in a file that can be overwritten, so that what you delete cannot be read again',
			zh: '把密钥的一部分存入可覆写的文件，使你删除的内容无法再被读出',
		},
		basis: 'own-use',
		retention: {
			en: 'Overwritten when you delete records; removed when you delete everything',
			zh: '删除记录时被覆写；删除全部数据时移除',
		},
		recipient: THIS_DEVICE,
		modules: [
			'src/lib/vault/erasable-secrets.ts',
			'src/lib/vault/secrets.worker.ts',
			'src/lib/app/device-stores.ts',
		],
		test: 'src/lib/vault/erasable-secrets.test.ts',
	},
	{
		id: 'preferences',
		name: { en: 'Choices', zh: '偏好设置' },
		kind: 'store',
		means: 'local-storage',
		data: ['preferences'],
		purpose: {
			en: "Remembers language, theme, the verifier's configuration, and that records were kept here",
			zh: '记住语言、主题、查验页的配置，以及这里保存过记录',
		},
		basis: 'own-use',
		retention: UNTIL_DELETED,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/preferences.ts', 'src/lib/app/device-stores.ts'],
		test: 'tests/e2e/privacy.spec.ts',
	},
	{
		id: 'scroll-positions',
		name: { en: 'Scroll positions', zh: '滚动位置' },
		kind: 'store',
		means: 'session-storage',
		data: ['none'],
		purpose: {
			en: 'The framework notes where a page was scrolled to when it is left; the app erases that at once',
			zh: '离开页面时，框架会记下滚动位置；应用随即抹去',
		},
		basis: 'not-personal',
		retention: NOT_KEPT,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/scroll-positions.ts', 'src/lib/app/device-stores.ts'],
		test: 'tests/e2e/delete.spec.ts',
	},
	{
		id: 'app-files',
		name: { en: 'The app’s files', zh: '应用文件' },
		kind: 'store',
		means: 'cache',
		data: ['none'],
		purpose: {
			en: "Keeps the app's own files, so that it opens without a network",
			zh: '保存应用自身的文件，使其无网络也能打开',
		},
		basis: 'not-personal',
		retention: {
			en: 'Until the next version, or until you delete everything',
			zh: '直到下一版本，或直到你删除全部数据',
		},
		recipient: THIS_DEVICE,
		modules: ['src/service-worker.ts', 'src/lib/app/device-stores.ts'],
		test: 'tests/e2e/offline.spec.ts',
	},
	{
		id: 'cookies',
		name: { en: 'Cookies: none', zh: 'Cookie：无' },
		kind: 'source',
		means: 'cookies',
		data: ['none'],
		purpose: {
			en: 'Looks whether there is a cookie, for the review page; the app sets none',
			zh: '为审查页查看是否有 Cookie；应用从不设置',
		},
		basis: 'not-personal',
		retention: NOT_KEPT,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/device-stores.ts'],
		test: 'tests/e2e/review.spec.ts',
	},
	{
		id: 'own-build',
		name: { en: 'Own fingerprint', zh: '自身指纹' },
		kind: 'source',
		means: 'cache',
		data: ['none'],
		purpose: {
			en: "Reads the app's own stored files, to show their fingerprint",
			zh: '读取应用自身已保存的文件，以显示其指纹',
		},
		basis: 'not-personal',
		retention: NOT_KEPT,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/own-build.ts'],
		test: 'tests/e2e/fingerprint.spec.ts',
	},
	{
		id: 'wipe',
		name: { en: 'Delete everything', zh: '删除全部' },
		kind: 'store',
		means: 'cache',
		data: ['none'],
		purpose: {
			en: 'Deletes everything this app put on the device',
			zh: '删除本应用在设备上的全部内容',
		},
		basis: 'your-right',
		retention: NOT_KEPT,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/wipe.ts'],
		test: 'tests/e2e/delete.spec.ts',
	},
	{
		id: 'workers',
		name: { en: 'Workers', zh: '后台线程' },
		kind: 'sink',
		means: 'worker',
		data: ['health-records', 'receipts', 'keys'],
		purpose: {
			en: 'Works out a key from your passphrase, writes a key, closes and opens a backup, or reads the files that you import, beside the page, so that the page does not stand still',
			zh: '在页面之外由密码算出密钥、写入密钥、加密和打开备份，或读取你导入的文件，使页面不会卡住',
		},
		basis: 'own-use',
		retention: { en: 'The worker is ended after each use', zh: '每次用完即结束' },
		recipient: THIS_DEVICE,
		modules: [
			'src/lib/app/reading.ts',
			'src/lib/vault/ask-worker.ts',
			'src/lib/vault/backup-job.ts',
		],
		test: 'src/lib/vault/passphrase-key.test.ts',
	},
	{
		id: 'passkey',
		name: { en: 'Passkey', zh: '通行密钥' },
		kind: 'sink',
		means: 'passkey',
		data: ['keys'],
		purpose: {
			en: 'Makes a passkey, if you want one, and asks it for a key to open your records',
			zh: '应你的要求创建通行密钥，并用它取得打开记录的密钥',
		},
		basis: 'your-word',
		retention: {
			en: 'Until you delete the passkey where it is kept',
			zh: '直到你在保存它的地方将其删除',
		},
		recipient: {
			en: 'Your passkey manager, which may keep it in your account; your records stay here',
			zh: '你的通行密钥管理器（可能同步到你的账户）；健康记录仍留在本设备',
		},
		modules: ['src/lib/vault/passkey.ts'],
		test: 'src/lib/vault/passkey.test.ts',
	},
	{
		id: 'activity',
		name: { en: 'Other tabs', zh: '其他标签页' },
		kind: 'store',
		means: null,
		data: ['none'],
		purpose: {
			en: 'Tabs of this app ask each other when one was last touched, so that the lock closes only where nobody is',
			zh: '本应用的标签页互相询问最后一次操作的时间，确认无人操作才锁定',
		},
		basis: 'not-personal',
		retention: NOT_KEPT,
		recipient: { en: 'Other tabs of this app in this browser', zh: '此浏览器中本应用的其他标签页' },
		modules: ['src/lib/app/idle.ts'],
		test: 'tests/e2e/lock.spec.ts',
	},
	{
		id: 'lock-entry',
		name: { en: 'Passphrase or code', zh: '密码或恢复码' },
		kind: 'source',
		means: null,
		data: ['keys'],
		purpose: {
			en: 'What you type to open your records: a passphrase, or the printed recovery code',
			zh: '你为打开记录而输入的密码或恢复码',
		},
		basis: 'own-use',
		retention: NOT_KEPT,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/unlocking.svelte.ts', 'src/lib/app/lock-setup.svelte.ts'],
		test: 'tests/e2e/lock.spec.ts',
	},
	{
		id: 'backup-secret',
		name: { en: 'Secret of a backup', zh: '备份的密码' },
		kind: 'source',
		means: null,
		data: ['keys'],
		purpose: {
			en: 'What you type to close or open a backup: a passphrase, a public or a secret key of age',
			zh: '你为加密或打开备份而输入的密码、age 公钥或私钥',
		},
		basis: 'own-use',
		retention: NOT_KEPT,
		recipient: THIS_DEVICE,
		modules: ['src/lib/app/make-backup.svelte.ts', 'src/lib/app/restore-file.svelte.ts'],
		test: 'tests/e2e/backup.spec.ts',
	},
	{
		id: 'print',
		name: { en: 'Printed recovery code', zh: '打印的恢复码' },
		kind: 'sink',
		means: 'print',
		data: ['keys'],
		purpose: {
			en: 'Prints the recovery code, and nothing else, when you ask for it',
			zh: '应你的要求打印恢复码，不含其他内容',
		},
		basis: 'own-use',
		retention: {
			en: 'As long as you keep the paper; a printer may remember what it printed',
			zh: '直到你销毁纸张；打印机可能留有记录',
		},
		recipient: {
			en: 'Whoever has the paper and this device',
			zh: '同时拿到纸张和这台设备的人',
		},
		modules: ['src/lib/app/print.ts'],
		test: 'tests/e2e/lock.spec.ts',
	},
	{
		id: 'clipboard',
		name: { en: 'Clipboard', zh: '剪贴板' },
		kind: 'sink',
		means: 'clipboard',
		data: ['code', 'request'],
		purpose: { en: "Copies a code's text when you ask for it", zh: '应你的要求复制码的文本' },
		basis: 'your-word',
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
		name: { en: 'Files you get', zh: '交给你的文件' },
		kind: 'sink',
		means: 'file',
		data: ['health-records', 'score', 'receipts', 'preferences', 'code'],
		purpose: {
			en: 'Hands you a file when you ask for it: an open export, a backup, which is sealed, or what the review page shows',
			zh: '应你的要求，将数据以文件形式交给你：公开可读的导出、加密的备份，或审查页的内容',
		},
		basis: 'your-right',
		retention: { en: 'Until you delete the file', zh: '直到你删除该文件' },
		recipient: {
			en: 'Anyone who has the file; a backup opens only with its passphrase or key',
			zh: '持有该文件的任何人；备份须有其密码或私钥才能打开',
		},
		modules: ['src/lib/app/download.ts'],
		test: 'tests/e2e/records.spec.ts',
	},
	{
		id: 'loading',
		name: { en: 'Loading the app', zh: '加载应用' },
		kind: 'sink',
		means: null,
		data: ['network-address'],
		purpose: {
			en: 'Asks the host for the app’s own files and looks for a new version; nothing you noted is in a request, but each has a network address to answer to',
			zh: '向服务器请求应用自身的文件并检查新版本；请求中没有你记录的任何内容，但每个请求都带有应答所需的网络地址',
		},
		basis: 'needed-to-serve',
		retention: {
			en: 'As the host’s logs say; once installed, the app opens without a request',
			zh: '取决于服务器日志；安装后打开应用不再需要请求',
		},
		recipient: {
			en: 'The host of this app sees your network address and the time, as with any page',
			zh: '与任何网页一样，服务器会看到你的网络地址和访问时间',
		},
		modules: ['src/service-worker.ts', 'src/lib/app/updates.svelte.ts'],
		test: 'tests/e2e/privacy.spec.ts',
	},
	{
		id: 'self-test',
		name: { en: 'Self-test: connections', zh: '自测：连接' },
		kind: 'sink',
		means: 'network',
		data: ['none'],
		purpose: {
			en: 'Tries at your word to send a made-up word out, and shows what stops it',
			zh: '应你的要求尝试向外发送一个虚构的词，并显示由什么拦截',
		},
		basis: 'not-personal',
		retention: NOT_KEPT,
		recipient: {
			en: 'Nobody: the address is one that nobody can have',
			zh: '无人：该地址不可能属于任何人',
		},
		modules: ['src/lib/app/attempts.ts'],
		test: 'tests/e2e/channels.spec.ts',
	},
	{
		id: 'self-test-navigation',
		name: { en: 'Self-test: navigation', zh: '自测：跳转' },
		kind: 'sink',
		means: 'navigation',
		data: ['none'],
		purpose: {
			en: 'Tries at your word to send a made-up word out, and shows what stops it',
			zh: '应你的要求尝试向外发送一个虚构的词，并显示由什么拦截',
		},
		basis: 'not-personal',
		retention: NOT_KEPT,
		recipient: {
			en: 'Nobody: the address is one that nobody can have',
			zh: '无人：该地址不可能属于任何人',
		},
		modules: ['src/lib/app/attempts.ts'],
		test: 'tests/e2e/channels.spec.ts',
	},
	{
		id: 'self-test-window',
		name: { en: 'Self-test: windows', zh: '自测：窗口' },
		kind: 'sink',
		means: 'window',
		data: ['none'],
		purpose: {
			en: 'Tries at your word to send a made-up word out, and shows what stops it',
			zh: '应你的要求尝试向外发送一个虚构的词，并显示由什么拦截',
		},
		basis: 'not-personal',
		retention: NOT_KEPT,
		recipient: {
			en: 'Nobody: the address is one that nobody can have',
			zh: '无人：该地址不可能属于任何人',
		},
		modules: ['src/lib/app/attempts.ts'],
		test: 'tests/e2e/channels.spec.ts',
	},
];

/**
 * What lint lets a module use without a flow: no data goes that way. `whole-object` is a window that
 * is handed on, so that lint does not see which of its members is used.
 */
export const WITHOUT_FLOW: readonly {
	readonly module: string;
	readonly means: readonly (Means | 'whole-object')[];
}[] = [
	// Takes the ways out away, by their names; of the list of a link's hints it leaves what reads it.
	{ module: 'src/lib/app/guard.ts', means: ['network', 'whole-object'] },
	// Looks whether the guard took them away.
	{ module: 'src/lib/app/attempts.ts', means: ['whole-object'] },
	// Listens until the printer is done.
	{ module: 'src/lib/app/print.ts', means: ['whole-object'] },
];

/** Whether what flows there leaves this device, or can. */
export const leavesDevice = ({ kind, recipient }: Flow): boolean =>
	kind === 'sink' && recipient !== THIS_DEVICE;
