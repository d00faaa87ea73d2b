import { describe, expect, test } from 'vitest';
import { playedEvents } from '../../tests/support/filed-case.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import { textOf } from './case-event.ts';
import type { CaseView } from './part.ts';
import { reportDraft } from './report-draft.ts';

const stage = await penaltyStage();
const { procedure } = stage.composition;

type Acts = NonNullable<Parameters<typeof playedEvents>[2]['acts']>;

function drawn(through: string, acts: Acts = []) {
  const events = playedEvents(stage, 'yueqing', { through, skip: [], with: {}, acts });
  const told = reportDraft({ procedure } as CaseView, { events, agencyName: '' });
  return textOf(told, 'evidenceSummary');
}

const evidence = (on: string, title: string, verified: boolean) => ({
  on,
  who: '承办人甲',
  do: 'addEvidence',
  with: { kind: 'documentary', title, proves: '违法事实', verified },
});

describe('[apl-2021-46] the evidence of a report is drawn up from the file', () => {
  test('given records and evidence, then each is a line; what is not verified is left out', () => {
    const text = drawn('recordQuestioning', [
      evidence('2026-03-10', '发票', true),
      evidence('2026-03-11', '便条', false),
    ]);

    expect(text).toMatch(/现场检查（勘验）笔录（2026-03-\d\d）：/u);
    expect(text).toMatch(/^询问笔录（2026-03-\d\d）$/mu);
    expect(text).toContain('发票（书证）：违法事实');
    expect(text).not.toContain('便条');
  });

  test('given a report and evidence after it, then the earlier words stay and the new line follows', () => {
    const before = drawn('finishInvestigation');
    const after = drawn('finishInvestigation', [evidence('2026-03-25', '发票', true)]);

    expect(after).toBe(`${before}\n发票（书证）：违法事实`);
  });

  test('given nothing on file, then nothing is drawn up', () => {
    expect(drawn('registerLead')).toBe('');
  });
});
