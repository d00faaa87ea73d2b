import {
  type CaseClock,
  type CasePart,
  type CaseView,
  dayOfFact,
  flagOf,
  type Gate,
  makeClock,
  objectOf,
  receivedOn,
  refuse,
  textOf,
} from '../casework/index.ts';

/** What a body's rules say about recordings in the file. */
type RecordingsRule = { readonly blocksArchiving?: boolean; readonly evidenceCopy?: boolean };

const hasRecording = (view: CaseView) =>
  Object.values(view.state.facts).some((facts) =>
    facts.some((fact) => flagOf(objectOf(fact.data, 'recording'), 'made')),
  );

const hasRecordedEvidence = (view: CaseView) =>
  view.all('evidenceAdded').some((fact) => textOf(fact.data, 'kind') === 'audiovisual');

/** Whether a recording belongs into the file: every one (kaifu-2.2.3-k), or those used as evidence (yueqing-3.5.2-9). */
const recordings: Gate = {
  content: (view, data) => {
    const rule = view.rule('archive.recordings');
    if (rule === null || flagOf(data, 'recordingsIncluded')) return [];
    const { blocksArchiving, evidenceCopy } = (rule.value ?? {}) as RecordingsRule;
    const isOwed =
      (blocksArchiving === true && hasRecording(view)) ||
      (evidenceCopy === true && hasRecordedEvidence(view));
    if (!isOwed) return [];
    const what = blocksArchiving === true ? '本案有音像记录' : '本案有用作证据的音像资料';
    const text = `${what}，须将音像资料入卷后才能归档。`;
    return refuse('archive.recordings', text, rule.clauses, '/recordingsIncluded');
  },
};

/** Runs from service; a decision handed over on the spot is served with it. */
function archiveClock(view: CaseView): readonly CaseClock[] {
  const from = receivedOn(view);
  const rule = from === null ? null : view.rule('archive.file', from);
  if (from === null || rule === null) return [];
  const archived = view.last('caseArchived');
  const ended = archived === undefined ? null : dayOfFact(archived, 'archivedOn');
  const clock = makeClock(view, { name: 'archive', title: '归档', rule, from, ended });
  return clock === null ? [] : [clock];
}

/** Archiving (kaifu-2.2.3-k; kaifu-2.3-c; yueqing-3.5.2-9; apl-2021-47). */
export const archivePart: CasePart = {
  name: 'archive',
  gates: { 'archive.recordings': recordings },
  clocks: { archive: archiveClock },
};
