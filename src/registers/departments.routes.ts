import { Type } from 'typebox';
import {
  type AccessDeps,
  idField,
  requestActor,
  type TypedApp,
  textField,
} from '../access/index.routes.ts';
import { by } from './by.routes.ts';
import {
  closeDepartment,
  listDepartments,
  openDepartment,
  renameDepartment,
} from './department.store.ts';
import { refuseUnlessKeeper } from './scope.store.ts';

const tags = ['内设机构'];
const strict = { additionalProperties: false };
const done = Type.Null({ description: '已办理' });
const agencyParams = Type.Object({ agencyId: idField('执法主体') });
const params = Type.Object({ agencyId: idField('执法主体'), departmentId: idField('内设机构') });
const nameBody = Type.Object({ name: textField('名称', { maxLength: 100 }) }, strict);
const config = { permission: 'register:department' } as const;

const department = Type.Object({
  departmentId: idField('内设机构'),
  name: Type.String({ title: '名称' }),
  standing: Type.Union([Type.Literal('active'), Type.Literal('closed')], { title: '状态' }),
});

/** Departments of a body. */
export function departmentRoutes(app: TypedApp, deps: AccessDeps): void {
  app.get(
    '/api/agencies/:agencyId/departments',
    {
      schema: {
        tags,
        summary: '内设机构（含已撤销的）',
        params: agencyParams,
        response: { 200: Type.Object({ items: Type.Array(department) }) },
      },
      config: { permission: 'register:read' },
    },
    async (request, reply) => {
      const items = await listDepartments(deps.db, request.params.agencyId);
      return reply.send({ items: [...items] });
    },
  );

  app.post(
    '/api/agencies/:agencyId/departments',
    {
      schema: {
        tags,
        summary: '设立内设机构',
        params: agencyParams,
        body: nameBody,
        response: { 201: Type.Object({ departmentId: idField('内设机构') }) },
      },
      config,
    },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      const entry = { ...request.params, ...request.body };
      const departmentId = await openDepartment(deps.db, entry, by(deps, request));
      return reply.code(201).send({ departmentId });
    },
  );

  app.put(
    '/api/agencies/:agencyId/departments/:departmentId',
    { schema: { tags, summary: '更名', params, body: nameBody, response: { 204: done } }, config },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      const target = { ...request.params, ...request.body };
      await renameDepartment(deps.db, target, by(deps, request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/agencies/:agencyId/departments/:departmentId/closing',
    { schema: { tags, summary: '撤销内设机构', params, response: { 204: done } }, config },
    async (request, reply) => {
      await refuseUnlessKeeper(deps.db, requestActor(request), request.params.agencyId);
      await closeDepartment(deps.db, request.params, by(deps, request));
      return reply.code(204).send(null);
    },
  );
}
