import { Type } from 'typebox';
import type { AccessDeps } from './authenticate.routes.ts';
import { permissionsFor } from './permission.ts';
import { placeOf } from './place.store.ts';
import { roleTitles } from './role.ts';
import {
  dateField,
  idField,
  optionalIdField,
  permissionField,
  roleField,
} from './schema.routes.ts';
import { hasSecondFactor } from './second-factor.store.ts';
import type { SignedInActor } from './session.store.ts';
import { csrfTokenOf } from './token.store.ts';

const nullableText = (title: string) => Type.Union([Type.String(), Type.Null()], { title });

/** The signed-in person as the console gets it. */
export const signedIn = Type.Object(
  {
    accountId: idField('账户'),
    userName: Type.String({ title: '登录名' }),
    name: Type.String({ title: '姓名' }),
    agencyId: idField('执法主体；本系统自身的人员为全零'),
    agencyName: nullableText('执法主体名称；本系统自身的人员为 null'),
    departmentId: optionalIdField('内设机构'),
    departmentName: nullableText('内设机构名称'),
    roles: Type.Array(Type.Object({ role: roleField, title: Type.String({ title: '角色名称' }) }), {
      title: '角色',
    }),
    standsInFor: Type.Array(
      Type.Object({
        principalName: Type.String({ title: '被代理人' }),
        roleTitles: Type.Array(Type.String(), { title: '代理的角色' }),
        until: dateField('最后一日'),
      }),
      { title: '今日代理' },
    ),
    permissions: Type.Array(permissionField, { title: '权限' }),
    lastSignInAt: nullableText('上一次登录的时间；首次登录为 null'),
    mustChangePassword: Type.Boolean({ title: '须先修改密码' }),
    hasSecondFactor: Type.Boolean({ title: '已启用第二因素' }),
    csrfToken: Type.String({ title: '请求令牌，改动数据时放入 x-csrf-token 头' }),
  },
  { title: '当前登录' },
);

/** Tells a signed-in person who they are here and what they may do. */
export async function describeSignedIn(deps: AccessDeps, actor: SignedInActor, token: string) {
  const { id: accountId, userName, name, agencyId, departmentId, mustChangePassword } = actor;
  const [place, secondFactor] = await Promise.all([
    placeOf(deps.db, actor),
    hasSecondFactor(deps.db, accountId),
  ]);
  return {
    accountId,
    userName,
    name,
    agencyId,
    agencyName: place.agencyName,
    departmentId,
    departmentName: place.departmentName,
    roles: actor.roles.map((role) => ({ role, title: roleTitles[role] })),
    standsInFor: actor.standsInFor.map(({ principalName, roles, until }) => ({
      principalName,
      roleTitles: roles.map((role) => roleTitles[role]),
      until,
    })),
    permissions: mustChangePassword
      ? (['own:session'] as const).slice()
      : [...permissionsFor(actor.roles)],
    lastSignInAt: place.lastSignInAt,
    mustChangePassword,
    hasSecondFactor: secondFactor,
    csrfToken: csrfTokenOf(deps.db, token),
  };
}
