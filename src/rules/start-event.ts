/**
 * What may start a period, and what it is called.
 *
 * The list is closed: a rule that starts at an event no part of a case ever reports would never run, and nobody would
 * see that it does not.
 */
export const startEvents: ReadonlyMap<string, string> = new Map([
  ['penalty-decision-made', '行政处罚决定作出'],
  ['decision-made', '行政执法决定作出'],
  ['permit-decision-made', '行政许可决定作出'],
  ['inspection-finished', '检查完毕'],
  ['random-inspection-finished', '双随机检查完毕'],
  ['decision-overturned', '改变原决定的文书生效'],
  ['disclosed', '网上公示'],
  ['procedure-started', '程序启动'],
  ['recording-made', '音像记录制作完成'],
  ['returned-to-unit', '返回单位'],
  ['decision-served', '决定书送达'],
  ['case-archived', '案卷归档'],
  ['case-filed', '立案'],
  ['review-received', '法制审核机构收到材料'],
  ['review-complete', '送审材料完备'],
  ['review-period-ended', '原审核期限届满'],
  ['notice-served', '告知书送达'],
  ['hearing-notified', '通知听证'],
  ['preserved', '先行登记保存'],
  ['seized', '查封、扣押'],
  ['seizure-period-ended', '查封、扣押期限届满'],
  ['frozen', '冻结'],
  ['freeze-period-ended', '冻结期限届满'],
  ['coercion-carried-out', '实施行政强制措施'],
  ['demand-served', '催告书送达'],
  ['payment-due', '缴纳罚款期限届满'],
  ['cash-collected', '当场收缴罚款'],
  ['cash-handed-over', '罚款交至行政机关'],
  ['act-ended', '违法行为终了'],
  ['remedy-period-ended', '复议和诉讼期限届满'],
  ['reconsideration-known', '知道行政行为（复议）'],
  ['litigation-known', '知道行政行为（诉讼）'],
  ['reconsideration-decision-served', '收到复议决定书'],
  ['permit-accepted', '受理许可申请'],
  ['permit-applied', '收到许可申请'],
  ['permit-hearing-requested', '要求许可听证'],
]);
