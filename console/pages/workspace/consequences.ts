/** What follows from acts that cannot be taken back and hurt when done by mistake; asked once more before they are done. */
export const consequences: Readonly<Record<string, string>> = {
  declineFiling: '作出后本案不再立案，登记不能撤回，只能结案归档。',
  makeDecision:
    '作出后处罚决定写入案卷，不能修改；送达和公示的期限开始计算。请核对处罚内容和金额。',
  decideNoPenalty: '作出后不予处罚的决定写入案卷，不能修改。',
  decideOnSpot:
    '作出后处罚决定写入案卷，不能修改；公示和备案的期限开始计算。请核对处罚内容和金额。',
  revokeDecision: '撤销后决定不再有效，已经公示的须在期限内撤下。撤销本身不能撤回。',
  discloseDecision:
    '公示后任何人都能在公示网站上看到，可能被转载，撤下也收不回来。请核对已作隐去处理。',
  withholdDisclosure: '决定不予公示后，本案不能再公示。理由写入案卷，供监督机关查看。',
  withdrawDisclosure: '撤下后公示网站不再显示决定，只显示撤下的理由，不能重新公示。',
  endDisclosure: '下线后公示网站不再显示这项决定，不能重新上线。',
  transferCase: '移送后本机关不再办理本案，已登记的内容不能修改。',
  closeCase: '结案后不再办理调查、审核、决定和执行。',
  archiveCase: '归档后案卷封存，不能取消归档。请核对材料齐全。',
};

/** What follows from an act; null for ordinary acts, which are not asked about. */
export function consequenceOf(command: string): string | null {
  return consequences[command] ?? null;
}
