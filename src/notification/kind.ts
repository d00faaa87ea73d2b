/** What each kind of notification is called. */
export const notificationKindTitles = {
  task: '等待我办理',
  assigned: '指派我承办',
  unassigned: '不再由我承办',
  returned: '退回或者要求补正',
  changed: '他人办理了我承办的案件',
  'review-catalogue': '审核目录等待我办理',
  'counsel-asked': '请我协助研究案件',
  'counsel-answered': '我请求的协助有了意见',
  'due-half': '期限过半',
  'due-soon': '期限将到',
  'due-today': '今天到期',
  overdue: '已超期',
  'deputy-appointed': '代理安排',
  'pack-ends': '规则文件将失效',
  'calendar-missing': '工作日历缺少年份',
} as const;

/** A kind of notification. */
export type NotificationKind = keyof typeof notificationKindTitles;

/** Every kind, in the order in which people choose. */
export const notificationKinds = Object.keys(notificationKindTitles) as readonly NotificationKind[];

/** A way by which a notification leaves the system. */
export type Channel = 'mail' | 'webhook';

/** What users call each way. */
export const channelTitles: Readonly<Record<Channel, string>> = { mail: '邮件', webhook: '推送' };

/** Both ways out. */
export const channels = Object.keys(channelTitles) as readonly Channel[];
