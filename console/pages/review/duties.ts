// What the API says of what must be put in place for legal review.

import type { Clause } from '../../api/client.ts';

/** Something done about a duty. */
export type DutyAct = {
  readonly kindTitle: string;
  readonly at: string;
  readonly byName: string;
  readonly metOn: string | null;
  readonly text: string;
};

/** Something that the body must put in place and keep up. */
export type Duty = {
  readonly code: string;
  readonly title: string;
  readonly lead: string | null;
  readonly carriers: readonly string[];
  readonly assistants: readonly string[];
  readonly dueOn: string | null;
  readonly dueText: string;
  readonly standing: string;
  readonly standingTitle: string;
  readonly metOn: string | null;
  readonly acts: readonly DutyAct[];
  readonly next: 'complete' | 'reopen' | null;
  readonly clauses: readonly Clause[];
};

/** All duties of a body; none where its packs set none. */
export type Duties = { readonly today: string; readonly items: readonly Duty[] };

/** Where the duties are read. */
export const dutiesAt = '/api/review-duties';

/** Who has which part in a duty, in the order of the source. */
export function partsOf({
  lead,
  carriers,
  assistants,
}: Duty): readonly (readonly [string, string])[] {
  const parts: readonly (readonly [string, string])[] = [
    ['牵头', lead ?? ''],
    ['责任', carriers.join('、')],
    ['配合', assistants.join('、')],
  ];
  return parts.filter(([, names]) => names !== '');
}

/** One line on something done, as it is read and exported. */
export function actText({ kindTitle, at, byName, metOn, text }: DutyAct): string {
  const day = metOn === null ? '' : `（完成日期 ${metOn}）`;
  return `${at.slice(0, 10)} ${byName} ${kindTitle}${day}：${text}`;
}

/** The look of a standing, beside its words. */
export function dutyLook(standing: string): 'ok' | 'warn' | 'late' {
  if (['met', 'kept-up'].includes(standing)) return 'ok';
  return ['running', 'met-late'].includes(standing) ? 'warn' : 'late';
}
