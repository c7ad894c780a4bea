import type { Criterion } from './criteria';

/** Criteria 14–17 and 20: the program itself, who serves it, and whether it can be relied on. */
export const CRITERIA_OF_PROGRAM: readonly Criterion[] = [
	{
		id: 14,
		short: {
			en: 'A written review: LINDDUN for each flow, the W3C questionnaire, GDPR and PIPL, and the operator as an attacker',
			zh: '书面审查：逐条流向的 LINDDUN、W3C 问卷、GDPR 与个人信息保护法，并把运营者视为攻击者',
		},
		state: 'held',
		mechanism: {
			en: 'docs/privacy-review.md. Its tables are made from the same data as this page, and a test fails when they are not current.',
			zh: 'docs/privacy-review.md。其中的表格与本页出自同一份数据，过期则测试失败。',
		},
		tests: ['tests/unit/privacy-review.test.ts'],
		commands: ['npm run privacy-review'],
		residual: {
			en: 'It was written by those who wrote the app. No outside reviewer or lawyer has signed it.',
			zh: '由编写应用的人撰写，没有外部审查者或律师签署。',
		},
	},
	{
		id: 15,
		short: {
			en: 'Strict policy by header and in the page, Trusted Types, isolation, and only the permissions that are used',
			zh: '响应头与页面双重严格策略、Trusted Types、隔离，只开放用到的权限',
		},
		state: 'held',
		mechanism: {
			en: 'One definition makes the page’s own policy, the server of this project, and files for nginx, Caddy and hosts that read _headers; both servers are run in a test.',
			zh: '同一份定义生成页面策略、本项目的服务器，以及 nginx、Caddy 和 _headers 主机的配置；测试实际运行前两种服务器。',
		},
		tests: [
			'tests/e2e/policy.spec.ts',
			'tests/privacy/built-pages.test.ts',
			'tests/unit/server-config.test.ts',
		],
		residual: {
			en: 'A host may leave headers out; then framing is not stopped, and the page’s own policy still holds. No policy stops a top-level navigation.',
			zh: '主机可能漏发响应头；那样就拦不住被嵌入框架，但页面自身的策略仍然有效。没有策略能阻止顶层跳转。',
		},
	},
	{
		id: 16,
		short: {
			en: 'Builds are the same to the byte; a fingerprint of all files is shown, and one command compares a website with the source',
			zh: '构建逐字节一致；显示全部文件的指纹；一条命令把网站与源码比对',
		},
		state: 'held',
		mechanism: {
			en: 'Built twice in other folders, zones and languages; a manifest of hashes; verify-build asks for every file and header.',
			zh: '在不同目录、时区和语言下构建两次；哈希清单；verify-build 逐一索取文件和响应头。',
		},
		tests: [
			'tests/unit/verify-build.test.ts',
			'tests/unit/finish-build.test.ts',
			'tests/e2e/fingerprint.spec.ts',
		],
		commands: ['npm run verify-build -- URL', 'npm run reproduce'],
		residual: {
			en: 'It finds a changed app, it does not prevent one: a server can serve one person another program, once, and a service worker cannot refuse its successor.',
			zh: '只能发现改动，不能阻止：服务器可以只给某个人、只给一次别的程序，Service worker 也无法拒绝自己的后继版本。',
		},
	},
	{
		id: 17,
		short: {
			en: 'Fewer than 24 runtime packages, each with a reason; no install scripts; a bill of materials',
			zh: '运行时依赖少于 24 个，各有理由；不运行安装脚本；有物料清单',
		},
		state: 'partly',
		mechanism: {
			en: 'A lockfile, npm ci --ignore-scripts, a CycloneDX file made from the lockfile, and docs/dependencies.md.',
			zh: '锁定文件、npm ci --ignore-scripts、由锁定文件生成的 CycloneDX 清单，以及 docs/dependencies.md。',
		},
		tests: ['tests/unit/sbom.test.ts'],
		commands: ['npm run -s sbom'],
		residual: {
			en: '16 packages are named. With all that they bring npm lists 44, and up to 25 leave code in the app: by these counts the goal is missed. Nobody here has read every line of them. An address for reports of weaknesses is the operator’s to name; the project has none so far.',
			zh: '直接依赖 16 个；连同附带的，npm 列出 44 个，最多有 25 个在应用里留下代码：按这两种算法都未达标。没有人读过它们的每一行。漏洞报告地址由运营者填写；项目自身目前没有。',
		},
	},
	{
		id: 20,
		short: {
			en: 'Reliable: fuzzed decoders, kills in mid-write, four tabs at once, a full disk, flipped bytes',
			zh: '可靠：解码器模糊测试、写入中途被强制结束、四个标签页并发、磁盘写满、字节翻转',
		},
		state: 'held',
		mechanism: {
			en: 'A write happens whole or not at all; any changed bit is noticed; every input ends in a verdict.',
			zh: '写入要么完整要么不发生；任何一位改动都会被发现；任何输入都以结论告终。',
		},
		tests: [
			'src/lib/attest/fuzz.test.ts',
			'tests/reliability/kills.spec.ts',
			'tests/reliability/tabs.spec.ts',
			'tests/reliability/flips.spec.ts',
			'tests/e2e/faults-full.spec.ts',
		],
		commands: ['npm run fuzz'],
		residual: {
			en: 'Measured in Chromium. A browser may still clear what it does not hold as persistent: a backup is the remedy.',
			zh: '在 Chromium 中测得。浏览器仍可能清除未获持久保存的数据：备份是补救办法。',
		},
	},
];
