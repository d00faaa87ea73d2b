import { Type } from 'typebox';
import {
  type AccessDeps,
  idField,
  optionalIdField,
  requestActor,
  type TypedApp,
  textField,
} from '../access/index.routes.ts';
import { type Role, roles, roleTitles } from '../access/index.ts';
import { dayOf } from '../rules/index.ts';
import { listColleagues } from './colleague.store.ts';

const colleague = Type.Object(
  {
    accountId: idField('账户'),
    name: Type.String({ title: '姓名' }),
    departmentId: optionalIdField('内设机构'),
    departmentName: Type.Union([Type.String(), Type.Null()], { title: '内设机构名称' }),
    roleTitles: Type.Array(Type.String(), { title: '角色名称' }),
    certified: Type.Boolean({ title: '今日持有有效执法证件' }),
  },
  { title: '同事' },
);

const query = Type.Object(
  {
    text: Type.Optional(textField('姓名中的文字', { maxLength: 64 })),
    role: Type.Optional(Type.Unsafe<Role>({ type: 'string', enum: [...roles], title: '角色' })),
  },
  { additionalProperties: false },
);

/** The people of the own body, for choosing whom to assign, hand over to or be represented by. */
export function colleagueRoute(app: TypedApp, deps: AccessDeps): void {
  app.get(
    '/api/colleagues',
    {
      schema: {
        tags: ['执法人员与证件'],
        summary: '本单位可以登录的人员（至多 200 名）',
        querystring: query,
        response: { 200: Type.Object({ items: Type.Array(colleague) }) },
      },
      config: { permission: 'own:session' },
    },
    async (request) => {
      const { agencyId } = requestActor(request);
      const which = { ...request.query, agencyId, on: dayOf(deps.now()) };
      const found = await listColleagues(deps.db, which);
      const items = found.map(({ roles: held, ...one }) => ({
        ...one,
        roleTitles: held.map((role) => roleTitles[role]),
      }));
      return { items };
    },
  );
}
