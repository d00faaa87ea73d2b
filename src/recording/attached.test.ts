import { describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { type CaseState, castId, decide, type JsonObject, viewOf } from '../casework/index.ts';
import { recordingsOf } from './attached.ts';

const stage = await penaltyStage();
const { composition } = stage;
const now = '2026-03-06T09:00:00.000+08:00';

/** A case that two officers handle, in which records and files came about. */
function aCase(pack: string, facts: readonly (readonly [kind: string, data: JsonObject])[]) {
  const all = [['officersAssigned', { officers: [castId(0)] }] as const, ...facts];
  const kinds = Object.groupBy(
    all.map(([kind, data], index) => ({ kind, sequence: index + 1, at: now, actorId: null, data })),
    ({ kind }) => kind,
  ) as CaseState['facts'];
  const state: CaseState = {
    agencyId: 'a',
    caseId: 'c',
    procedure: 'penalty',
    variant: 'general',
    version: all.length,
    facts: kinds,
  };
  const context = {
    rules: stage.rulesOf(pack, {}),
    calendar: stage.calendar,
    now,
    officers: {},
    actor: { id: castId(0), name: '承办人甲', roles: ['recorder'] },
  };
  return { state, context, view: viewOf(composition.procedure, state, context) };
}

const inspected = (reference: string) =>
  ['inspectionRecorded', { recording: { made: true, reference } }] as const;
const attached = (reference: string, differs: JsonObject = {}) => {
  const data = {
    reference,
    madeOn: '2026-03-04',
    fileName: 'a.wav',
    mediaType: 'audio/wav',
    sizeBytes: '44',
    sha256: reference,
  };
  return ['recordingAttached', { ...data, ...differs }] as const;
};
const told = (pack: string, facts: Parameters<typeof aCase>[1]) =>
  recordingsOf(aCase(pack, facts).view).map(({ reference, records, files }) => [
    reference,
    records.map(({ sequence }) => sequence),
    files.map(({ sequence }) => sequence),
  ]);

describe('which file belongs to which number', () => {
  test('given parts, a longer number, and a number of its own, then each file stands once where it belongs', () => {
    const facts = [
      inspected('YX-1'),
      inspected('YX-1-9'),
      attached('YX-1'),
      attached('YX-1-2'),
      attached('YX-1-9'),
      attached('YX-10'),
      attached('YX-1-2b'),
    ];
    expect(told('kaifu', facts)).toEqual([
      ['YX-1', [2], [4, 5]],
      ['YX-1-9', [3], [6]],
      ['YX-10', [], [7]],
      ['YX-1-2b', [], [8]],
    ]);
  });

  test('given a file whose number is written a little differently, then it stands beside the record', () => {
    expect(told('kaifu', [inspected('YX-1'), attached('ＹＸ-1'), attached('yx-1-2')])).toEqual([
      ['YX-1', [2], [3, 4]],
    ]);
  });

  test('given a number in two records, then both are named, and one without a file has none', () => {
    expect(told('kaifu', [inspected('YX-1'), inspected('YX-1')])).toEqual([['YX-1', [2, 3], []]]);
  });
});

describe('when a recording should have been stored', () => {
  const storing = (pack: string, madeOn: string) => {
    const { view } = aCase(pack, [attached('YX-1', { madeOn })]);
    return recordingsOf(view)[0]?.files[0]?.storing;
  };

  test('[anze-R17-2] given two working days, then the second is in time and the third is late', () => {
    expect(storing('anze', '2026-03-04')).toMatchObject({ dueOn: '2026-03-06', isLate: false });
    expect(storing('anze', '2026-03-03')).toMatchObject({ dueOn: '2026-03-05', isLate: true });
  });

  test('[yueqing-3.5.2-3] given two days, then a weekend is not left out', () => {
    expect(storing('yueqing', '2026-03-04')).toMatchObject({ isLate: false });
    expect(storing('yueqing', '2026-03-03')).toMatchObject({ dueOn: '2026-03-05', isLate: true });
  });

  test('given a pack without a period, then nothing is said', () => {
    expect(storing('kaifu', '2025-01-01')).toBeNull();
  });
});

describe('nothing takes the place of anything', () => {
  const codes = (facts: Parameters<typeof aCase>[1], data: JsonObject) => {
    const { state, context } = aCase('anze', facts);
    const command = { kind: 'attachRecording', agencyId: 'a', caseId: 'c', data };
    const { refusals = [] } = decide(composition, state, command, context);
    return refusals.map(({ code }) => code);
  };
  const [, given] = attached('YX-1');

  test('given a new number and a new file, then it is entered', () => {
    expect(codes([attached('YX-2')], given)).toEqual([]);
  });

  test('given a number with a file, or a file under another number, then it is refused', () => {
    expect(codes([attached('YX-1', { sha256: 'x' })], given)).toEqual(['recording.number-taken']);
    expect(codes([attached('YX-2', { sha256: 'YX-1' })], given)).toEqual([
      'recording.file-attached',
    ]);
  });

  test.each(['yx-1', 'ＹＸ－１', 'YX–1', 'YX - 1', 'YX\u00a0-1', 'Y\u034fX-1'])(
    '[anze-R18-2] given %j, which only looks different from a number with a file, then it is refused',
    (reference) => {
      expect(codes([attached('YX-1')], { ...given, reference, sha256: 'other' })).toEqual([
        'recording.number-taken',
      ]);
    },
  );

  test.each(['YX-1\u200b', '\u202e1-XY', '\u200b', 'YX\ufeff-1'])(
    '[anze-R18-2] given %j, in which something cannot be seen, then it is refused',
    (reference) => {
      expect(codes([], { ...given, reference })).toEqual(['recording.number-unreadable']);
    },
  );

  test('given a recording of tomorrow, or an archived case, then it is refused', () => {
    expect(codes([], { ...given, madeOn: '2026-03-07' })).toEqual(['command.field']);
    expect(codes([['caseArchived', {}]], given)).toEqual(['step.passed']);
  });
});
