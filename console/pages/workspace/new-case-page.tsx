import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { ask } from '../../api/client.ts';
import { may, useMe } from '../../api/session.ts';
import { type FieldOffer, groupIn, type Typed, textIn } from '../../parts/fields/field-offer.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import './case.css';
import { type CaseDetail, optionsQuery } from './case-file.ts';
import { CommandForm } from './command-form.tsx';
import type { Performed } from './command-sending.ts';
import { leaveOutcome } from './left-outcome.ts';

type ProcedureForms = {
  readonly steps: readonly {
    readonly commands: readonly { readonly id: string; readonly consequence: string | null }[];
  }[];
  readonly forms: Readonly<Record<string, readonly FieldOffer[]>>;
};
type Variants = {
  readonly items: readonly {
    readonly id: string;
    readonly variants: Readonly<Record<string, string>>;
  }[];
};

const opening = 'registerLead';
const openingTitle = '登记线索';
const first = 'requestFiling';

/** Registers a lead, and goes straight on to asking for the case to be filed. */
export function NewCasePage() {
  const me = useMe();
  if (!may(me, 'case:open'))
    return <PageHead title="登记线索" lead="登记线索由执法人员、办公室或者承办机构负责人办理。" />;
  return (
    <>
      <PageHead
        title="登记线索"
        lead="先把线索记下来。带 * 的必须填写，其余可以以后再补。登记后接着提请立案。"
      />
      <LeadForm />
    </>
  );
}

function LeadForm() {
  const me = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const forms = useQuery({
    queryKey: ['/api/procedures', 'penalty', 'forms'],
    queryFn: () => ask<ProcedureForms>('/api/procedures/penalty'),
    staleTime: 60_000,
  });
  const [partyName, setPartyName] = useState('');
  const fields = useOpeningFields(forms.data?.forms[opening]);
  if (forms.error !== null) return <ProblemNotice error={forms.error} />;
  if (fields === null) return <p className="soft">正在读取……</p>;
  const goOn = async (performed: Performed) => {
    const { caseId } = performed;
    leaveOutcome(queryClient, { title: openingTitle, performed });
    // What may be done next is asked, not presumed; a lead that is registered is registered in any case.
    const options = await queryClient.fetchQuery(optionsQuery(caseId)).catch(() => null);
    const isOpen = options?.options.some(({ command, open }) => command === first && open) === true;
    await navigate({
      to: '/cases/$caseId',
      params: { caseId },
      search: isOpen ? { do: first } : {},
      replace: true,
    });
  };
  return (
    <section className="panel case-act">
      <CommandForm
        command={opening}
        title={openingTitle}
        path="/api/cases"
        fields={fields}
        version={null}
        consequence={consequenceIn(forms.data)}
        draft="draft.new"
        before={{
          variant: 'general',
          ...(me.departmentId === null ? {} : { departmentId: me.departmentId }),
        }}
        earlier={() => null}
        onDone={(performed) => void goOn(performed)}
        onRefused={() => undefined}
        onClose={() => void navigate({ to: '/cases' })}
        onTyped={(typed: Typed) => setPartyName(textIn(groupIn(typed, 'party')['name']))}
      >
        <SameParty name={partyName} />
      </CommandForm>
    </section>
  );
}

function consequenceIn(procedure: ProcedureForms | undefined): string | null {
  const commands = procedure?.steps.flatMap((step) => step.commands) ?? [];
  return commands.find(({ id }) => id === opening)?.consequence ?? null;
}

/** The fields of the first command, before them the procedure and the department that the opening asks for. */
function useOpeningFields(form: readonly FieldOffer[] | undefined): readonly FieldOffer[] | null {
  const me = useMe();
  const procedures = useQuery({
    queryKey: ['/api/procedures'],
    queryFn: () => ask<Variants>('/api/procedures'),
    staleTime: 60_000,
  });
  const departments = useQuery({
    queryKey: ['/api/agencies', me.agencyId, 'departments'],
    queryFn: () =>
      ask<{ readonly items: readonly { departmentId: string; name: string }[] }>(
        `/api/agencies/${me.agencyId}/departments`,
      ),
    staleTime: 60_000,
  });
  const variants = procedures.data?.items.find(({ id }) => id === 'penalty')?.variants;
  if (form === undefined || variants === undefined) return null;
  const places = (departments.data?.items ?? []).map(({ departmentId, name }) => [
    departmentId,
    name,
  ]);
  const choice = { type: 'choice', private: false, fields: null, hint: null, check: null } as const;
  return [
    { ...choice, name: 'variant', title: '程序', required: true, options: variants },
    ...(places.length > 1
      ? [
          {
            ...choice,
            name: 'departmentId',
            title: '承办机构',
            required: me.departmentId === null,
            options: Object.fromEntries(places) as Record<string, string>,
          },
        ]
      : []),
    ...form,
  ];
}

/** Cases of the same party, so that nothing is registered twice. */
function SameParty({ name }: { readonly name: string }) {
  const text = useDeferredValue(name.trim());
  const isLong = text.length >= 2;
  const { data } = useQuery({
    queryKey: ['/api/cases', 'same-party', text],
    queryFn: ({ signal }) =>
      ask<{ readonly items: readonly CaseDetail[] }>('/api/cases', {
        query: { text, limit: 5 },
        signal,
      }),
    enabled: isLong,
    staleTime: 30_000,
  });
  const found = isLong ? (data?.items ?? []) : [];
  return (
    <div role="status" className="case-same-party">
      {found.length > 0 && (
        <div className="notice">
          <strong>已有含“{text}”的案件，请看是不是同一件事：</strong>
          <ul className="plain-list">
            {found.map((one) => (
              <li key={one.caseId}>
                <Link to="/cases/$caseId" params={{ caseId: one.caseId }} target="_blank">
                  {one.caseNumber} {one.title}
                </Link>
                <span className="soft">
                  {' '}
                  {one.partyName}，{one.standingTitle}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
