import {
  type CasePart,
  type CaseView,
  flagOf,
  type Gate,
  isObject,
  type JsonObject,
  objectOf,
  refuse,
  textOf,
} from '../casework/index.ts';
import type { Refusal, Rule } from '../rules/index.ts';
import { newRecording } from './attached.ts';

/** What a body's rules say about recording one scene. */
type SceneRule = {
  readonly scene: string;
  readonly level: string;
  readonly title?: string;
  readonly unsuitableAllowed?: boolean;
  readonly exceptReasonRequired?: boolean;
  readonly clauses?: readonly string[];
};

/** The body's rule for a scene that must be recorded, or not be recorded only for a reason; null for any other. */
function governed(rule: Rule | null, scene: string): SceneRule | null {
  const scenes: readonly unknown[] = Array.isArray(rule?.value) ? rule.value : [];
  const found = scenes.find((entry) => isObject(entry) && entry['scene'] === scene);
  const asked = found as SceneRule | undefined;
  return asked?.level === 'must' || asked?.exceptReasonRequired === true ? asked : null;
}

function recordingRefusals(view: CaseView, data: JsonObject, scene: string): readonly Refusal[] {
  const rule = view.rule('recording.required');
  const asked = governed(rule, scene);
  if (rule === null || asked === null) return [];
  const clauses = asked.clauses ?? rule.clauses;
  const recording = objectOf(data, 'recording');
  if (flagOf(recording, 'made')) {
    return textOf(recording, 'reference') === ''
      ? refuse(
          'recording.unreferenced',
          '已作音像记录的，请填写音像编号，以便查找。',
          clauses,
          '/recording/reference',
        )
      : [];
  }
  return textOf(recording, 'reason') !== '' && mayExplain(asked) ? [] : unrecorded(asked, clauses);
}

const mayExplain = (asked: SceneRule) =>
  asked.unsuitableAllowed === true || asked.exceptReasonRequired === true;

function unrecorded(asked: SceneRule, clauses: readonly string[]): readonly Refusal[] {
  if (asked.level !== 'must') {
    const text = '本环节可以不作音像记录，但须写明理由（例如文字记录足以记明）。请补充。';
    return refuse('recording.unexplained', text, clauses, '/recording/reason');
  }
  const remedy = mayExplain(asked) ? '请补充音像编号，确不适宜的写明原因。' : '请补充音像编号。';
  return refuse('recording.missing', `本环节须作音像记录。${remedy}`, clauses, '/recording');
}

const scene = (name: string): Gate => ({
  content: (view, data) => recordingRefusals(view, data, name),
});

const servedScenes: Readonly<Record<string, string>> = {
  leave: 'leave-service',
  'public-notice': 'posted-service',
};

const service: Gate = {
  content: (view, data) => {
    const name = servedScenes[textOf(data, 'method')];
    return name === undefined ? [] : recordingRefusals(view, data, name);
  },
};

/** Recordings that a step must bring along (anze-R10-1; dazhou-2.2.7-2c; yueqing-3.4.2-13, yueqing-3.4.4-4, yueqing-A1-1 ff.). */
export const recordingPart: CasePart = {
  name: 'recording',
  gates: {
    'recording.inspection': scene('inspection'),
    'recording.questioning': scene('questioning'),
    'recording.preservation': scene('preservation'),
    'recording.notice-statement': scene('notice-statement'),
    'recording.hearing': scene('hearing'),
    'recording.service': service,
    'recording.new': newRecording,
  },
};
