import { flagOf, objectOf, textOf } from './case-event.ts';
import type { CasePart, CaseView, Gate } from './part.ts';
import { clausesOf, refuse } from './refuse.ts';
import { reportDraft } from './report-draft.ts';
import { lastSequence } from './view.ts';

const isFinished = (view: CaseView) =>
  lastSequence(view, 'investigationFinished') > lastSequence(view, 'investigationResumed');

const started: Gate = {
  standing: (view) =>
    view.state.variant === 'summary' || view.has('filingApproved') || view.has('startedUrgently')
      ? []
      : refuse(
          'investigation.not-started',
          '尚未批准立案，请先提请并批准立案。',
          clausesOf(view, ['filing.approval'], ['apl-2021-54']),
        ),
};

const open: Gate = {
  standing: (view) =>
    isFinished(view)
      ? refuse('investigation.finished', '调查已经终结。如需补充调查，请由负责人先恢复调查。', [
          'apl-2021-57',
        ])
      : [],
};

const finished: Gate = {
  standing: (view) =>
    isFinished(view)
      ? []
      : refuse('investigation.unfinished', '调查尚未终结，请承办人先提出调查终结报告。', [
          'apl-2021-57',
        ]),
};

const verified: Gate = {
  standing: (view) =>
    view.all('evidenceAdded').some((fact) => flagOf(fact.data, 'verified'))
      ? []
      : refuse('evidence.unverified', '尚无已查证属实的证据，不能认定事实。请补充并查证证据。', [
          'apl-2021-46',
          'apl-2021-40',
        ]),
};

const signatures: Gate = {
  content: (view, data) => {
    const rule = view.rule('investigation.signatures');
    if (rule === null) return [];
    const signature = objectOf(data, 'signature');
    if (!flagOf(signature, 'officers')) {
      return refuse(
        'signature.officers',
        '取证文书须由执法人员签名，请补签后登记。',
        rule.clauses,
        '/signature/officers',
      );
    }
    const unsigned = textOf(signature, 'party') !== 'signed';
    const explained = textOf(signature, 'note') !== '' || textOf(signature, 'witness') !== '';
    if (unsigned && !explained) {
      return refuse(
        'signature.party',
        '当事人未签名的，须注明原因或者由见证人签名。',
        rule.clauses,
        '/signature/note',
      );
    }
    return [];
  },
};

type PreservationStage = 'none' | 'requested' | 'approved' | 'running';

/** How far the last preservation of evidence has come. */
export function preservationStage(view: CaseView): PreservationStage {
  const decided = lastSequence(view, 'preservationDecided');
  if (lastSequence(view, 'evidencePreserved') > decided) return 'running';
  const made = Math.max(decided, lastSequence(view, 'evidencePreserved'));
  if (lastSequence(view, 'preservationApproved') > made) return 'approved';
  return lastSequence(view, 'preservationRequested') > made ? 'requested' : 'none';
}

const preservationClauses = (view: CaseView) =>
  clausesOf(view, ['preservation.decide'], ['apl-2021-56']);

const stageGate = (wanted: PreservationStage, code: string, text: string): Gate => ({
  standing: (view) =>
    preservationStage(view) === wanted ? [] : refuse(code, text, preservationClauses(view)),
});

const noneRunning: Gate = {
  standing: (view) =>
    preservationStage(view) === 'running'
      ? refuse(
          'preservation.undecided',
          '先行登记保存的证据尚未处理，请先作出处理决定。',
          preservationClauses(view),
        )
      : [],
};

/** Investigation, evidence and preservation (apl-2021-40, 46, 54–57; yueqing-3.4.2-11). */
export const investigationPart: CasePart = {
  name: 'investigation',
  drafts: { 'investigation.evidence': reportDraft },
  gates: {
    'investigation.started': started,
    'investigation.open': open,
    'investigation.finished': finished,
    'evidence.verified': verified,
    'signatures.complete': signatures,
    'preservation.none-running': noneRunning,
    'preservation.requested': stageGate(
      'requested',
      'preservation.not-requested',
      '没有待批的先行登记保存申请，请承办人先提请。',
    ),
    'preservation.approved': stageGate(
      'approved',
      'preservation.not-approved',
      '先行登记保存须经机关负责人批准，请先提请并批准。',
    ),
    'preservation.running': stageGate('running', 'preservation.none', '没有待处理的先行登记保存。'),
  },
};
