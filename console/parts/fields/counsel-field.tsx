import { useMe } from '../../api/session.ts';
import { useItems } from '../../api/whole.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { SelectField } from './choice-fields.tsx';
import type { FieldPlace } from './field-frame.tsx';

type Counsel = {
  readonly counselId: string;
  readonly name: string;
  readonly kindTitle: string;
  readonly organisation: string;
  readonly standing: string;
};

/** One legal adviser, public lawyer or talent of the register who is engaged. */
export function CounselField(place: FieldPlace) {
  const { agencyId } = useMe();
  const { data, error } = useItems<Counsel>(`/api/agencies/${agencyId}/counsel`);
  if (error !== null) return <ProblemNotice error={error} />;
  const engaged = (data ?? []).filter(({ standing }) => standing === 'engaged');
  const options = engaged.map(
    (one) => [one.counselId, `${one.name}（${one.kindTitle}，${one.organisation}）`] as const,
  );
  return <SelectField {...place} options={options} />;
}
