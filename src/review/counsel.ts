import {
  type CaseView,
  clausesOf,
  everHandled,
  type Fact,
  type Gate,
  type JsonObject,
  objectOf,
  refuse,
  stands,
  textOf,
} from '../casework/index.ts';
import { type CounselFacts, counselStandingOn } from '../registers/index.ts';
import type { CivilDate, Instant, Refusal } from '../rules/index.ts';
import { interestOf, isParty, ownInterest, unfit } from './reviewer.ts';

// Help from legal advisers, public lawyers and the pool of talent. A request lets one person into one case until a day; it
// ends when it is answered or withdrawn, when its day is over, when the case is decided, or when the engagement ends.
// Whether somebody may be asked is looked at when they are asked, and again when they answer.

/** How a request stands. */
export type CounselRequestStanding =
  | 'open'
  | 'answered'
  | 'withdrawn'
  | 'expired'
  | 'case-over'
  | 'unfit';

/** What users call each standing. */
export const counselRequestTitles: Readonly<Record<CounselRequestStanding, string>> = {
  open: '等待意见',
  answered: '已提出意见',
  withdrawn: '已撤回',
  expired: '已过截止日',
  'case-over': '案件已经决定、移送或者结案',
  unfit: '聘期已止或者须回避',
};

/** A request for help in a case. */
export type CounselRequest = {
  /** Sequence of the event by which it was made. */
  readonly sequence: number;
  readonly counselId: string;
  readonly counselName: string;
  readonly organisation: string;
  readonly requestedBy: string | null;
  readonly requestedAt: Instant;
  /** Last day, inclusive. */
  readonly until: CivilDate;
  readonly standing: CounselRequestStanding;
  /** Sequence of the opinion; null while there is none. */
  readonly opinion: number | null;
};

const clauses = (view: CaseView) => clausesOf(view, ['review.counsel']);
const closing = ['decisionMade', 'caseTransferred', 'caseClosed'];

const requestOf = (fact: Fact): number => {
  const { request } = fact.data;
  return typeof request === 'number' ? request : 0;
};

function standingOf(view: CaseView, fact: Fact): CounselRequestStanding {
  const isOf = (other: Fact) => requestOf(other) === fact.sequence;
  if (view.all('counselOpinionGiven').some(isOf)) return 'answered';
  if (view.all('counselRequestWithdrawn').some(isOf)) return 'withdrawn';
  if (closing.some((kind) => stands(view, kind))) return 'case-over';
  if (view.today > textOf(fact.data, 'until')) return 'expired';
  return counselRefusals(view, textOf(fact.data, 'counselId')).length > 0 ? 'unfit' : 'open';
}

/**
 * The requests of a case in order, as they stand now.
 *
 * @source kaifu-3.2-c; dazhou-2.3.9-2b; anze-L7-3; yueqing-4.1-5
 */
export function counselRequests(view: CaseView): readonly CounselRequest[] {
  return view.all('counselRequested').map((fact) => ({
    sequence: fact.sequence,
    counselId: textOf(fact.data, 'counselId'),
    counselName: textOf(fact.data, 'counselName'),
    organisation: textOf(fact.data, 'counselOrganisation'),
    requestedBy: fact.actorId,
    requestedAt: fact.at,
    until: textOf(fact.data, 'until'),
    standing: standingOf(view, fact),
    opinion:
      view.all('counselOpinionGiven').find((other) => requestOf(other) === fact.sequence)
        ?.sequence ?? null,
  }));
}

const plain = (name: string) => name.replaceAll(/\s/g, '');

/** Names of those who are, or speak for, the party. */
function partyNames(view: CaseView): readonly string[] {
  const party = objectOf(view.last('leadRegistered')?.data, 'party');
  return [textOf(party, 'name'), textOf(party, 'legalRepresentative')]
    .map(plain)
    .filter((name) => name !== '');
}

/** Names of those who handle or handled the case. */
function handlerNames(view: CaseView): readonly string[] {
  return [...everHandled(view)]
    .map((id) => plain(view.context.officers[id]?.name ?? ''))
    .filter((name) => name !== '');
}

/** Why somebody must not help in a case; nothing when nothing is known against it. */
function conflicts(view: CaseView, counsel: CounselFacts): readonly Refusal[] {
  const why = clausesOf(view, ['review.counsel', 'recusal.grounds']);
  const parties = partyNames(view);
  if (isParty(view, counsel) || parties.includes(plain(counsel.organisation)))
    return refuse(
      'counsel.party',
      '该人员是本案当事人、其负责人或者其所属人员，须回避。请另选他人；同名的请在名册登记证件号码以便区分。',
      why,
      '/counselId',
    );
  const declared = counsel.interests.map(({ name }) => plain(name));
  if (declared.some((name) => parties.includes(name)))
    return refuse(
      'counsel.interest',
      '该人员已申报与本案当事人有利害关系，须回避，请另选他人。',
      why,
      '/counselId',
    );
  const handlers = handlerNames(view);
  if (declared.some((name) => handlers.includes(name)))
    return refuse(
      'counsel.kin',
      '该人员已申报与本案承办人有近亲属或者其他利害关系，须回避，请另选他人。',
      why,
      '/counselId',
    );
  const isInvolved = counsel.accountId !== null && interestOf(view, counsel.accountId).length > 0;
  return isInvolved
    ? refuse(
        'counsel.involved',
        '该人员承办、审批过本案或者须回避，不能再就本案提供协助，请另选他人。',
        why,
        '/counselId',
      )
    : [];
}

/**
 * Why somebody may not be asked, or may no longer answer: the engagement, or an interest.
 *
 * @source kaifu-3.2-b; dazhou-2.3.9-2a; anze-L7-3; yueqing-4.1-5
 */
export function counselRefusals(view: CaseView, counselId: string): readonly Refusal[] {
  const counsel = view.context.counsel?.[counselId];
  if (counsel === undefined || counselStandingOn(counsel, view.today) !== 'engaged')
    return refuse(
      'counsel.not-engaged',
      '该人员不在聘期内，不能请求其协助。请另选在聘人员，或者先在名册登记新的聘期。',
      clauses(view),
      '/counselId',
    );
  return conflicts(view, counsel);
}

/** Why who acts may not ask for help, or see an address of it; nothing when nothing is known against it. */
export function requesterRefusals(view: CaseView): readonly Refusal[] {
  const { id, roles } = view.context.actor;
  const asLeader = roles.includes('leader') ? ownInterest(view, id) : null;
  if (asLeader !== null && asLeader.length === 0) return [];
  return roles.includes('reviewer') ? unfit(view, id) : (asLeader ?? []);
}

const requester: Gate = { standing: requesterRefusals };

/** Why somebody cannot be asked now; nothing when they can. */
function askingRefusals(view: CaseView, counselId: string): readonly Refusal[] {
  const refusals = counselRefusals(view, counselId);
  const isAsked = counselRequests(view).some(
    (one) => one.counselId === counselId && one.standing === 'open',
  );
  return refusals.length > 0 || !isAsked
    ? refusals
    : refuse(
        'counsel.asked',
        '已经请求该人员协助，正在等待意见。请等待，或者先撤回原来的请求。',
        clauses(view),
        '/counselId',
      );
}

const withoutField = ({ code, text, clauses: cited }: Refusal): Refusal => ({
  code,
  text,
  clauses: cited,
});

const available: Gate = {
  standing: (view) => {
    const engaged = Object.entries(view.context.counsel ?? {}).filter(
      ([, one]) => counselStandingOn(one, view.today) === 'engaged',
    );
    if (engaged.length === 0)
      return refuse(
        'counsel.none',
        '名册中没有在聘的法律顾问、公职律师或者人才库成员。请先在“法制审核—法律顾问”登记。',
        clauses(view),
      );
    const against = engaged.map(([id]) => askingRefusals(view, id));
    return against.some((refusals) => refusals.length === 0)
      ? []
      : (against[0] ?? []).map(withoutField);
  },
};

const fit: Gate = {
  content: (view, data) => {
    const counselId = textOf(data, 'counselId');
    const until = textOf(data, 'until');
    const refusals = askingRefusals(view, counselId);
    if (refusals.length > 0) return refusals;
    if (until < view.today)
      return refuse('counsel.until-past', '截止日已经过去，请填今天或者以后的日期。', [], '/until');
    const term = view.context.counsel?.[counselId]?.validUntil ?? null;
    if (term !== null && until > term)
      return refuse(
        'counsel.until-after-term',
        `截止日晚于该人员聘期的最后一日（${term}）。请提前截止日，或者先续聘。`,
        clauses(view),
        '/until',
      );
    return [];
  },
};

type Ended = Exclude<CounselRequestStanding, 'open'>;

const ended: Readonly<Record<Ended, { readonly code: string; readonly text: string }>> = {
  answered: {
    code: 'counsel.answered',
    text: '已经提出过意见，不能再次提出。需要补充的，请由审核人员重新请求。',
  },
  withdrawn: { code: 'counsel.withdrawn', text: '该项请求已经撤回，不能再提出意见。' },
  expired: {
    code: 'counsel.expired',
    text: '该项请求的截止日已过。仍需协助的，请由审核人员重新请求。',
  },
  'case-over': {
    code: 'counsel.case-over',
    text: '案件已经决定、移送或者结案，不再需要意见。',
  },
  unfit: {
    code: 'counsel.unfit',
    text: '聘期已止或者须回避，不能提出意见。请由审核人员另选他人。',
  },
};

/** Why a request is no longer open; nothing while it is, or when it is not there at all. */
export function requestRefusals(view: CaseView, sequence: number): readonly Refusal[] {
  const request = counselRequests(view).find((one) => one.sequence === sequence);
  if (request === undefined)
    return refuse(
      'counsel.unknown-request',
      '本案没有这一项协助请求，请核对记录号。',
      clauses(view),
      '/request',
    );
  const { standing, counselId } = request;
  if (standing === 'open') return [];
  const why = standing === 'unfit' ? counselRefusals(view, counselId) : [];
  const because = why.flatMap((refusal) => refusal.clauses);
  const { code, text } = ended[standing];
  return refuse(code, text, [...new Set([...clauses(view), ...because])], '/request');
}

const open: Gate = {
  standing: (view) =>
    counselRequests(view).some(({ standing }) => isPending(standing))
      ? []
      : refuse('counsel.none-open', '没有等待意见的协助请求。', clauses(view)),
  content: (view, data) => {
    const sequence = requestOf({ data } as Fact);
    const request = counselRequests(view).find((one) => one.sequence === sequence);
    return request !== undefined && isPending(request.standing)
      ? []
      : requestRefusals(view, sequence);
  },
};

/** What may still be withdrawn: also what nobody may answer any more, so that the file says so. */
const isPending = (standing: CounselRequestStanding) =>
  standing === 'open' || standing === 'expired' || standing === 'unfit';

/** Whether a request is addressed to whoever acts: by the entry itself, or by the account that belongs to it. */
function isAddressed(view: CaseView, counselId: string): boolean {
  const { id } = view.context.actor;
  return counselId === id || view.context.counsel?.[counselId]?.accountId === id;
}

const answerable: Gate = {
  standing: (view) => {
    const own = counselRequests(view).filter(({ counselId }) => isAddressed(view, counselId));
    const last = own.at(-1);
    if (last === undefined)
      return refuse('counsel.no-request', '没有请求您就本案提供协助。', clauses(view));
    return own.some(({ standing }) => standing === 'open')
      ? []
      : requestRefusals(view, last.sequence).map(withoutField);
  },
  content: (view, data) => {
    const sequence = requestOf({ data } as Fact);
    const request = counselRequests(view).find((one) => one.sequence === sequence);
    if (request !== undefined && !isAddressed(view, request.counselId))
      return refuse(
        'counsel.other-request',
        '该项请求不是向您提出的，请核对。',
        clauses(view),
        '/request',
      );
    return requestRefusals(view, sequence);
  },
};

/** Who was asked or answered, as the register called them that day. */
const named = (view: CaseView, data: JsonObject): JsonObject => {
  const asked = view.all('counselRequested').find((fact) => fact.sequence === data['request']);
  const counselId = textOf(data, 'counselId') || textOf(asked?.data, 'counselId');
  const counsel = view.context.counsel?.[counselId];
  if (counsel === undefined) return {};
  const { name, kind, organisation, accountId } = counsel;
  const account = accountId === null ? {} : { counselAccountId: accountId };
  const asker = asked === undefined || asked.actorId === null ? {} : { requestedBy: asked.actorId };
  return {
    counselId,
    counselName: name,
    counselKind: kind,
    counselOrganisation: organisation,
    ...account,
    ...asker,
  };
};

/** Gates on asking for help and giving it. */
export const counselGates: Readonly<Record<string, Gate>> = {
  'counsel.requester': requester,
  'counsel.available': available,
  'counsel.fit': fit,
  'counsel.open': open,
  'counsel.answerable': answerable,
};

/** Values that requests and opinions keep. */
export const counselDerives: Readonly<
  Record<string, (view: CaseView, data: JsonObject) => JsonObject>
> = { 'counsel-named': named };
