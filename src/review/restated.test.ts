import { expect, test } from 'vitest';
import { type Act, playedEvents } from '../../tests/support/filed-case.ts';
import { penaltyStage } from '../../tests/support/stage.ts';
import type { CaseView, JsonObject } from '../casework/index.ts';
import { restated } from './restated.ts';

const stage = await penaltyStage();

const penalty = { kinds: ['fine'], fineFen: 300_000 };
const stated = { facts: '当事人两处经营场所均未公示许可证。', penalty };

function drawn(submission: JsonObject, acts: readonly Act[] = []) {
  const events = playedEvents(stage, 'dazhou', {
    through: 'submitForReview',
    skip: [],
    with: { submitForReview: submission },
    acts,
  });
  return restated({} as CaseView, { events, agencyName: '' });
}

test('[apl-2021-58] given a submission that stated anew, then the next one opens with that', () => {
  expect(drawn(stated)).toEqual(stated);
});

test('[apl-2021-58] given a submission about the report alone, then nothing is drawn up', () => {
  expect(drawn({})).toEqual({});
});

test('[apl-2021-58] given a report after what was stated anew, then the report counts', () => {
  const acts = [
    { on: '2026-03-20', who: '机构负责人', do: 'resumeInvestigation' },
    { on: '2026-03-21', who: '承办人甲', do: 'finishInvestigation' },
  ];

  expect(drawn(stated, acts)).toEqual({});
});
