import { type CaseView, refuse } from '../casework/index.ts';
import type { Refusal } from '../rules/index.ts';

// A place in the file is the number of a record of this case, such as `12`. What is copied from elsewhere carries its
// case: `<case id>#12`. A record of another case is never material of this one.

const form =
  /^(?:(?<caseId>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})#)?(?<sequence>[1-9]\d{0,6})$/;

/** Why a place cannot be used in this case; nothing when it can. */
export function misplaced(view: CaseView, text: string, field: string): readonly Refusal[] {
  const { caseId, sequence } = form.exec(text)?.groups ?? {};
  if (sequence === undefined)
    return refuse('review.place', '材料位置须写案卷中的记录号，例如 12。', [], field);
  if (caseId !== undefined && caseId !== view.state.caseId)
    return refuse(
      'review.foreign-material',
      '所引用的记录属于另一件案件，不能作为本案的审核材料，请引用本案的记录。',
      ['apl-2021-58'],
      field,
    );
  return Number(sequence) <= view.state.version
    ? []
    : refuse('review.place', `本案没有第 ${sequence} 号记录，请核对。`, [], field);
}
