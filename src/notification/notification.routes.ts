// The inbox of the signed-in person, and where that person wants to be told of what.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import {
  cursorField,
  idField,
  instantField,
  limitField,
  nextCursorField,
  optionalIdField,
  pageOf,
  readCursor,
  requestActor,
  type TypedApp,
} from '../access/index.routes.ts';
import type { Instant } from '../rules/index.ts';
import type { Database } from '../store/index.store.ts';
import { choose, readChosen, trySending } from './choice.store.ts';
import { type Choices, kindChoices } from './choice.ts';
import type { DeliverySettings } from './delivery-settings.ts';
import { countUnread, listNotifications, markRead } from './inbox.store.ts';
import {
  type Channel,
  channelTitles,
  type NotificationKind,
  notificationKinds,
  notificationKindTitles,
} from './kind.ts';

/** What the routes of notification need. */
export type NotificationDeps = {
  readonly db: Database;
  readonly now: () => Instant;
  readonly delivery: DeliverySettings;
};

const tags = ['提醒'];
const strict = { additionalProperties: false };
const done = Type.Null({ description: '已办理' });
const config = { permission: 'own:session' } as const;
const kindField = Type.Unsafe<NotificationKind>({
  type: 'string',
  enum: [...notificationKinds],
  title: '提醒种类',
  description: notificationKinds
    .map((kind) => `${kind}：${notificationKindTitles[kind]}`)
    .join('；'),
});
const channelField = Type.Unsafe<Channel>({
  type: 'string',
  enum: Object.keys(channelTitles),
  title: '送达方式',
  description: 'mail：邮件；webhook：推送',
});
const unreadField = Type.Integer({ title: '未读条数，最多数到 1000' });
const titleField = Type.String({ title: '提醒种类的名称' });

/** The inbox, and the choices. */
export async function notificationRoutes(
  instance: FastifyInstance,
  deps: NotificationDeps,
): Promise<void> {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  inboxRoutes(app, deps);
  readingRoute(app, deps);
  choiceRoutes(app, deps);
  trialRoute(app, deps);
}

const entry = Type.Object(
  {
    notificationId: idField('提醒'),
    kind: kindField,
    kindTitle: titleField,
    text: Type.String({ title: '内容' }),
    caseId: optionalIdField('案件'),
    command: Type.Union([Type.String(), Type.Null()], { title: '要办理的命令' }),
    at: instantField('时间'),
    readAt: Type.Union([Type.String(), Type.Null()], { title: '阅读时间；未读时为 null' }),
    deliveries: Type.Array(
      Type.Object({
        channel: channelField,
        channelTitle: Type.String({ title: '送达方式的名称' }),
        standing: Type.Unsafe<'waiting' | 'sent' | 'failed'>({
          type: 'string',
          enum: ['waiting', 'sent', 'failed'],
          title: '情况',
          description: 'waiting：等待发送；sent：已发送；failed：发送失败',
        }),
        detail: Type.Union([Type.String(), Type.Null()], { title: '说明' }),
        at: instantField('时间'),
      }),
      { title: '对外送达的情况' },
    ),
  },
  { title: '提醒' },
);

function inboxRoutes(app: TypedApp, { db }: NotificationDeps): void {
  app.get(
    '/api/notifications',
    {
      schema: {
        tags,
        summary: '本人的提醒（最新的在前）',
        querystring: Type.Object({
          unread: Type.Optional(Type.Boolean({ title: '只列未读' })),
          cursor: Type.Optional(cursorField),
          limit: Type.Optional(limitField),
        }),
        response: {
          200: Type.Object({
            items: Type.Array(entry),
            nextCursor: nextCursorField,
            unread: unreadField,
          }),
        },
      },
      config,
    },
    async (request, reply) => {
      const { id } = requestActor(request);
      const { cursor, limit = 50, unread: onlyUnread = false } = request.query;
      const [at, notificationId] =
        readCursor(cursor, ['^\\d{4}-\\d\\d-\\d\\dT', '^[0-9a-f-]{36}$']) ?? [];
      const after =
        at === undefined || notificationId === undefined ? null : { at, notificationId };
      const [found, unread] = await Promise.all([
        listNotifications(db, id, { unread: onlyUnread, after, limit: limit + 1 }),
        countUnread(db, id),
      ]);
      const page = pageOf(found, limit, (one) => [one.at, one.notificationId]);
      const items = page.items.map((one) => ({
        ...one,
        kindTitle: notificationKindTitles[one.kind],
        deliveries: one.deliveries.map((each) => ({
          ...each,
          channelTitle: channelTitles[each.channel],
        })),
      }));
      return reply.send({ items, nextCursor: page.nextCursor, unread });
    },
  );

  app.get(
    '/api/notifications/unread',
    {
      schema: {
        tags,
        summary: '本人未读提醒的条数',
        response: { 200: Type.Object({ unread: unreadField }) },
      },
      config,
    },
    async (request) => ({ unread: await countUnread(db, requestActor(request).id) }),
  );
}

function readingRoute(app: TypedApp, deps: NotificationDeps): void {
  app.post(
    '/api/notifications/reading',
    {
      schema: {
        tags,
        summary: '把本人的提醒标为已读',
        description: '列出要标记的提醒，或者 all 为 true 标记全部。',
        body: Type.Object(
          {
            ids: Type.Optional(
              Type.Array(idField('提醒'), { title: '要标记的提醒', maxItems: 200 }),
            ),
            all: Type.Optional(Type.Boolean({ title: '全部' })),
          },
          strict,
        ),
        response: { 204: done },
      },
      config,
    },
    async (request, reply) => {
      const { ids = [], all = false } = request.body;
      const target = { accountId: requestActor(request).id, ids: all ? null : ids };
      await markRead(deps.db, target, deps.now());
      return reply.code(204).send(null);
    },
  );
}

const kindChoice = {
  kind: kindField,
  console: Type.Boolean({ title: '在控制台显示' }),
  mail: Type.Boolean({ title: '发邮件' }),
  webhook: Type.Boolean({ title: '推送' }),
};
const addresses = {
  mailAddress: Type.Union(
    [
      Type.String({
        maxLength: 200,
        pattern: '^[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@([A-Za-z0-9-]{1,63}\\.)+[A-Za-z]{2,63}$',
      }),
      Type.Null(),
    ],
    { title: '接收邮件的地址' },
  ),
  webhookUrl: Type.Union(
    [Type.String({ maxLength: 500, pattern: '^https?://[\\x21-\\x7e]+$' }), Type.Null()],
    { title: '接收推送的地址' },
  ),
};
const choices = {
  kinds: Type.Array(Type.Object({ ...kindChoice, title: titleField }), { title: '各种提醒' }),
  mailAddress: Type.Union([Type.String(), Type.Null()], { title: '接收邮件的地址' }),
  webhookUrl: Type.Union([Type.String(), Type.Null()], { title: '接收推送的地址' }),
  mailAvailable: Type.Boolean({ title: '本系统能发邮件' }),
  webhookAvailable: Type.Boolean({ title: '本系统能推送' }),
  webhookHosts: Type.Array(Type.String(), { title: '允许推送到的主机' }),
};

async function shownChoices({ db, delivery }: NotificationDeps, accountId: string) {
  const { kinds, mailAddress, webhookUrl } = await readChosen(db, accountId);
  return {
    kinds: [...kindChoices(kinds)],
    mailAddress,
    webhookUrl,
    mailAvailable: delivery.mail !== null,
    webhookAvailable: delivery.webhookHosts.length > 0,
    webhookHosts: [...delivery.webhookHosts],
  };
}

function choiceRoutes(app: TypedApp, deps: NotificationDeps): void {
  app.get(
    '/api/notification-choices',
    {
      schema: { tags, summary: '本人接收提醒的方式', response: { 200: Type.Object(choices) } },
      config,
    },
    (request) => shownChoices(deps, requestActor(request).id),
  );

  app.put(
    '/api/notification-choices',
    {
      schema: {
        tags,
        summary: '设定本人接收提醒的方式',
        description:
          '没有列出的种类按通常的方式。推送地址换了新的，返回新的签名密钥，只显示这一次。',
        body: Type.Object(
          {
            kinds: Type.Array(Type.Object(kindChoice, strict), {
              title: '各种提醒',
              maxItems: 50,
            }),
            ...addresses,
          },
          strict,
        ),
        response: {
          200: Type.Object({
            ...choices,
            webhookSecret: Type.Union([Type.String(), Type.Null()], {
              title: '推送的签名密钥，只显示这一次；没有换地址时为 null',
            }),
          }),
        },
      },
      config,
    },
    async (request, reply) => {
      const { id: accountId } = requestActor(request);
      const { kinds, mailAddress, webhookUrl } = request.body;
      const chosen: Choices = Object.fromEntries(
        kinds.map(({ kind, ...choice }) => [kind, choice]),
      );
      const target = { accountId, kinds: chosen, mailAddress, webhookUrl };
      const webhookSecret = await choose(deps.db, deps.delivery, target);
      return reply.send({ ...(await shownChoices(deps, accountId)), webhookSecret });
    },
  );
}

function trialRoute(app: TypedApp, deps: NotificationDeps): void {
  app.post(
    '/api/notification-choices/trial',
    {
      schema: {
        tags,
        summary: '向本人保存的地址试发一条提醒',
        body: Type.Object({ channel: channelField }, strict),
        response: {
          200: Type.Object({
            ok: Type.Boolean({ title: '已发出' }),
            detail: Type.String({ title: '情况' }),
          }),
        },
      },
      config,
    },
    async (request, reply) => {
      const trial = { accountId: requestActor(request).id, ...request.body, now: deps.now() };
      return reply.send(await trySending(deps.db, deps.delivery, trial));
    },
  );
}
