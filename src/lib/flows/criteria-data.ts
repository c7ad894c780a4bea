import type { Criterion } from './criteria';

/** Criteria 1–5, 13, 18 and 19: where data goes, rests and ends. */
export const CRITERIA_OF_DATA: readonly Criterion[] = [
	{
		id: 1,
		short: {
			en: 'One register names every source, store and way out; the tests fail on another',
			zh: '一份登记表列出全部来源、存放处和出口；出现未登记者测试即失败',
		},
		state: 'held',
		mechanism: {
			en: 'The register is data in the program. Lint reads it and lets only the modules that it names use a guarded browser interface; the picture and the documents are made from it.',
			zh: '登记表是程序中的数据。代码检查据此只允许所列模块使用受看守的浏览器接口；流向图和文档都由它生成。',
		},
		tests: ['tests/unit/flows-register.test.ts', 'tests/unit/house-rules.test.ts'],
		residual: {
			en: 'It is lint, a part of npm test, that fails; the bundler alone does not look. Lint reads names. On an object that comes as a parameter, such as the target of an event, it sees neither a member whose name is built from pieces nor a way out with an everyday name (open, print, share); nor does it see an address or attributes that are put together at run time, or read plain style sheets. The policy and the guard stop most of that at run time, and reading the source all of it.',
			zh: '失败的是 npm test 中的代码检查，单独打包时不检查。代码检查看的是名称：对作为参数得到的对象（如事件的目标），看不出用拼接出的名称取成员，也看不出名称普通的出口（open、print、share）；运行时才拼成的地址和属性也看不出，单独的样式表则不检查。其中大部分在运行时由策略和守卫拦下，全部则要靠阅读源码。',
		},
	},
	{
		id: 2,
		short: {
			en: 'The whole journey sends no packet anywhere but to the static server; none once installed and offline',
			zh: '完整使用过程只与静态服务器通信；安装后离线则一个数据包都没有',
		},
		state: 'held',
		mechanism: {
			en: 'A citizen and a verifier are walked through the app in a network namespace that has only the static server, and every packet is captured and read.',
			zh: '在只有静态服务器的网络命名空间中走完持码人和查验人的全过程，捕获并检查每个数据包。',
		},
		tests: ['tests/egress/egress.spec.ts', 'tests/e2e/offline.spec.ts'],
		commands: ['npm run prove:egress'],
		residual: {
			en: 'The static server sees that an address asked for the app’s files, and when. The browser itself may talk to its maker; the capture is of a browser that was told not to.',
			zh: '静态服务器会看到某个地址何时取过应用文件。浏览器自身可能与其厂商通信；捕获所用的浏览器已关闭此类功能。',
		},
	},
	{
		id: 3,
		short: {
			en: 'WebRTC, sockets, beacons, raw requests and links outside are forbidden, and stopped where a policy cannot',
			zh: '禁止 WebRTC、套接字、信标、直接请求和外部链接；策略管不到的另行拦截',
		},
		state: 'held',
		mechanism: {
			en: 'Lint forbids them; the policy of the page stops connections, forms, frames and foreign scripts; a guard that is loaded first takes away what no policy reaches; once installed, the service worker asks for no address but those of the app’s files.',
			zh: '代码检查禁止它们；页面策略拦截连接、表单、框架和外来脚本；最先加载的守卫移除策略管不到的接口；安装后，Service worker 只请求应用自身的文件。',
		},
		tests: [
			'tests/unit/channels.test.ts',
			'tests/e2e/channels.spec.ts',
			'tests/e2e/own-addresses.spec.ts',
			'tests/unit/house-rules.test.ts',
			'tests/e2e/policy.spec.ts',
		],
		commands: ['npm run channels:firefox'],
		residual: {
			en: 'Before the app is installed, after a forced reload, or once a script has taken the service worker away, an address on its own server can carry data to its operator. Older browsers let a script navigate away. The guard is script against script: the ways round it that are known are tried too, and through one that is not known a script could have a name looked up or connect by WebRTC. The table of channels says of each what was measured, in Chromium and in Firefox.',
			zh: '安装之前、强制刷新之后，或脚本注销 Service worker 之后，发往自身服务器的地址可能夹带数据给运营者；旧浏览器拦不住脚本跳转。守卫是以脚本防脚本：已知的绕法都一并试过；若还有未知的绕法，脚本仍可能触发域名查询或建立 WebRTC 连接。渠道表逐一写明在 Chromium 和 Firefox 中的实测结果。',
		},
	},
	{
		id: 4,
		short: {
			en: 'A ledger of what left this session, with exact fields, asker and purpose',
			zh: '本次会话送出内容的账目，含确切字段、询问方和用途',
		},
		state: 'held',
		mechanism: {
			en: 'Each module of a sink notes what leaves before it is out; a test compares the ledger with what it read from the screen, the clipboard and the files.',
			zh: '每个出口模块在内容送出之前记账；测试把账目与从屏幕、剪贴板和文件中读到的内容比对。',
		},
		tests: ['tests/e2e/review.spec.ts', 'tests/unit/ledger-sinks.test.ts'],
		residual: {
			en: 'It is in the memory of one tab, so a reload forgets it. A changed app can leave things out.',
			zh: '只在单个标签页的内存里，刷新即忘。被改动的应用可以漏记。',
		},
	},
	{
		id: 5,
		short: {
			en: 'Health values appear in no address, log, title, cache, code or message',
			zh: '健康数值不出现在任何网址、日志、标题、缓存、彩码或消息中',
		},
		state: 'held',
		mechanism: {
			en: 'Values that stand nowhere else are put in, and then searched for in everything that is stored, said, sent and shown. The tests plant a leak and find it.',
			zh: '录入别处不会出现的数值，再到一切存储、输出、发送和出示的内容中查找。测试会植入一处泄露并确认能找到。',
		},
		tests: [
			'tests/e2e/privacy.spec.ts',
			'tests/egress/egress.spec.ts',
			'src/lib/vault/at-rest.test.ts',
			'src/lib/vault/redacted.test.ts',
		],
		residual: {
			en: 'A search finds a value as it is or in usual encodings, not one that a changed app has encrypted.',
			zh: '查找能发现原样或常见编码的数值，发现不了被改动的应用加密后的数值。',
		},
	},
	{
		id: 13,
		short: {
			en: 'Take everything along, delete everything, withdraw as easily as agree; retention for each store',
			zh: '全部带走、全部删除，撤回与同意一样容易；每处存储都有保留期',
		},
		state: 'held',
		mechanism: {
			en: 'Open JSON and age backups; deletion overwrites a part of the key, so that what lingers on the disk cannot be opened. Nothing is held elsewhere, and each code is one decision: consent is taken back by deleting, at one button, after which the app keeps and shows nothing.',
			zh: '公开的 JSON 与 age 备份；删除会覆写密钥的一部分，使磁盘残留无法打开。别处不存任何数据，每个彩码都是一次单独的决定：删除即撤回同意，一键完成，此后应用不再保存或出示任何内容。',
		},
		tests: [
			'tests/e2e/delete.spec.ts',
			'tests/e2e/records.spec.ts',
			'tests/e2e/receipts.spec.ts',
			'tests/reliability/deletion.spec.ts',
			'tests/reliability/rights.spec.ts',
			'src/lib/vault/destroy.test.ts',
		],
		residual: {
			en: 'Files that were handed out, paper, and what others saw are out of reach. A disk may keep blocks that it has replaced.',
			zh: '交出的文件、纸张和别人看到的内容已无法收回。磁盘可能保留被替换的区块。',
		},
	},
	{
		id: 18,
		short: {
			en: 'Everything personal at rest is sealed; nothing personal in keys, indexes or lengths',
			zh: '存储的个人数据全部加密；键、索引和长度中没有个人信息',
		},
		state: 'held',
		mechanism: {
			en: 'One sealed page for each month of a kind, padded to 4 KiB, under a key that the device, a passphrase, a printed code or a passkey opens. The names of pages are keyed hashes.',
			zh: '每类每月一页，补齐到 4 KiB 后加密，由设备、密码、打印的恢复码或通行密钥打开。页名是带密钥的哈希。',
		},
		tests: [
			'src/lib/vault/at-rest.test.ts',
			'src/lib/vault/seal.test.ts',
			'src/lib/vault/protection.test.ts',
			'tests/reliability/flips.spec.ts',
		],
		residual: {
			en: 'Without a lock, whoever has the whole browser profile or the unlocked device can open it. How many months there are is visible. An old state of a page can be put back unnoticed.',
			zh: '未设锁时，拿到完整浏览器配置或已解锁设备的人可以打开。有多少个月份看得出来。页面被换回旧状态不会被察觉。',
		},
	},
	{
		id: 19,
		short: {
			en: 'The backup is one age file that any age tool opens; the app says when the last was made',
			zh: '备份是一个 age 文件，任何 age 工具都能打开；应用会说明上次备份的时间',
		},
		state: 'held',
		mechanism: {
			en: 'A passphrase by scrypt, or public keys. What is opened is checked whole before anything is written.',
			zh: '使用 scrypt 密码或公钥。写入任何内容之前先完整检查。',
		},
		tests: [
			'src/lib/vault/backup-age.test.ts',
			'src/lib/vault/restore-pages.test.ts',
			'tests/e2e/backup.spec.ts',
		],
		residual: {
			en: 'The file is as strong as its passphrase, and where it is put is the citizen’s choice.',
			zh: '文件的安全取决于密码强度，存放在哪里由你决定。',
		},
	},
];
