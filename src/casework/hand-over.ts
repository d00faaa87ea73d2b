import type { Refusal } from '../rules/index.ts';

/** Whose place in a case somebody else is to take. */
export type HandingOver = { readonly fromAccountId: string; readonly toAccountId: string };

/** What a hand-over of cases says no to, besides what stands against assigning the officers. */
export const handOverRefusals = {
  samePerson: refusal(
    'handover.same-person',
    '移交人和接收人是同一人。请另选接收人。',
    'toAccountId',
  ),
  recipient: refusal(
    'handover.recipient',
    '接收人须是本单位在用账户中的执法人员。请另选接收人，或者先由安全管理员授予其执法人员角色。',
    'toAccountId',
  ),
  notInCharge: refusal(
    'handover.not-in-charge',
    '案件交接由案件所在承办机构的负责人或者机关负责人办理。请交由其办理。',
  ),
  notHandler: refusal(
    'handover.not-handler',
    '移交人不是本案现任承办人，本案未交接。请核对后另行办理。',
    'fromAccountId',
  ),
  alreadyHandler: refusal(
    'handover.already-handler',
    '接收人已是本案承办人，本案未作改动。请核对；需要减少承办人的，请直接改派。',
    'toAccountId',
  ),
  interrupted: refusal(
    'handover.interrupted',
    '交接时系统出现故障，本案是否已交接不能确定。请刷新后核对承办人，未交接的重新办理。',
  ),
} as const satisfies Record<string, Refusal>;

/**
 * What stands against handing over a case, by its handlers alone.
 *
 * @param handling - who handles the case now
 */
export function handOverStandings(
  handling: readonly string[],
  { fromAccountId, toAccountId }: HandingOver,
): readonly Refusal[] {
  if (handling.includes(toAccountId)) return [handOverRefusals.alreadyHandler];
  if (!handling.includes(fromAccountId)) return [handOverRefusals.notHandler];
  return [];
}

/** The handlers after a hand-over: the new one stands where the old one stood, the others stay. */
export function handlersAfter(
  handling: readonly string[],
  { fromAccountId, toAccountId }: HandingOver,
): readonly string[] {
  return handling.map((id) => (id === fromAccountId ? toAccountId : id));
}

function refusal(code: string, text: string, field?: string): Refusal {
  return { code, text, clauses: [], ...(field === undefined ? {} : { field }) };
}
