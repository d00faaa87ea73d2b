import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { NotCanonical } from './canonical-json.ts';
import type { CommittedEvent } from './event-text.ts';
import { eventText } from './event-text.ts';
import { commitment, leafHash, mac, macKeyFrom, newSalt } from './hash.store.ts';

const anEvent = (difference: Partial<CommittedEvent> = {}): CommittedEvent => ({
  agencyId: '0b5c2c0e-6a43-4d9e-9a55-1f1f2a0e7c11',
  streamId: '7d1f7a1e-8a0b-4c57-8f3a-2f6f0a9d3b22',
  sequence: 3,
  kind: 'noticeServed',
  at: '2026-09-28T09:00:00.000+08:00',
  actorId: null,
  data: { party: '张某', amountFen: 20000 },
  clauses: ['apl-2021-44'],
  ...difference,
});

describe('an event is committed by its salt and its canonical text', () => {
  const text =
    '{"actorId":null,"agencyId":"0b5c2c0e-6a43-4d9e-9a55-1f1f2a0e7c11","at":"2026-09-28T09:00:00.000+08:00",' +
    '"clauses":["apl-2021-44"],"data":{"amountFen":20000,"party":"张某"},"kind":"noticeServed","sequence":3,' +
    '"streamId":"7d1f7a1e-8a0b-4c57-8f3a-2f6f0a9d3b22"}';
  const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

  test('given an event, then its text is the eight fields and nothing else', () => {
    const withMore = { ...anEvent(), recordedAt: 'x' };
    expect(eventText(withMore)).toBe(text);
  });

  test('given the text, then commitment, leaf hash and mac are those of any other implementation', () => {
    const committed = createHash('sha256').update(salt).update(text, 'utf8').digest();
    expect(commitment(salt, anEvent())).toEqual(committed);
    expect(leafHash(committed)).toEqual(
      createHash('sha256').update('\0').update(committed).digest(),
    );
    const key = macKeyFrom(Buffer.alloc(32, 1));
    expect(mac(key, committed)).toEqual(createHmac('sha256', key).update(committed).digest());
  });

  test('given the same secret, then the mac key is the same, and it is not the secret', () => {
    const secret = Buffer.alloc(32, 1);
    expect(macKeyFrom(secret)).toEqual(macKeyFrom(Buffer.from(secret)));
    expect(macKeyFrom(secret)).not.toEqual(macKeyFrom(Buffer.alloc(32, 2)));
    expect(macKeyFrom(secret)).not.toEqual(secret);
  });

  test('given two events alike, then their salts and so their commitments differ', () => {
    expect(commitment(newSalt(), anEvent())).not.toEqual(commitment(newSalt(), anEvent()));
  });

  test.each([
    ['an upper-case agency', { agencyId: '0B5C2C0E-6A43-4D9E-9A55-1F1F2A0E7C11' }, '/agencyId'],
    ['an instant in another zone', { at: '2026-09-28T01:00:00.000Z' }, '/at'],
    ['an instant without milliseconds', { at: '2026-09-28T09:00:00+08:00' }, '/at'],
    ['an actor that is no identifier', { actorId: '' }, '/actorId'],
    ['a sequence before the first', { sequence: 0 }, '/sequence'],
    ['a fraction among the data', { data: { rate: 0.03 } }, '/data/rate'],
  ])(
    'given %s, which the database would give back otherwise, then it is refused',
    (_title, difference, pointer) => {
      const attempt = () => commitment(newSalt(), anEvent(difference));
      expect(attempt).toThrow(NotCanonical);
      expect(attempt).toThrow(expect.objectContaining({ pointer }));
    },
  );
});
