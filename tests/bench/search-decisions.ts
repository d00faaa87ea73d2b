/**
 * Invented decisions for the search bench, the same for the same seed: skewed words, company names, numbers.
 *
 * Common words stand in 16 to 40 % of the rows, medium ones in 1 to 4 %, rare ones in one or two.
 */
export type BenchDecision = {
  readonly number: string;
  readonly caseName: string;
  readonly party: string;
  readonly facts: string;
  readonly law: string;
  readonly punishment: string;
  readonly decidedOn: string;
};

/** Words and the share of rows that hold them. */
export const commonWords: Readonly<Record<string, number>> = {
  食品安全: 0.3,
  超市: 0.25,
  未取得: 0.38,
  责令改正: 0.22,
  现场检查: 0.17,
  当场: 0.2,
  营业执照: 0.28,
  停车: 0.16,
};
export const mediumWords: Readonly<Record<string, number>> = {
  危险废物: 0.031,
  电动自行车: 0.022,
  烟花爆竹: 0.015,
  噪声: 0.038,
  油烟净化设施: 0.012,
  消毒: 0.026,
  特种设备: 0.018,
  占道经营: 0.033,
  假冒: 0.021,
  渣土: 0.028,
};

const surnames = Array.from(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
);
const firsts = Array.from(
  '鑫恒源宏亿达盛华泰隆兴旺福瑞祥顺通利丰裕康乐美佳诚信德仁义和平安宁远博文雅韵清泉江河山海云龙凤麒麟',
);
const trades = [
  '餐饮管理',
  '商贸',
  '建筑工程',
  '物流运输',
  '环保科技',
  '机械制造',
  '百货',
  '医药',
  '食品',
  '物业服务',
  '置业',
];
const places = [
  '城关镇',
  '开发区',
  '解放路',
  '人民路',
  '滨江大道',
  '工业园',
  '新华街',
  '建设路',
  '东风巷',
  '南门口',
  '湖滨路',
];
const fillers = [
  '经查，当事人于上述地点从事经营活动',
  '执法人员依法向当事人出示证件并说明来意',
  '有询问笔录和照片为证',
  '当事人对上述事实没有异议',
  '货值金额按进货票据计算',
  '该行为持续至被查获之日',
  '案发后能够配合调查',
  '没有造成人身伤害',
  '本机关已告知陈述和申辩的权利',
  '当事人在规定时间内没有提出意见',
  '以上事实有检查记录、票据和当事人陈述证明',
  '涉案物品已经登记',
  '经复查已经整改到位',
];

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Every row is made from its own number, so any part of the set can be made alone. */
export function benchDecision(index: number): BenchDecision {
  const next = random(index * 7919 + 17);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const planted = [...Object.entries(commonWords), ...Object.entries(mediumWords)]
    .filter(([, share]) => next() < share)
    .map(([word]) => `涉及${word}`);
  const name = `${pick(firsts)}${pick(firsts)}${pick(firsts)}`;
  const party =
    next() < 0.5 ? `${pick(places)}${name}${pick(trades)}有限公司` : `${pick(surnames)}某`;
  const year = 2017 + Math.floor(next() * 9);
  const day = `${year}-${String(1 + Math.floor(next() * 12)).padStart(2, '0')}-${String(1 + Math.floor(next() * 28)).padStart(2, '0')}`;
  const facts = [
    `${day}在${pick(places)}${1 + Math.floor(next() * 400)}号`,
    ...planted,
    ...Array.from({ length: 7 }, () => pick(fillers)),
  ];
  return {
    number: `明罚字〔${year}〕第${String(index).padStart(7, '0')}号`,
    caseName: `${party}违反${pick(trades)}管理规定案`,
    party,
    facts: `${facts.join('，')}。`,
    law: `《${pick(trades)}管理条例》第${1 + Math.floor(next() * 90)}条`,
    punishment: `罚款${(1 + Math.floor(next() * 200)) * 100}元`,
    decidedOn: day,
  };
}
