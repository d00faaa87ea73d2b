import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type DeliverySettings, nothingLeaves } from '../notification/index.ts';
import { dayOf, type Instant, missingYears, type RuleBook } from '../rules/index.ts';
import type { Database, SealerStanding } from '../store/index.store.ts';
import type { Installation } from './installation.ts';
import { freeBytesOf, readFigures } from './standing.store.ts';
import { warningsOf } from './standing.ts';

/** What the route of the standing needs. */
export type StandingDeps = {
  readonly db: Database;
  readonly ruleBook: RuleBook;
  readonly installation: Installation;
  readonly sealer: () => SealerStanding | null;
  readonly now: () => Instant;
  readonly delivery?: DeliverySettings;
  readonly version?: string;
};

const orNull = (title: string) => Type.Union([Type.String(), Type.Null()], { title });
const countOrNull = (title: string) => Type.Union([Type.Integer(), Type.Null()], { title });
const ledger = Type.Object(
  {
    size: countOrNull('已入账的事件数'),
    sealedAt: orNull('最近一次入账'),
    standing: Type.String({
      title: '现状',
      enum: ['sealing', 'elsewhere', 'stopped'],
      description: 'sealing：正常入账；elsewhere：由另一进程入账；stopped：不能续写，须人工查明',
    }),
    quarantined: Type.Integer({ title: '不是由本系统写入的记录数' }),
  },
  { title: '存证账本' },
);
const answer = Type.Object({
  version: Type.String({ title: '版本' }),
  startedAt: Type.String({ title: '启动时间' }),
  database: Type.Object({
    sizeBytes: Type.Integer({ title: '大小（字节）' }),
    embedded: Type.Boolean({ title: '内置数据库' }),
  }),
  ledger,
  disk: Type.Object({ freeBytes: countOrNull('剩余空间（字节）') }),
  mail: Type.Boolean({ title: '可以发送邮件' }),
  webhookHosts: Type.Array(Type.String(), { title: '可以推送的主机' }),
  lastBackupAt: orNull('最近一次在控制台备份'),
  calendarMissing: Type.Array(Type.Integer(), { title: '应有而没有的放假安排' }),
  warnings: Type.Array(Type.String(), { title: '须留意的事，最要紧的在前' }),
});

/** How the installation fares, for those who look after it. */
export function standingRoutes(instance: FastifyInstance, deps: StandingDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/standing',
    {
      schema: {
        tags: ['系统'],
        operationId: 'readStanding',
        summary: '运行状态：版本、数据库、账本、磁盘、备份和须留意的事',
        response: { 200: answer },
      },
      config: { permission: 'settings:technical' },
    },
    () => standingOf(deps),
  );
}

async function standingOf(deps: StandingDeps) {
  const { db, ruleBook, installation, delivery = nothingLeaves, version = '' } = deps;
  const today = dayOf(deps.now());
  const [figures, freeBytes, packs] = await Promise.all([
    readFigures(db),
    freeBytesOf(installation.dataFolder),
    packsInUse(db),
  ]);
  const sealer = deps.sealer();
  const calendarMissing = [...missingYears(ruleBook.calendar, today)];
  const known = packs.filter((id) => ruleBook.packs.some((pack) => pack.id === id));
  const packWarnings = ruleBook.warnings(known, today).filter(({ code }) => code !== 'draft');
  const warnings = warningsOf({
    ...figures,
    today,
    freeBytes,
    calendarMissing,
    isLedgerTroubled: (sealer?.trouble ?? null) !== null,
    lastBackupOn: figures.lastBackupAt === null ? null : dayOf(figures.lastBackupAt),
    packWarnings: [...new Set(packWarnings.map(({ text }) => text))],
  });
  return {
    version,
    startedAt: installation.startedAt,
    database: { sizeBytes: figures.sizeBytes, embedded: installation.isEmbedded },
    ledger: {
      size: figures.ledgerSize,
      sealedAt: figures.sealedAt,
      standing: ledgerStandingOf(sealer),
      quarantined: sealer?.quarantined ?? 0,
    },
    disk: { freeBytes },
    mail: delivery.mail !== null,
    webhookHosts: [...delivery.webhookHosts],
    lastBackupAt: figures.lastBackupAt,
    calendarMissing,
    warnings: [...warnings],
  };
}

function ledgerStandingOf(sealer: SealerStanding | null): string {
  if (sealer === null) return 'elsewhere';
  return sealer.trouble === null ? 'sealing' : 'stopped';
}

/** The packs that bodies follow. */
async function packsInUse(db: Database): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ pack: string }>({
    name: 'standing-packs',
    text: `select distinct unnest(packs) as pack from mingfa.agency where standing = 'active' order by 1`,
    values: [],
  });
  return rows.map(({ pack }) => pack);
}
