import type { Refusal } from '../rules/index.ts';

/** What is refused of requests before the case itself is asked. */
export const counselShellRefusals = {
  unknown: {
    code: 'counsel.unknown',
    text: '没有找到这一项协助请求，或者它不是向您提出的。请核对后再试。',
    clauses: [],
  },
  staff: {
    code: 'counsel.staff',
    text: '该人员有本系统账户，请其登录后在“请我协助的案件”中查看，不另发查阅链接。',
    clauses: [],
  },
  notRequester: {
    code: 'counsel.not-requester',
    text: '查阅链接由本案的审核人员或者机关负责人生成，请联系其办理。',
    clauses: [],
  },
} as const satisfies Readonly<Record<string, Refusal>>;
