import type { Refusal } from '../rules/index.ts';

/** What access says no to at sign-in, in a session and in the administration of accounts. */
export const accessRefusals = {
  notSignedIn: refusal('access.not-signed-in', '您尚未登录，或登录已过期。请重新登录。'),
  notPermitted: refusal(
    'access.not-permitted',
    '您的角色没有办理此项的权限。确需办理的，请联系安全管理员。',
  ),
  unknown: refusal(
    'access.unknown',
    '没有找到，或您无权知悉。请核对地址；确需查看的，请联系安全管理员。',
  ),
  csrf: refusal('access.csrf', '无法确认请求来自本系统页面，未作任何改动。请刷新页面后重新操作。'),
  foreignSite: refusal(
    'access.foreign-site',
    '请求来自其他网站，未作任何改动。请在本系统页面中操作。',
  ),
  passwordMustChange: refusal(
    'access.password-must-change',
    '您正在使用他人设定的初始密码。请先修改密码，再办理其他事项。',
  ),
  wrongCredentials: refusal(
    'access.wrong-credentials',
    '登录名或密码不正确，或账户不可用。请核对后再试；忘记密码的，请联系系统管理员。',
  ),
  secondFactorRequired: refusal(
    'access.second-factor-required',
    '该账户已启用第二因素。请输入身份验证器显示的6位数字，或一个恢复码。',
    'code',
  ),
  secondFactorWrong: refusal(
    'access.second-factor-wrong',
    '验证码不正确、已使用或已过期。请等待身份验证器显示下一个数字后再试。',
    'code',
  ),
  signInLocked: refusal(
    'access.sign-in-locked',
    '输错次数过多，该登录名暂停登录15分钟。请稍后再试，或联系安全管理员。',
  ),
  signInBusy: refusal(
    'access.sign-in-busy',
    '该登录名或您所在网络地址同时登录的次数过多，这一次没有核对。请稍等片刻再试。',
  ),
  addressClosed: refusal(
    'access.address-closed',
    '来自您所在网络地址的错误登录过多，暂停15分钟。请稍后再试。',
  ),
  passwordWrong: refusal(
    'access.password-wrong',
    '当前密码不正确。请重新输入。',
    'currentPassword',
  ),
  passwordUnchanged: refusal(
    'access.password-unchanged',
    '新密码与当前密码相同。请另设密码。',
    'password',
  ),
  secondFactorOn: refusal(
    'access.second-factor-on',
    '该账户已启用第二因素。更换手机的，请先停用再重新启用。',
  ),
  secondFactorOff: refusal(
    'access.second-factor-off',
    '该账户没有启用第二因素，或尚未开始启用。请先开始启用。',
  ),
  userNameTaken: refusal(
    'access.user-name-taken',
    '该登录名已被使用。请换一个登录名。',
    'userName',
  ),
  personHasAccount: refusal(
    'access.person-has-account',
    '该人员已有账户，一人只能有一个账户。请使用其原有账户，必要时启用或调整单位。',
    'identity',
  ),
  agencyUnknown: refusal(
    'access.agency-unknown',
    '所选执法主体尚未登记。请先登记，或从已登记的主体中选择。',
    'agencyId',
  ),
  departmentUnknown: refusal(
    'access.department-unknown',
    '所选机构不属于该执法主体。请从该主体的内设机构中选择。',
    'departmentId',
  ),
  alreadyDisabled: refusal('access.already-disabled', '该账户已经停用，无需再次停用。'),
  notDisabled: refusal('access.not-disabled', '该账户没有停用，无需启用。'),
  separatedHasNoAgency: refusal(
    'access.move-of-three',
    '三员账户不得调整到其他单位。请先由安全管理员收回其角色。',
  ),
  resetUnconfirmed: refusal(
    'access.reset-unconfirmed',
    '密码已由系统管理员重置，须经安全管理员确认后才能登录。请联系安全管理员。',
  ),
  noResetPending: refusal(
    'access.no-reset-pending',
    '该账户没有等待确认的密码重置，无需确认。请刷新后查看。',
  ),
  deputyEnded: refusal('access.deputy-ended', '这项代理已经结束，无需再次结束。请刷新后查看。'),
  preferenceTooLarge: refusal(
    'access.preference-too-large',
    '保存的内容超过 64 KiB。请减少内容后再保存。',
    'value',
  ),
  preferencesFull: refusal(
    'access.preferences-full',
    '您保存的个人设置和草稿已达上限（300 项，合计 4 MiB）。请先删除不再需要的草稿。',
  ),
  setUpClosed: refusal(
    'access.set-up-closed',
    '三员已经设立，不能再设立一次。请直接登录；忘记密码的，请在服务器上执行 ./mingfa account 重设。',
  ),
  setUpToken: refusal(
    'access.set-up-token',
    '一次性口令不对。每次启动都换新的口令，以前的作废。请照抄服务器最近一次启动时终端里显示的口令。',
    'token',
  ),
  setUpNotThree: refusal(
    'access.set-up-not-three',
    '首次启用须同时设立系统管理员、安全管理员、审计员各一名，由三个人分别担任，登录名和证件号码不得相同。请补全或更正。',
    'people',
  ),
} as const satisfies Record<string, Refusal>;

function refusal(code: string, text: string, field?: string): Refusal {
  return { code, text, clauses: [], ...(field === undefined ? {} : { field }) };
}
