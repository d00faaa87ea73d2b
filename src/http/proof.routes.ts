// What lets anybody who may see a case check for themselves that one of its events stands in the ledger unchanged:
//
//   commitment = SHA-256(salt ‖ UTF-8 of event)
//   leafHash   = SHA-256(0x00 ‖ commitment)
//   rootHash   = leafHash, hashed with each of hashes on the way up (RFC 9162, 2.1.3.2)
//
// and rootHash stands in base64 on the third line of the checkpoint, which is signed and public.

import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { requestActor } from '../access/index.routes.ts';
import { recordReading } from '../access/index.store.ts';
import { findCase } from '../casework/index.store.ts';
import { toHex } from '../ledger/index.ts';
import { type Instant, Refused } from '../rules/index.ts';
import type { Database, LedgerReader } from '../store/index.store.ts';
import { administrationRefusals } from './administration-refusals.ts';

/** What the route of proofs needs. */
export type ProofDeps = {
  readonly db: Database;
  readonly ledger: LedgerReader;
  readonly now: () => Instant;
};

const hex = (title: string) => Type.String({ title, pattern: '^[0-9a-f]*$' });
const answer = Type.Object(
  {
    leafIndex: Type.Integer({ title: '在账本中的位置' }),
    leafHash: hex('叶的摘要：SHA-256(0x00 ‖ commitment)'),
    commitment: hex('SHA-256(salt ‖ event)'),
    salt: hex('盐'),
    event: Type.String({ title: '事件的规范文本' }),
    treeSize: Type.Integer({ title: '账本的大小' }),
    rootHash: hex('账本的根'),
    hashes: Type.Array(hex('旁支'), { title: '由叶到根的旁支，自下而上' }),
    checkpoint: Type.String({ title: '签过名的账本根，与公开的 /ledger/checkpoint 同一格式' }),
  },
  { title: '存证证明' },
);

/** What is no id is the id of no case. */
const idIn = (text: string) =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
    ? text
    : '00000000-0000-0000-0000-000000000000';

/** The proof of one event of a case. */
export function proofRoutes(instance: FastifyInstance, { db, ledger, now }: ProofDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/api/cases/:caseId/events/:sequence/proof',
    {
      schema: {
        tags: ['案件'],
        operationId: 'readProof',
        summary: '一个事件在存证账本中的证明，可在浏览器中自行核验',
        params: Type.Object({
          caseId: Type.String({ title: '案件', maxLength: 100 }),
          sequence: Type.String({ title: '案内序号', maxLength: 40, examples: ['1'] }),
        }),
        response: { 200: answer },
      },
      config: { permission: 'case:read' },
    },
    async (request) => {
      const { caseId, sequence } = request.params;
      const actor = requestActor(request);
      const file = await findCase(db, idIn(caseId), actor);
      await recordReading(db, actor, { file, part: 'case' }, now());
      const key = {
        agencyId: file.agencyId,
        streamId: file.caseId,
        sequence: /^[1-9]\d{0,8}$/.test(sequence) ? Number(sequence) : 0,
      };
      if (key.sequence < 1 || key.sequence > file.version)
        throw new Refused(administrationRefusals.eventUnknown);
      const found = await ledger.witnessOf(key);
      if (found === null) throw new Refused(administrationRefusals.notSealed);
      return {
        leafIndex: found.leafIndex,
        leafHash: toHex(found.leafHash),
        commitment: toHex(found.commitment),
        salt: toHex(found.salt),
        event: found.text,
        treeSize: found.size,
        rootHash: toHex(found.root),
        hashes: found.proof.map(toHex),
        checkpoint: found.checkpoint,
      };
    },
  );
}
