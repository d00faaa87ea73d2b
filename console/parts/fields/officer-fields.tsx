import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { CheckBoxes, type Options, SelectField } from './choice-fields.tsx';
import { FieldFrame, type FieldPlace } from './field-frame.tsx';
import { chosenIn, textIn } from './field-offer.ts';
import { useFormState, valueAt } from './form-state.ts';
import { sortPeople, type Unfit } from './people.ts';

type Colleague = {
  readonly accountId: string;
  readonly name: string;
  readonly departmentName: string | null;
  readonly roleTitles: readonly string[];
  readonly certified: boolean;
};

/** More than these are looked for by name. */
const mostInSight = 10;

function useColleagues() {
  return useQuery({
    queryKey: ['/api/colleagues'],
    queryFn: () => ask<{ readonly items: readonly Colleague[] }>('/api/colleagues'),
    staleTime: 60_000,
  });
}

/** Those with a certificate first; who they are stands beside the name, the department where there are several. */
function optionsOf(people: readonly Colleague[]): Options {
  const sorted = [...people].sort((one, other) => Number(other.certified) - Number(one.certified));
  const areMany = new Set(people.map(({ departmentName }) => departmentName)).size > 1;
  return sorted.map((one) => [one.accountId, describe(one, areMany)]);
}

function describe({ name, departmentName, roleTitles, certified }: Colleague, areMany: boolean) {
  const department = areMany ? (departmentName ?? '') : '';
  const facts = [department, ...roleTitles, certified ? '证件有效' : ''];
  return `${name}（${facts.filter((fact) => fact !== '').join('，')}）`;
}

/** One person of the own body. */
export function OfficerField(place: FieldPlace) {
  const { typed } = useFormState();
  const { data, error } = useColleagues();
  if (error !== null) return <ProblemNotice error={error} />;
  const { fit, unfit } = sortPeople(data?.items ?? [], place.field, [
    textIn(valueAt(typed, place.path)),
  ]);
  return <SelectField {...place} options={optionsOf(fit)} below={<UnfitPeople people={unfit} />} />;
}

/** Several people of the own body. */
export function OfficersField(place: FieldPlace) {
  const { typed, change } = useFormState();
  const { data, error } = useColleagues();
  const [text, setText] = useState('');
  const people = data?.items ?? [];
  const chosen = chosenIn(valueAt(typed, place.path));
  const { fit, unfit } = sortPeople(people, place.field, chosen);
  const isSeen = ({ accountId, name }: Colleague) =>
    name.includes(text.trim()) || chosen.includes(accountId);
  if (error !== null) return <ProblemNotice error={error} />;
  return (
    <FieldFrame {...place} isSet note={data === undefined ? '正在读取人员……' : ''}>
      {fit.length > mostInSight && (
        <input
          className="input input--short"
          type="search"
          aria-label="按姓名查找"
          placeholder="按姓名查找"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="people">
        <CheckBoxes
          options={optionsOf(fit.filter(isSeen))}
          chosen={chosen}
          onChange={(ids) => change(place.path, ids)}
        />
      </div>
      <UnfitPeople people={unfit} />
    </FieldFrame>
  );
}

/** Who cannot be chosen, by the reason, for whoever looks for somebody. */
function UnfitPeople({ people }: { readonly people: readonly Unfit<Colleague>[] }) {
  const count = people.reduce((sum, { who }) => sum + who.length, 0);
  if (count === 0) return null;
  return (
    <details className="people-unfit">
      <summary className="small">不能选的人员（{count} 人）</summary>
      {people.map(({ why, who }) => (
        <div key={why}>
          <p className="field-hint">{why}</p>
          <p>{who.map(({ name }) => name).join('、')}</p>
        </div>
      ))}
    </details>
  );
}
