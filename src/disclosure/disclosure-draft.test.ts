import { beforeAll, describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import { type CaseEvent, type JsonObject, type ScenarioStage, viewOf } from '../casework/index.ts';
import { summaryDraft } from './disclosure-draft.ts';

let stage: ScenarioStage;
beforeAll(async () => {
  stage = await penaltyStage();
});

const person = {
  kind: 'citizen',
  name: '林示范',
  idNumber: '11010519491231002X',
  address: '示范路 1 号 2 单元',
};
const company = {
  kind: 'organisation',
  name: '城南示范食品有限公司',
  legalRepresentative: '王示范',
};
const decision = {
  number: '示范罚〔2026〕1号',
  decidedOn: '2026-03-30',
  kind: 'penalize',
  penalty: {
    kinds: ['warning', 'fine', 'confiscate-gains'],
    fineFen: 1_000_050,
    confiscatedFen: 20_000,
  },
  facts: '林示范（身份证11010519491231002X）在示范路 1 号 2 单元占道经营。',
  basis: '依据《示范法》第九条。',
  performance: '十五日内缴至指定银行',
};

/** What the draft of a body's summary says. */
function drawn(pack: string, party: JsonObject, told: JsonObject = decision) {
  const event = (kind: string, data: JsonObject, sequence: number): CaseEvent => ({
    agencyId: 'a',
    caseId: 'c',
    sequence,
    kind,
    at: '2026-03-30T09:00:00.000+08:00',
    actorId: null,
    data,
    clauses: [],
  });
  const events = [
    event('leadRegistered', { title: '林示范占道经营案', party }, 1),
    event('decisionMade', told, 2),
  ];
  const { procedure } = stage.composition;
  const state = {
    agencyId: 'a',
    caseId: 'c',
    procedure: 'penalty',
    variant: 'general',
    version: 2,
    facts: {},
  };
  const view = viewOf(procedure, state, {
    rules: stage.rulesOf(pack, {}),
    calendar: stage.calendar,
    now: '2026-04-01T09:00:00.000+08:00',
    actor: { id: 'l', name: '联络员', roles: ['liaison'] },
    officers: {},
  });
  return summaryDraft(view, { events, agencyName: '示范局' });
}

const words = '警告、罚款10,000.50元、没收违法所得200元';

describe('a summary for publication opens with what the case tells', () => {
  test('[anze-P14-2] given a person, then the five fields stand there, and the name as it will be in public', () => {
    expect(drawn('anze', person)).toEqual({
      summary: {
        agency: '示范局',
        party: '林某',
        class: '行政处罚',
        conclusion: words,
        'decided-on': '2026年3月30日',
      },
    });
  });

  test('[dazhou-2.1.4-1c] given a company, then its name stands there in full, and no day is asked for', () => {
    expect(drawn('dazhou', company)).toEqual({
      summary: {
        agency: '示范局',
        party: '城南示范食品有限公司',
        class: '行政处罚',
        conclusion: words,
      },
    });
  });

  test('[yueqing-2.4.1-3] given a person whose name must be published, then the name stays and numbers and address go', () => {
    expect(drawn('yueqing', person)).toEqual({
      summary: {
        'document-number': '示范罚〔2026〕1号',
        'case-name': '林示范占道经营案',
        party: '林示范',
        'main-facts': '林示范（身份证＊＊＊）在＊＊＊占道经营。',
        'kind-and-basis': `依据《示范法》第九条，${words}`,
        performance: '十五日内缴至指定银行',
        agency: '示范局',
        'decided-on': '2026年3月30日',
      },
    });
  });

  test('[yueqing-2.4.1-3] given a company, then its representative is named; what the case does not tell is left open', () => {
    const { performance: _, ...onSpot } = decision;
    const { summary } = drawn('yueqing', company, onSpot) as { summary: JsonObject };
    expect(summary['legal-representative']).toBe('王示范');
    expect(summary).not.toHaveProperty('performance');
  });

  test('[kaifu-1.4-f] given a body that publishes the document itself, then no summary is drawn up', () => {
    expect(drawn('kaifu', company)).toEqual({});
  });
});
