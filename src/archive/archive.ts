import { type CasePart, flagOf, type Gate, objectOf, refuse } from '../casework/index.ts';

const recordings: Gate = {
  content: (view, data) => {
    const rule = view.rule('archive.recordings');
    const made = Object.values(view.state.facts).some((facts) =>
      facts.some((fact) => flagOf(objectOf(fact.data, 'recording'), 'made')),
    );
    if (rule === null || !made || flagOf(data, 'recordingsIncluded')) return [];
    return refuse(
      'archive.recordings',
      '本案有音像记录，须将音像资料入卷后才能归档。',
      rule.clauses,
      '/recordingsIncluded',
    );
  },
};

/** Archiving (kaifu-2.2.3-k; apl-2021-47). */
export const archivePart: CasePart = {
  name: 'archive',
  gates: { 'archive.recordings': recordings },
};
