import type { Refusal } from '../rules/index.ts';

/** What the registers say no to beside what certificates and packs are refused for. */
export const registerRefusals = {
  unknown: refusal('register.unknown', '没有找到该登记事项，或您无权变更。请核对后再试。'),
  agencyNameTaken: refusal(
    'register.agency-name-taken',
    '已有同名的执法主体。请核对名称，同一主体不得重复登记。',
    'name',
  ),
  creditCodeTaken: refusal(
    'register.credit-code-taken',
    '该统一社会信用代码已由另一执法主体登记。请核对代码。',
    'creditCode',
  ),
  agencyClosed: refusal(
    'register.agency-closed',
    '该执法主体已停止执法，不能再变更。请核对所选主体。',
  ),
  agencyInUse: refusal(
    'register.agency-in-use',
    '该执法主体还有下级主体或可用账户。请先调整下级主体和人员，再办理停止。',
  ),
  departmentNameTaken: refusal(
    'register.department-name-taken',
    '该执法主体已有同名机构。请换一个名称。',
    'name',
  ),
  departmentUnknown: refusal(
    'register.department-unknown',
    '所选机构不属于该执法主体，或已撤销。请从现有机构中选择。',
    'departmentId',
  ),
  departmentInUse: refusal(
    'register.department-in-use',
    '该机构还有在岗人员或可用账户。请先调整人员，再撤销机构。',
  ),
  officerKnown: refusal(
    'register.officer-known',
    '该人员已经登记。请在原有登记上变更。',
    'officerId',
  ),
  officerLeft: refusal('register.officer-left', '该人员已离岗，不能再变更。请先办理重新上岗。'),
  counselAccountUnknown: refusal(
    'counsel.account-unknown',
    '所选账户不是本单位在用的账户。请重新选择，或者不选账户。',
    'accountId',
  ),
  idTaken: refusal('register.id-taken', '该编号已被使用。请不填编号，由系统生成。'),
  changed: refusal(
    'register.changed',
    '该登记事项刚被他人更新，本次变更未保存。请刷新后重新办理。',
  ),
} as const satisfies Record<string, Refusal>;

function refusal(code: string, text: string, field?: string): Refusal {
  return { code, text, clauses: [], ...(field === undefined ? {} : { field }) };
}
