/** What decides whether a session still holds; times in milliseconds. */
export type SessionTimes = {
  readonly startedAt: number;
  readonly lastSeenAt: number;
  readonly ended: boolean;
};

const MINUTE = 60_000;

/** A session ends after half an hour without a request and after twelve hours in any case. */
export const sessionLimits = {
  idleMillis: 30 * MINUTE,
  absoluteMillis: 12 * 60 * MINUTE,
  /** How stale the last sight may get before it is written again: not every request is a write. */
  touchMillis: MINUTE,
} as const;

/** Why a session came to its end; shown to its owner and to the auditor. */
export const sessionEndTitles = {
  'signed-out': '本人退出',
  'signed-in-again': '在同一浏览器重新登录',
  'ended-by-owner': '本人在其他设备上结束',
  'ended-by-admin': '安全管理员结束',
  'password-changed': '密码已修改',
  'password-reset': '密码被重置',
  'roles-changed': '角色已变更',
  'second-factor-changed': '第二因素已变更',
  'account-moved': '所在单位或机构已变更',
  'account-disabled': '账户已停用',
} as const;

/** Why a session came to its end. */
export type SessionEnd = keyof typeof sessionEndTitles;

/** Whether the session still holds; the last millisecond of each limit is still inside. */
export function isLive(times: SessionTimes, now: number): boolean {
  return (
    !times.ended &&
    now - times.lastSeenAt <= sessionLimits.idleMillis &&
    now - times.startedAt <= sessionLimits.absoluteMillis
  );
}

/** Whether the last sight is stale enough to be written again. */
export function needsTouch(times: SessionTimes, now: number): boolean {
  return now - times.lastSeenAt >= sessionLimits.touchMillis;
}
