import type { Refusal } from '../rules/index.ts';

/** What notification says no to. */
export const notificationRefusals = {
  mailOff: refusal(
    'notification.mail-off',
    '本系统没有设置发信服务器，不能发邮件。请联系系统管理员设置，或者只在控制台查看提醒。',
  ),
  webhookOff: refusal(
    'notification.webhook-off',
    '本系统没有允许任何推送地址。请联系系统管理员列出允许的主机。',
    'webhookUrl',
  ),
  webhookAddress: refusal(
    'notification.webhook-address',
    '推送地址不可用。请填写完整的 https 地址，不要含用户名、密码和 # 号。',
    'webhookUrl',
  ),
  webhookHost: refusal(
    'notification.webhook-host',
    '推送地址的主机不在允许之列。请从允许的主机中选择，或者联系系统管理员增加。',
    'webhookUrl',
  ),
  noAddress: refusal('notification.no-address', '您还没有填写接收地址。请先填写并保存，再试发。'),
  tooSoon: refusal('notification.trial-too-soon', '刚刚试发过。请等十秒再试。'),
} as const;

/**
 * The HTTP status of each refusal of notification, for the edge's one table.
 *
 * 409: the present state stands against it; 422: what was submitted is wrong; 429: too often.
 */
export const notificationRefusalStatus = {
  'notification.mail-off': 409,
  'notification.no-address': 409,
  'notification.trial-too-soon': 429,
  'notification.webhook-address': 422,
  'notification.webhook-host': 422,
  'notification.webhook-off': 422,
} as const;

function refusal(code: string, text: string, field?: string): Refusal {
  return { code, text, clauses: [], ...(field === undefined ? {} : { field }) };
}
