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
		...['图书馆', '工作坊', '游泳', '读书会', '志愿者'],
	])('finds nothing in %j', (text) => {
		expect(sensitivePurpose(text)).toBeNull();
	});

	it('gives the first of several', () => {
		expect(sensitivePurpose('rent and work')).toBe('employment');
		expect(sensitivePurpose('rent and loan')).toBe('credit');
	});
});
