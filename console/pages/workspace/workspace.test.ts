import { describe, expect, test } from 'vitest';
import { aField } from '../../parts/fields/a-field.ts';
import type { CaseEvent } from './case-file.ts';
import { caseSearchIn } from './case-search.ts';
import { placesOf } from './clock-places.ts';
import { draftIn, draftKey, laterOf } from './draft.ts';
import { onFile, openingOf } from './on-file.ts';

describe('the address of a case', () => {
  test('given a part and a command, then they are kept', () => {
    expect(caseSearchIn({ part: 'events', do: 'approveFiling' })).toEqual({
      part: 'events',
      do: 'approveFiling',
    });
  });

  test('given what is not known, then it is left out', () => {
    expect(caseSearchIn({ part: 'constructor', do: 'a b', other: 1 })).toEqual({});
  });
});

describe('a draft', () => {
  test('given the longest command, then its key is one that the server takes', () => {
    const key = draftKey('0df28635-83bc-4eb8-82dc-b01cbea6e453', 'requestPreservation');
    expect(key).toBe('draft.0df28635-83bc-4eb8-82dc-b01cbea6e453.request-preservation');
    expect(key).toMatch(/^[a-z][a-z0-9.-]{0,99}$/);
  });

  test('given what is no draft, then there is none', () => {
    expect([null, 'text', { typed: [] }, {}].map(draftIn)).toEqual([null, null, null, null]);
  });

  test('given one on the server and one in the tab, then the later opens', () => {
    const early = { typed: { a: '1' }, savedAt: '2026-11-20T01:00:00.000Z' };
    const late = { typed: { a: '2' }, savedAt: '2026-11-20T02:00:00.000Z' };
    expect(laterOf(early, late)).toBe(late);
    expect(laterOf(late, null)).toBe(late);
    expect(laterOf(null, null)).toBeNull();
  });
});

describe('what the case says already', () => {
  const penalty = aField('penalty', {
    type: 'penalty',
    fields: [aField('kinds', { type: 'choices' }), aField('fineFen', { type: 'money' })],
  });
  const text = aField('text', { type: 'prose' });
  const events = [
    {
      kind: 'leadRegistered',
      title: '登记线索',
      data: { summary: '检查发现。', party: { kind: 'citizen', name: '王示范' }, place: '' },
      particulars: [
        { field: '/summary', title: '简要情况', text: '检查发现。' },
        { field: '/party/kind', title: '当事人 · 当事人类别', text: '公民' },
        { field: '/party/name', title: '当事人 · 姓名或者名称', text: '王示范' },
      ],
    },
    {
      kind: 'officersAssigned',
      title: '指派承办人',
      data: { officers: ['甲', '乙'] },
      particulars: [],
    },
    {
      kind: 'investigationFinished',
      title: '提出调查终结报告',
      data: { penalty: { kinds: ['fine'], fineFen: 20_050 } },
      particulars: [],
    },
    {
      kind: 'noticeGiven',
      title: '送达事先告知书',
      data: { penalty: { kinds: ['warning'] } },
      particulars: [],
    },
  ] as unknown as readonly CaseEvent[];

  test('given an amount in an earlier act, then it is found as it would be typed', () => {
    expect(onFile(events, penalty, ['investigationFinished.penalty'])).toEqual({
      from: '提出调查终结报告',
      value: { kinds: ['fine'], fineFen: '200.50' },
    });
  });

  test('given several places, then the latest act counts, in whatever order they are named', () => {
    const places = ['noticeGiven.penalty', 'investigationFinished.penalty'];
    expect(onFile(events, penalty, places)?.from).toBe('送达事先告知书');
    expect(onFile(events, penalty, places.toReversed())?.from).toBe('送达事先告知书');
  });

  test('given a group for a field of text, then it is written out', () => {
    expect(onFile(events, text, ['leadRegistered.party'])?.value).toBe(
      '当事人类别：公民；姓名或者名称：王示范。',
    );
  });

  test('given nothing there, or nothing but an empty text, then nothing is found', () => {
    expect(onFile(events, text, ['leadRegistered.place'])).toBeNull();
    expect(onFile(events, text, ['filingApproved.opinion'])).toBeNull();
    expect(onFile(events, text)).toBeNull();
  });

  test('given a form, then it opens with what is on file and says where it is from', () => {
    const fields = [
      aField('cause', { type: 'prose', from: ['leadRegistered.summary'] }),
      aField('basis', { type: 'prose', reuse: ['leadRegistered.summary'] }),
    ];
    expect(openingOf(fields, events)).toEqual({
      typed: { cause: '检查发现。' },
      filled: { '/cause': { from: '登记线索', value: '检查发现。' } },
    });
  });

  test('given what the server drew up, then it goes before what is on file, and no act is named', () => {
    const options = { party: '当事人', conclusion: '结论' };
    const fields = [
      aField('summary', { type: 'summary', options }),
      aField('cause', { type: 'prose', from: ['leadRegistered.summary'] }),
    ];
    const summary = { party: '王某', conclusion: '罚款100元' };
    expect(openingOf(fields, events, { data: { summary } })).toEqual({
      typed: { summary, cause: '检查发现。' },
      filled: {
        '/summary': { from: null, value: summary },
        '/cause': { from: '登记线索', value: '检查发现。' },
      },
    });
  });

  test('given people on file, then those who cannot be chosen any more are left out', () => {
    const from = ['officersAssigned.officers'];
    const officers = aField('officers', { type: 'officers', from, unfit: { 乙: '已决定回避' } });
    expect(openingOf([officers], events).typed).toEqual({ officers: ['甲'] });
  });

  test('given a single choice, then it is made; of two, none is', () => {
    const form = { type: 'choice', required: true, options: { full: '全文' } };
    expect(openingOf([aField('form', form)], events).typed).toEqual({ form: 'full' });
    const both = { ...form, options: { full: '全文', summary: '摘要' } };
    expect(openingOf([aField('form', both)], events).typed).toEqual({});
  });
});

describe('clocks on one line of time', () => {
  const aClock = { title: '甲', urgency: 'ample', dueAt: null, endedOn: null } as const;

  test('given two clocks, then they lie between the first start and the last end', () => {
    const clocks = [
      { ...aClock, name: 'a', from: '2026-11-01', dueOn: '2026-11-11' },
      { ...aClock, name: 'b', from: '2026-11-06T09:00:00.000+08:00', dueOn: '2026-11-21' },
    ];
    const places = placesOf(clocks, '2026-11-11');
    expect(places).toMatchObject({ from: '2026-11-01', until: '2026-11-21', today: 50 });
    expect(places.bars.map(({ start, width }) => [start, width])).toEqual([
      [0, 50],
      [25, 75],
    ]);
  });

  test('given a clock without an end, then it is not drawn', () => {
    expect(
      placesOf([{ ...aClock, name: 'a', from: '2026-11-01', dueOn: null }], '2026-11-02').bars,
    ).toHaveLength(0);
  });
});
