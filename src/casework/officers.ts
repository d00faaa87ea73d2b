import type { CivilDate, Refusal } from '../rules/index.ts';
import { flagOf, textOf, textsOf } from './case-event.ts';
import type { CasePart, CaseView, Gate, OfficerFacts } from './part.ts';
import { clausesOf, refuse } from './refuse.ts';

const certificateKeys = ['officers.certificate', 'officers.minimum'];
const certificateClauses = (view: CaseView) => clausesOf(view, certificateKeys, ['apl-2021-42']);

/**
 * Whether an officer holds a certificate that is valid on a day.
 *
 * @source apl-2021-42; kaifu-1.3-a
 */
export function isCertified(officer: OfficerFacts | undefined, on: CivilDate): boolean {
  return (officer?.certificates ?? []).some(
    ({ validFrom, validUntil, revokedOn }) =>
      validFrom <= on && on <= validUntil && (revokedOn === null || on < revokedOn),
  );
}

/** Officers whose recusal was granted; they stay out whatever is assigned later. */
export function recusedOfficers(view: Pick<CaseView, 'all'>): ReadonlySet<string> {
  const granted = view.all('recusalDecided').filter((fact) => flagOf(fact.data, 'granted'));
  return new Set(granted.map((fact) => textOf(fact.data, 'officerId')));
}

/** Officers who handle the case now: the last assignment without those recused. */
export function handlingOfficers(view: Pick<CaseView, 'all' | 'last'>): readonly string[] {
  const recused = recusedOfficers(view);
  return textsOf(view.last('officersAssigned')?.data, 'officers').filter((id) => !recused.has(id));
}

/** The reviewer to whom the case was given last; empty while it was given to nobody. */
export function assignedReviewer(view: Pick<CaseView, 'last'>): string {
  return textOf(view.last('reviewerAssigned')?.data, 'officerId');
}

/** Everybody who has ever handled the case. */
export function everHandled(view: CaseView): ReadonlySet<string> {
  return new Set(view.all('officersAssigned').flatMap((fact) => textsOf(fact.data, 'officers')));
}

function minimumOf(view: CaseView): number | null {
  const n = (view.rule('officers.minimum')?.value as { n?: unknown } | undefined)?.n;
  return typeof n === 'number' ? n : null;
}

/**
 * Whether there are officers enough with a valid certificate; the refusals when there are not.
 *
 * @source apl-2021-42
 */
export function enough(
  view: CaseView,
  officers: readonly string[],
  on: CivilDate,
  field?: string,
): readonly Refusal[] {
  const minimum = minimumOf(view);
  if (minimum === null)
    return refuse(
      'rule.missing',
      '规则包没有设定执法人员人数，请联系管理员检查规则包。',
      ['apl-2021-42'],
      field,
    );
  const certified = officers.filter((id) => isCertified(view.context.officers[id], on));
  if (certified.length >= minimum) return [];
  return refuse(
    'officers.too-few',
    `须有 ${minimum} 名以上持有效执法证件的执法人员，现有 ${certified.length} 名。请指派持证人员。`,
    certificateClauses(view),
    field,
  );
}

const qualified: Gate = {
  content: (view, data) => {
    const officers = textsOf(data, 'officers');
    const recused = recusedOfficers(view);
    if (officers.some((id) => recused.has(id))) {
      return refuse(
        'officers.recused',
        '已决定回避的人员不能承办本案，请改派他人。',
        clausesOf(view, ['recusal.decide'], ['apl-2021-43']),
        '/officers',
      );
    }
    if (officers.some((id) => !isCertified(view.context.officers[id], view.today))) {
      return refuse(
        'officers.uncertified',
        '没有有效执法证件的人员不得指派为承办人，请指派持证人员。',
        certificateClauses(view),
        '/officers',
      );
    }
    return enough(view, officers, view.today, '/officers');
  },
};

const valid: Gate = {
  standing: (view) => {
    if (!view.has('officersAssigned'))
      return refuse(
        'officers.unassigned',
        '尚未指派承办人，请承办机构负责人先指派。',
        certificateClauses(view),
      );
    return enough(view, handlingOfficers(view), view.today);
  },
};

const handler: Gate = {
  standing: (view) =>
    handlingOfficers(view).includes(view.context.actor.id)
      ? []
      : refuse(
          'officers.not-handler',
          '只有本案承办人可以办理，请联系承办人或者由负责人改派。',
          certificateClauses(view),
        ),
};

const present: Gate = {
  content: (view, data) => {
    const officers = textsOf(data, 'officers');
    const handling = handlingOfficers(view);
    if (officers.some((id) => !handling.includes(id))) {
      return refuse(
        'officers.not-assigned',
        '不是本案承办人的人员不能列入，请核对或者先行指派。',
        certificateClauses(view),
        '/officers',
      );
    }
    return enough(view, officers, textOf(data, 'heldOn'), '/officers');
  },
};

const pendingRecusals = (view: CaseView): readonly string[] => {
  const decided = new Map(
    view.all('recusalDecided').map((fact) => [textOf(fact.data, 'officerId'), fact.sequence]),
  );
  return view
    .all('recusalRequested')
    .filter((fact) => (decided.get(textOf(fact.data, 'officerId')) ?? 0) < fact.sequence)
    .map((fact) => textOf(fact.data, 'officerId'));
};

const recusalClauses = (view: CaseView) => clausesOf(view, ['recusal.decide'], ['apl-2021-43']);

/** Who reviews the case: whom it was given to, and who has taken part without that. */
const reviewing = (view: CaseView): readonly string[] => [
  assignedReviewer(view),
  ...['reviewAccepted', 'supplementRequested', 'opinionGiven', 'opinionCountersigned'].flatMap(
    (kind) => view.all(kind).map(({ actorId }) => actorId ?? ''),
  ),
];

const namesAssigned: Gate = {
  content: (view, data) =>
    [...handlingOfficers(view), ...reviewing(view)].includes(textOf(data, 'officerId'))
      ? []
      : refuse(
          'recusal.not-assigned',
          '被申请回避的人员不是本案现任承办人或者审核人员，请核对。',
          recusalClauses(view),
          '/officerId',
        ),
  standing: (view) =>
    handlingOfficers(view).length > 0
      ? []
      : refuse(
          'officers.unassigned',
          '尚未指派承办人，请承办机构负责人先指派。',
          recusalClauses(view),
        ),
};

const recusalPending: Gate = {
  standing: (view) =>
    pendingRecusals(view).length > 0
      ? []
      : refuse('recusal.none-pending', '没有待决定的回避申请。', recusalClauses(view)),
  content: (view, data) =>
    pendingRecusals(view).includes(textOf(data, 'officerId'))
      ? []
      : refuse(
          'recusal.none-pending',
          '该人员没有待决定的回避申请，请核对。',
          recusalClauses(view),
          '/officerId',
        ),
};

const recusalSettled: Gate = {
  standing: (view) =>
    pendingRecusals(view).length === 0
      ? []
      : refuse(
          'recusal.pending',
          '回避申请尚未决定，请由机关负责人先作决定。',
          recusalClauses(view),
        ),
};

/** Officers of a case: number, certificates, recusal (apl-2021-42, apl-2021-43, kaifu-1.3-a). */
export const officersPart: CasePart = {
  name: 'officers',
  gates: {
    'officers.qualified': qualified,
    'officers.valid': valid,
    'officers.handler': handler,
    'officers.present': present,
    'recusal.names-assigned': namesAssigned,
    'recusal.pending': recusalPending,
    'recusal.settled': recusalSettled,
  },
};
