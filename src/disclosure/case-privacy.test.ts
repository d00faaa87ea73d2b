import { beforeAll, describe, expect, test } from 'vitest';
import { penaltyStage } from '../../tests/support/stage.ts';
import type { CaseEvent, JsonObject, ScenarioStage } from '../casework/index.ts';
import { disclosureOf } from './case-publication.ts';
import { publicDecision } from './publication.ts';

const at = '2026-03-09T09:00:00.000+08:00';
const planted = '张测试，生于1990年1月2日，身份证11010519900102002X，住测试路1号，电话13800138000';

let stage: ScenarioStage;
beforeAll(async () => {
  stage = await penaltyStage();
});

function events(party: JsonObject, form: 'full' | 'summary'): readonly CaseEvent[] {
  const summary = Object.fromEntries(
    ['party', 'facts', 'law', 'punishment', 'number'].map((code) => [code, planted]),
  );
  const all: readonly (readonly [string, JsonObject])[] = [
    ['leadRegistered', { title: planted, summary: planted, party }],
    ['decisionMade', { number: `测罚〔2026〕1号 ${planted}`, decidedOn: '2026-03-02' }],
    ['disclosurePrepared', { form, summary, document: planted }],
    ['decisionDisclosed', {}],
  ];
  return all.map(([kind, data], index) => ({
    agencyId: 'a',
    caseId: 'c',
    sequence: index + 1,
    kind,
    at,
    actorId: null,
    data,
    clauses: [],
  }));
}

const disclosed = (all: readonly CaseEvent[], pack = 'anze') =>
  disclosureOf(all, {
    decisionId: 'd',
    procedure: stage.composition.procedure,
    rules: stage.rulesOf(pack, {}),
  });

const citizen: JsonObject = {
  kind: 'citizen',
  name: '张测试',
  idNumber: '11010519900102002X',
  address: '测试路1号',
  phone: '13800138000',
  bornOn: '1990-01-02',
};

describe('[anze-P15-2] whatever a case says of a person, the public reads none of it', () => {
  test.each(['full', 'summary'] as const)(
    'given it in every text, when disclosed in %s, then neither name, day of birth, number, address nor telephone',
    (form) => {
      const disclosure = disclosed(events(citizen, form));

      if (disclosure.standing !== 'disclosed') throw new Error(disclosure.standing);
      const shown = JSON.stringify(publicDecision(disclosure.publication));
      expect(shown).not.toMatch(/张测试|1990|002X|测试路|1380013/);
      expect(shown).toMatch(/张某[\s\S]*测罚〔2026〕1号|测罚〔2026〕1号[\s\S]*张某/);
    },
  );

  test('[apl-2021-48] given it in the reason of a withdrawal, then the notice has none of it', () => {
    const all = events(citizen, 'full');
    const withdrawal = {
      ...all[3]!,
      sequence: 5,
      kind: 'disclosureWithdrawn',
      data: { reason: planted },
    };

    const gone = disclosed([...all, withdrawal]);

    expect(gone).toMatchObject({ standing: 'withdrawn', at });
    expect(JSON.stringify(gone)).not.toMatch(/张测试|1990|002X|测试路|1380013/);
  });

  test('given a trader under the own name, then a person; under a name of trade, then not', () => {
    const trader = { kind: 'sole-trader', legalRepresentative: '张测试' };
    const nameOf = (name: string) => {
      const disclosure = disclosed(events({ ...trader, name }, 'full'));
      return disclosure.standing === 'disclosed'
        ? publicDecision(disclosure.publication).partyName
        : null;
    };

    expect([nameOf('张测试'), nameOf('测试面馆')]).toEqual(['张某', '测试面馆']);
  });
});
