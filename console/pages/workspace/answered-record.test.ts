import { describe, expect, test } from 'vitest';
import { answeredBy, toAnswer } from './answered-record.ts';
import type { CaseEvent } from './case-file.ts';

const event = (sequence: number, kind: string): CaseEvent => ({
  sequence,
  kind,
  title: kind,
  at: '2026-03-02T09:00:00.000+08:00',
  actorId: null,
  actorName: null,
  data: {},
  clauses: [],
  commitment: '',
  leafIndex: null,
  particulars: [],
  command: null,
});
const sequences = (command: string, ...events: readonly CaseEvent[]) =>
  answeredBy(command, events).map(({ sequence }) => sequence);

describe('what an act answers', () => {
  test('given two requests in the round, then the last one', () => {
    const asked = [2, 4].map((sequence) => event(sequence, 'supplementRequested'));

    expect(sequences('supplementReview', event(1, 'reviewSubmitted'), ...asked)).toEqual([4]);
  });

  test('given an opinion of the round before, then nothing', () => {
    const events = [event(1, 'opinionGiven'), event(2, 'reviewSubmitted')];

    expect(sequences('answerOpinion', ...events)).toEqual([]);
  });

  test('given an objection that was consulted on, then who decides reads all', () => {
    const events = ['reviewSubmitted', 'opinionGiven', 'opinionAnswered', 'disputeConsulted'];

    expect(sequences('decideDispute', ...events.map((kind, at) => event(at + 1, kind)))).toEqual([
      2, 3, 4,
    ]);
  });

  test('given a report of a crime before the last submission, then it is decided on all the same', () => {
    const events = [event(1, 'transferReported'), event(2, 'reviewSubmitted')];

    expect(sequences('decideTransfer', ...events)).toEqual([1]);
  });

  test('given an opinion that did not pass, then who submits again and who reports a crime reads it', () => {
    const events = [event(1, 'reviewSubmitted'), event(2, 'opinionGiven')];

    expect(sequences('submitForReview', ...events)).toEqual([2]);
    expect(sequences('reportTransfer', ...events)).toEqual([2]);
    expect(sequences('submitForReview', event(1, 'investigationFinished'))).toEqual([]);
  });

  test('given an act that answers nothing, then nothing', () => {
    expect(sequences('giveOpinion', event(1, 'supplementRequested'))).toEqual([]);
  });

  test('given a check list, then only its problems are to be answered', () => {
    const particulars = [
      { field: '/checklist/a', title: '甲', text: '合格' },
      { field: '/checklist/b', title: '乙', text: '有问题：缺签名' },
      { field: '/findings', title: '审核意见和建议', text: '请改正。' },
    ];

    expect(toAnswer({ particulars }).map(({ title }) => title)).toEqual(['乙', '审核意见和建议']);
  });
});
