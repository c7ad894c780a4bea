import { describe, expect, it } from 'vitest';
import { sensitivePurpose, type SensitivePurpose } from './sensitive-purpose';

const NAMED: Readonly<Record<SensitivePurpose, readonly string[]>> = {
	employment: [
		...['Employment', 'pre-employment check', 'Job interview', 'HIRING', 'new hires', 'recruiters'],
		...[
			'work permit',
			'Staff only',
			'招聘',
			'就业体检',
			'工作需要',
			'雇员',
			'僱主',
			'入职',
			'新員工',
			'面试',
		],
		...[
			'ｅｍｐｌｏｙｍｅｎｔ',
			'e m p l o y m e n t',
			'j o b',
			'J.O.B.',
			'em-ploy-ment',
			'招 聘',
			'入・职',
			'émployment',
		],
		// Cyrillic е, о, р, а; Greek ο, Ε; digits and signs; Latin small capitals; bold; compatibility.
		...['еmployment', 'jоb', 'еmрlоуmеnt', 'stаff', 'jοb', 'ΕMPLOYMENT', 'НIRING'],
		...['empl0yment', 'j0b', 'h1ring', 'h!red', '5taff', 'J 0 B', 'ᴊᴏʙ', '𝐣𝐨𝐛', 'ⓙⓞⓑ'],
		...['僱傭', '雇佣', '職業工作', '⼯作', '徵才面試'],
	],
	insurance: [
		...[
			'insurance',
			'Life Insurer',
			'health insured',
			'underwriting',
			'保险',
			'健康保險',
			'投保',
			'理赔',
		],
		...['i n s u r a n c e', 'ＩＮＳＵＲＡＮＣＥ', 'in_sur_ance', '保 险', '保-险'],
		...['іnsurаnсе', '1nsurance', 'in5ur4nce', '1n5uranc3', '保單', '保費', '理賠', '保険'],
	],
	credit: [
		...[
			'Credit check',
			'creditworthiness',
			'a loan',
			'loans',
			'mortgage',
			'lender',
			'贷款',
			'信貸',
			'信用',
			'按揭',
		],
		...['l o a n', 'ＬＯＡＮ', '贷　款', '信.用'],
		...[
			'lоаn',
			'l0an',
			'1oan',
			'lo@n',
			'|oan',
			'сredit',
			'cred1t',
			'm0rtgage',
			'貸款',
			'徵信',
			'债务',
		],
	],
	housing: [
		...[
			'Housing',
			'rent',
			'Rental',
			'landlord',
			'tenancy',
			'lease',
			'apartment',
			'租房',
			'住房',
			'房东',
			'房東',
		],
		...['r e n t', 'land lord', 'ｒｅｎｔ', '房 东', '租 房'],
		...[
			'rеnt',
			'r3nt',
			'hοusing',
			'h0using',
			'łandlord',
			'apartm3nt',
			'租賃',
			'租約',
			'購房',
			'招租',
		],
	],
};

describe('sensitivePurpose', () => {
	it.each(
		Object.entries(NAMED).flatMap(([purpose, texts]) => texts.map((text) => [purpose, text])),
	)('finds %s in %j', (purpose, text) => {
		expect(sensitivePurpose(text)).toBe(purpose);
	});

	it.each([
		...['', ' ', 'Quiz night', 'Yoga workshop', 'Workout', 'network meeting', 'homework club'],
		...[
			'parents evening',
			'Brentwood fair',
			'different',
			'Balloon ride',
			'please',
			'release party',
		],
		...['Jobst choir', 'Hirebird'],
		...['Room 101', '5 km run', 'U15 finals', 'Class of 2010', 'B2 Deutsch', '10:30!'],
		...['книжный клуб', 'Λέσχη', 'встреча соседей', '出租车站', '車站', '東方之夜', '應援會'],
		...['图书馆', '工作坊', '游泳', '读书会', '志愿者'],
	])('finds nothing in %j', (text) => {
		expect(sensitivePurpose(text)).toBeNull();
	});

	it('gives the first of several', () => {
		expect(sensitivePurpose('rent and work')).toBe('employment');
		expect(sensitivePurpose('rent and loan')).toBe('credit');
	});
});
