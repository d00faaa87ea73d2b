import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { problemIn } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { ClauseList } from '../../parts/clause-link.tsx';
import type { FieldOffer, Typed } from '../../parts/fields/field-offer.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import {
  type CaseDetail,
  type CaseOption,
  type CaseOptions,
  caseKey,
  clausesOf,
  eventsQuery,
  optionsQuery,
} from './case-file.ts';
import { ChangeList } from './changes-notice.tsx';
import { CommandForm } from './command-form.tsx';
import { draftKey } from './draft.ts';
import { earlierIn } from './earlier-text.ts';
import type { Done } from './outcome.tsx';

type CommandPanelProps = {
  readonly detail: CaseDetail;
  readonly command: string;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
};

/** One act: why it may be done, its form, or why it may not. */
export function CommandPanel({ detail, command, onDone, onClose }: CommandPanelProps) {
  // Asked anew when a form is opened: what the page holds may be of a moment ago.
  const { data, error } = useQuery({
    ...optionsQuery(detail.caseId),
    refetchOnMount: 'always' as const,
  });
  const option = data?.options.find((one) => one.command === command);
  const form = useLastForm(option);
  const head = useRef<HTMLHeadingElement>(null);
  const title = option?.title;
  useEffect(() => head.current?.focus(), [title]);
  if (data === undefined)
    return error === null ? <p className="soft">正在读取……</p> : <ProblemNotice error={error} />;
  if (option === undefined)
    return (
      <div className="panel">
        <p>没有这一项办理事项。</p>
        <Button onClick={onClose}>回到案件</Button>
      </div>
    );
  return (
    <section className="panel case-act" aria-labelledby="act-title">
      <h2 id="act-title" tabIndex={-1} ref={head}>
        {option.title}
      </h2>
      <ClauseList clauses={clausesOf(option.clauses, data.clauses)} />
      {!option.open && <Shut option={option} known={data} />}
      {form === null ? (
        <Button onClick={onClose}>回到案件</Button>
      ) : (
        <ActForm
          detail={detail}
          option={option}
          fields={form}
          version={data.version}
          onDone={onDone}
          onClose={onClose}
        />
      )}
    </section>
  );
}

/** The fields of an act; they stay when it is no longer open, so that nothing typed goes away. */
function useLastForm(option: CaseOption | undefined): readonly FieldOffer[] | null {
  const [form, setForm] = useState<readonly FieldOffer[] | null>(null);
  const offered = option?.open === true ? option.fields : null;
  if (offered !== null && offered !== form) setForm(offered);
  return offered ?? form;
}

function Shut({ option, known }: { readonly option: CaseOption; readonly known: CaseOptions }) {
  return (
    <div className="problem" role="alert">
      <strong>现在不能办理</strong>
      {option.refusals.map(({ code, text, clauses }) => (
        <div key={`${code}${text}`}>
          <p>{text}</p>
          <ClauseList clauses={clausesOf(clauses, known.clauses)} />
        </div>
      ))}
    </div>
  );
}

type ActFormProps = Omit<CommandPanelProps, 'command'> & {
  readonly option: CaseOption;
  readonly fields: readonly FieldOffer[];
  readonly version: number;
};

function ActForm({ detail, option, fields, version, onDone, onClose }: ActFormProps) {
  const { caseId } = detail;
  const me = useMe();
  const queryClient = useQueryClient();
  const { data: events } = useQuery(eventsQuery(caseId));
  const handlers = detail.handlers.map(({ id }) => id);
  const before = defaultsOf(option, handlers, me.accountId);
  // The act was made for a case as it was; what is open is read again before it is sent again.
  const look = (problem: unknown) => {
    if (problemIn(problem).status === 409)
      void queryClient.invalidateQueries({ queryKey: caseKey(caseId) });
  };
  return (
    <CommandForm
      command={option.command}
      title={option.title}
      path={option.path}
      fields={fields}
      version={version}
      consequence={option.consequence}
      draft={draftKey(caseId, option.command)}
      before={before}
      isShut={!option.open}
      earlier={(field, groupType) =>
        earlierIn(events?.items ?? [], field, groupType !== option.command)
      }
      problemOf={(problem) => changedNotice(problem, option.open)}
      onDone={(performed) => onDone({ title: option.title, performed })}
      onRefused={look}
      onClose={onClose}
    />
  );
}

/** Those who handle the case are those who go there and ask; whom to assign is chosen anew. */
function defaultsOf(option: CaseOption, handlers: readonly string[], me: string): Typed {
  const hasOfficers = option.fields.some(
    ({ name, type }) => name === 'officers' && type === 'officers',
  );
  if (!hasOfficers || option.command === 'assignOfficers' || !handlers.includes(me)) return {};
  return { officers: handlers };
}

function changedNotice(problem: unknown, isOpen: boolean) {
  const { code, changes = [] } = problemIn(problem);
  if (code !== 'case.changed') return undefined;
  return (
    <div className="problem" role="alert">
      <strong>填写期间，案件有了新的办理，这一项还没有提交。</strong>
      <ChangeList changes={changes} />
      {isOpen ? (
        <p>填写的内容都在。请看过上面的办理，需要时改动，然后再次提交。</p>
      ) : (
        <p>这一项现在不能办理，原因见上。填写的内容留作草稿。</p>
      )}
    </div>
  );
}
