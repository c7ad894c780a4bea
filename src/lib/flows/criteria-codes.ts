import type { Criterion } from './criteria';

/** Criteria 6–12: what a code tells, who may ask, and how the score comes about. */
export const CRITERIA_OF_CODES: readonly Criterion[] = [
	{
		id: 6,
		short: {
			en: 'The consent screen shows bits, summed over the day; the default is “at least”; the most is under 5 bits',
			zh: '同意页显示比特数并按日累计；默认“不低于”；最多不到 5 比特',
		},
		state: 'held',
		mechanism: {
			en: 'What can be said is a closed set; the arithmetic is one small file, and this page shows it. The number has no place in a code.',
			zh: '能说的内容是封闭的集合；算式只在一个小文件里，本页予以展示。分数在彩码中没有位置。',
		},
		tests: [
			'src/lib/attest/bits.test.ts',
			'src/lib/app/leak-budget.test.ts',
			'tests/e2e/requests.spec.ts',
		],
		residual: {
			en: 'Bits are averages over equal odds; a rare colour tells more. Sums of other days, and what a verifier knows already, are not counted.',
			zh: '比特数按机会均等计算；少见的颜色透露更多。其他日子的累计和查验人已知的信息未计入。',
		},
	},
	{
		id: 7,
		short: {
			en: 'Every code has the same length; no two of one person share a field beyond what they disclose',
			zh: '所有彩码等长；同一人的两个彩码除所透露内容外没有相同字段',
		},
		state: 'held',
		mechanism: {
			en: '151 fixed bytes; a key, a nonce and a signature that exist for one code only. Nothing is issued, so there is no issuer to compare notes.',
			zh: '固定 151 字节；密钥、随机数和签名只为一个彩码而存在。没有签发，也就没有可以串通的签发方。',
		},
		tests: [
			'src/lib/attest/envelope.test.ts',
			'src/lib/attest/mint.test.ts',
			'src/lib/attest/adversary.test.ts',
		],
		residual: {
			en: 'The half minute of a code is in it, and with it the error of a wrong clock: see the next one.',
			zh: '彩码含有所在的半分钟，因而带有时钟误差：见下一条。',
		},
	},
	{
		id: 8,
		short: {
			en: 'Linkability is measured: AUC beyond the disclosed values at most 0.52',
			zh: '可关联性经过测量：除所透露内容外 AUC 不超过 0.52',
		},
		state: 'partly',
		mechanism: {
			en: '1,000 made-up holders with 10 codes each, and an adversary that learns. Kept for answers, for clocks that a network sets, and for all of a code but its time.',
			zh: '1,000 个虚构持码人各 10 个彩码，对手会学习。对回答、由网络校时的时钟，以及除时间外的所有字段均达到。',
		},
		tests: ['tests/privacy/linkability.test.ts', 'src/lib/attest/adversary.test.ts'],
		commands: ['npm run linkability'],
		residual: {
			en: 'Not kept for shown codes of a clock that is off by seconds: AUC 0.66, because the error is in the code. Set the clock by a network, or answer a request. Another adversary may see more.',
			zh: '时钟差几秒的设备所出示的彩码未达到：AUC 为 0.66，因为误差就在码里。请用网络校时，或改为回答请求。别的对手可能看到更多。',
		},
	},
	{
		id: 9,
		short: {
			en: 'Codes are made anew every 30 seconds and die after 90',
			zh: '彩码每 30 秒换新，90 秒后失效',
		},
		state: 'held',
		mechanism: {
			en: 'A timer mints on each half minute; a verifier refuses what is older, and what it has seen within three minutes.',
			zh: '每到半分钟重新生成；查验方拒绝过期的码，以及三分钟内见过的码。',
		},
		tests: [
			'src/lib/attest/verify.test.ts',
			'src/lib/attest/replay.test.ts',
			'tests/e2e/spoken-number.spec.ts',
		],
		residual: {
			en: 'A live screen can be relayed, and two doors do not share what they saw. A spoken number makes a code certainly live, not certainly the holder’s.',
			zh: '实时画面可以被转播，两处入口也不共享见过的码。口报数字能保证是现场生成，不能保证是本人的。',
		},
	},
	{
		id: 10,
		short: {
			en: 'Unchecked askers are shown as unchecked; no purpose for employment, insurance, credit or housing; over-asking is refused',
			zh: '未核实的询问方显示为未核实；没有就业、保险、信贷、住房用途；超额询问被拒绝',
		},
		state: 'held',
		mechanism: {
			en: 'What a purpose may ask is fixed in the format: more cannot be written, and what is read all the same is refused and kept as a receipt. Not told, not true and declined look the same.',
			zh: '每种用途能问什么写死在格式里：多问写不出来，读到了也会拒绝并留下回执。没说、不属实和拒绝看起来一样。',
		},
		tests: [
			'src/lib/attest/purposes.test.ts',
			'src/lib/attest/request.test.ts',
			'src/lib/attest/sensitive-purpose.test.ts',
			'src/lib/attest/look-alikes.test.ts',
			'tests/e2e/requests.spec.ts',
		],
		residual: {
			en: 'An employer can call itself a library, or ask by word of mouth. Who must not say no is not free, whatever the app shows; only the law helps there.',
			zh: '雇主可以自称图书馆，也可以口头要求。不敢拒绝的人并不自由，应用显示什么都无济于事；那里只有法律能帮忙。',
		},
	},
	{
		id: 11,
		short: {
			en: 'The verifier’s page keeps nothing but its configuration, even after 50 scans',
			zh: '查验页除自身配置外什么都不留，扫 50 次也一样',
		},
		state: 'held',
		mechanism: {
			en: 'Verdicts and the memory of codes are in memory; what the page loads, at once or later, has nothing of vault, records and score in it: only the citizen’s pages load those. A test compares storage before and after.',
			zh: '结论和见过的码都在内存里；该页加载的代码（包括稍后加载的）不含存储、记录和评分的部分，只有持码人的页面才加载它们。测试比较前后的存储。',
		},
		tests: ['tests/e2e/privacy.spec.ts', 'tests/privacy/door-chunks.test.ts'],
		residual: {
			en: 'A verifier can use another program, or a pencil. The format helps nobody who wants to keep a list of names: there is none in it.',
			zh: '查验人可以用别的程序，或拿笔记。想记名单的人从格式里得不到帮助：里面没有姓名。',
		},
	},
	{
		id: 12,
		short: {
			en: 'Weights, thresholds and their sources are in the app, pinned by a hash; the score can be worked out elsewhere',
			zh: '权重、门槛及其出处都在应用里，由哈希固定；评分可以在别处重算',
		},
		state: 'held',
		mechanism: {
			en: 'The rules are one JSON document in integers; this page works out its hash and the score’s steps again; “tessera score” does the same from an export.',
			zh: '规则是一份全整数的 JSON 文件；本页重新计算其哈希和评分步骤；“tessera score” 可由导出的记录同样算出。',
		},
		tests: [
			'tests/unit/ruleset-pin.test.ts',
			'src/lib/score/evaluate.test.ts',
			'tests/unit/command.test.ts',
			'tests/e2e/review.spec.ts',
		],
		residual: {
			en: 'That rules are open does not make them right. The weights come from one press picture of 2020 and from guidelines, and the score is no diagnosis.',
			zh: '规则公开不等于规则正确。权重来自 2020 年的一张新闻图片和若干指南，评分不是诊断。',
		},
	},
];
