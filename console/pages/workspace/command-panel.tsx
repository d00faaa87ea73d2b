import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type Clause, problemIn } from '../../api/client.ts';
import { ClauseList } from '../../parts/clause-link.tsx';
import type { FieldOffer } from '../../parts/fields/field-offer.ts';
import { usePlacePicker } from '../../parts/fields/place-picker.ts';
import { RecordingNumbers } from '../../parts/fields/recording-field.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { AnsweredRecords } from './answered-records.tsx';
import {
  type CaseDetail,
  type CaseEvent,
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
import { onFile, openingOf } from './on-file.ts';
import type { Done } from './outcome.tsx';
import { recordingsQuery } from './recording-file.ts';

type CommandPanelProps = {
  readonly detail: CaseDetail;
  readonly command: string;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
  /** False where the form stands open from the beginning and the page itself has the focus. */
  readonly takesFocus?: boolean;
};

/** One act: why it may be done, its form, or why it may not. */
export function CommandPanel(props: CommandPanelProps) {
  const { detail, command, onDone, onClose, takesFocus = true } = props;
  // Asked anew when a form is opened: what the page holds may be of a moment ago.
  const { data, error } = useQuery({
    ...optionsQuery(detail.caseId),
    refetchOnMount: 'always' as const,
  });
  const option = data?.options.find((one) => one.command === command);
  const form = useLastForm(option);
  const [isBehind, setBehind] = useState(false);
  const head = useRef<HTMLHeadingElement>(null);
  const title = option?.title;
  useEffect(() => {
    if (takesFocus) head.current?.focus();
  }, [title, takesFocus]);
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
      <Grounds clauses={clausesOf(option.clauses, data.clauses)} isFolded={!takesFocus} />
      <RoomLink detail={detail} option={option} />
      {option.open && <AnsweredRecords caseId={detail.caseId} command={command} />}
      <Standing option={option} known={data} isBehind={isBehind} />
      {form === null ? (
        <Button onClick={onClose}>回到案件</Button>
      ) : (
        <ActForm
          detail={detail}
          option={option}
          fields={form}
          known={data}
          onBehind={setBehind}
          onDone={onDone}
          onClose={onClose}
        />
      )}
    </section>
  );
}

type StandingProps = {
  readonly option: CaseOption;
  readonly known: CaseOptions;
  /** Somebody else was quicker: the form says itself what stands against it. */
  readonly isBehind: boolean;
};

function Standing({ option, known, isBehind }: StandingProps) {
  if (option.open) return <Notes option={option} />;
  return isBehind ? null : <Shut option={option} known={known} />;
}

type RoomLinkProps = { readonly detail: CaseDetail; readonly option: CaseOption };

/** Leads an act of the review to where the materials lie beside its form; the draft goes along. */
function RoomLink({ detail, option }: RoomLinkProps) {
  const isInRoom = usePlacePicker() !== null;
  if (isInRoom || !option.open || option.step !== 'review') return null;
  return (
    <p className="small">
      <Link
        to="/review/$caseId"
        params={{ caseId: detail.caseId }}
        search={option.command === 'giveOpinion' ? {} : { do: option.command }}
      >
        打开审核页面，对照材料办理
      </Link>
    </p>
  );
}

type GroundsProps = { readonly clauses: readonly Clause[]; readonly isFolded: boolean };

/** The clauses behind an act; folded where the form stands open from the beginning and they are many. */
function Grounds({ clauses, isFolded }: GroundsProps) {
  if (!isFolded || clauses.length < 4) return <ClauseList clauses={clauses} />;
  return (
    <details className="small">
      <summary>依据 {clauses.length} 条规定</summary>
      <ClauseList clauses={clauses} />
    </details>
  );
}

/** What is to be known before it is done; nothing of it stands against it. */
function Notes({ option: { notes = [] } }: { readonly option: CaseOption }) {
  return notes.map((note) => (
    <p key={note} className="notice small">
      {note}
    </p>
  ));
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
      <Reasons option={option} known={known} />
    </div>
  );
}

function Reasons({ option, known }: { readonly option: CaseOption; readonly known: CaseOptions }) {
  return option.refusals.map(({ code, text, clauses }) => (
    <div key={`${code}${text}`}>
      <p>{text}</p>
      <ClauseList clauses={clausesOf(clauses, known.clauses)} />
    </div>
  ));
}

type ActFormProps = Omit<CommandPanelProps, 'command' | 'takesFocus'> & {
  readonly option: CaseOption;
  readonly fields: readonly FieldOffer[];
  readonly known: CaseOptions;
  /** Told whether somebody else was quicker; the form then says itself what stands against it. */
  readonly onBehind: (isBehind: boolean) => void;
};

function ActForm({ detail, option, fields, known, onBehind, onDone, onClose }: ActFormProps) {
  const { caseId } = detail;
  const queryClient = useQueryClient();
  const events = useQuery(eventsQuery(caseId));
  const { data: recorded } = useQuery({
    ...recordingsQuery(caseId),
    enabled: fields.some(({ type }) => type === 'recording'),
  });
  const onRecord = events.data?.items ?? (events.isError ? [] : undefined);
  const opening = useOpening(option, fields, onRecord);
  if (opening === undefined) return <p className="soft">正在读取……</p>;
  // The act was made for a case as it was; what is open is read again before it is sent again.
  const look = (problem: unknown) => {
    const { status, code } = problemIn(problem);
    onBehind(code === 'case.changed');
    if (status === 409) void queryClient.invalidateQueries({ queryKey: caseKey(caseId) });
  };
  const files = (recorded?.items ?? []).flatMap((item) => item.files);
  return (
    <RecordingNumbers value={files.map(({ reference }) => reference)}>
      <CommandForm
        command={option.command}
        title={option.title}
        path={option.path}
        fields={fields}
        version={known.version}
        consequence={option.consequence}
        draft={draftKey(caseId, option.command)}
        before={opening.typed}
        filled={opening.filled}
        isShut={!option.open}
        earlier={(field) => onFile(events.data?.items ?? [], field, field.reuse)}
        problemOf={(problem) => changedNotice(problem, option, known)}
        onDone={(performed) => onDone({ title: option.title, performed })}
        onRefused={look}
        onClose={onClose}
      />
    </RecordingNumbers>
  );
}

/** What the form opened with; it stays as it was when the case is read again. */
function useOpening(
  { draft }: CaseOption,
  fields: readonly FieldOffer[],
  events: readonly CaseEvent[] | undefined,
) {
  const [opening, setOpening] = useState<ReturnType<typeof openingOf>>();
  if (opening !== undefined || events === undefined) return opening;
  const first = openingOf(fields, events, draft);
  setOpening(first);
  return first;
}

function changedNotice(problem: unknown, option: CaseOption, known: CaseOptions) {
  const { code, changes = [] } = problemIn(problem);
  if (code !== 'case.changed') return undefined;
  return (
    <div className="problem" role="alert">
      <strong>填写期间，案件有了新的办理，这一项还没有提交。</strong>
      <ChangeList changes={changes} />
      {option.open ? (
        <p>填写的内容都在。请看过上面的办理，需要时改动，然后再次提交。</p>
      ) : (
        <>
          <p>这一项现在不能办理了，填写的内容留作草稿：</p>
          <Reasons option={option} known={known} />
        </>
      )}
    </div>
  );
}
