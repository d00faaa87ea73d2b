import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { createContext, useContext, useState } from 'react';
import { ask, type Clause } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { asPages } from '../../api/whole.ts';
import { ClauseList } from '../../parts/clause-link.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import '../../parts/form.css';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import {
  type Command,
  clocksOf,
  conditionsOf,
  type Procedure,
  type Step,
  stepsOf,
} from './procedure.ts';
import './rules.css';
import { usePackClauses } from './use-pack-clauses.ts';

const Clauses = createContext<ReadonlyMap<string, Clause>>(new Map());

/** Clauses by their ids; all of them were read at once. */
function Cited({ ids }: { readonly ids: readonly string[] }) {
  const clauses = useContext(Clauses);
  return <ClauseList clauses={ids.flatMap((id) => clauses.get(id) ?? [])} />;
}

/** The procedure as one's own body works it today. */
export function ProcedurePage() {
  const [variant, setVariant] = useState('general');
  const { data, error } = useQuery({
    queryKey: ['/api/procedures', 'penalty'],
    queryFn: ({ signal }) => ask<Procedure>('/api/procedures/penalty', { signal }),
    staleTime: 300_000,
  });
  if (data === undefined)
    return (
      <>
        <PageHead title="办案流程" />
        {error !== null && <ProblemNotice error={error} />}
      </>
    );
  return <ProcedureSheet procedure={data} variant={variant} put={setVariant} />;
}

type ProcedureSheetProps = {
  readonly procedure: Procedure;
  readonly variant: string;
  readonly put: (variant: string) => void;
};

function ProcedureSheet({ procedure: data, variant, put }: ProcedureSheetProps) {
  const me = useMe();
  const clauses = usePackClauses(data.packs);
  const steps = stepsOf(data, variant);
  const place = me.agencyName ?? '国家规定';
  return (
    <Clauses value={clauses}>
      <PageHead
        title="办案流程"
        lead={`${data.title}，按${place}适用的规则包在 ${data.on} 的规定。`}
        actions={
          <Segmented
            aria-label="程序"
            value={variant}
            onChange={put}
            options={Object.entries(data.variants).map(([value, label]) => ({ value, label }))}
          />
        }
      />
      <Steps steps={steps} gates={data.gates} />
      <h2>时限</h2>
      <Clocks procedure={data} variant={variant} />
      <h2>文书和记录</h2>
      <Documents procedure={data} />
    </Clauses>
  );
}

type StepsProps = { readonly steps: readonly Step[]; readonly gates: Procedure['gates'] };

/** The steps as a picture, and below it each of them to be unfolded. */
function Steps({ steps, gates }: StepsProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const put = (id: string, isOpen: boolean) => {
    const after = new Set(open);
    if (isOpen) after.add(id);
    else after.delete(id);
    setOpen(after);
  };
  const isAllOpen = steps.every(({ id }) => open.has(id));
  return (
    <>
      <nav className="panel" aria-label="流程图">
        <ol className="flow">
          {steps.map(({ id, title, commands }) => (
            <li key={id}>
              <a href={`#step-${id}`} onClick={() => put(id, true)}>
                {title}
                <small>{commands.length} 项</small>
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div className="filters">
        <Button onClick={() => setOpen(new Set(isAllOpen ? [] : steps.map(({ id }) => id)))}>
          {isAllOpen ? '全部收起' : '全部展开'}
        </Button>
      </div>
      {steps.map((step) => (
        <details
          key={step.id}
          id={`step-${step.id}`}
          className="panel step"
          open={open.has(step.id)}
          onToggle={({ currentTarget }) => {
            if (currentTarget.open !== open.has(step.id)) put(step.id, currentTarget.open);
          }}
        >
          <summary>
            <h2>{step.title}</h2>{' '}
            <span className="soft">{step.commands.map(({ title }) => title).join('、')}</span>
          </summary>
          <ul className="commands">
            {step.commands.map((command) => (
              <CommandEntry key={command.id} command={command} gates={gates} />
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}

type CommandEntryProps = { readonly command: Command; readonly gates: Procedure['gates'] };

function CommandEntry({ command, gates }: CommandEntryProps) {
  const conditions = conditionsOf(command, gates);
  const needed = command.fields.filter(({ required }) => required).map(({ title }) => title);
  return (
    <li>
      <h3>{command.title}</h3>
      <p className="small">
        <span className="soft">由谁：</span>
        {command.roles.join('、')}
      </p>
      {conditions.length > 0 && (
        <div className="small">
          <span className="soft">办理以前：</span>
          <ul>
            {conditions.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      {needed.length > 0 && (
        <p className="small">
          <span className="soft">必须填写：</span>
          {needed.join('、')}
        </p>
      )}
      {command.rules.map((rule) => (
        <p key={rule.key} className="small">
          <span className="soft">{rule.title}：</span>
          {rule.text}
        </p>
      ))}
      <Cited
        ids={[...new Set([...command.clauses, ...command.rules.flatMap((rule) => rule.clauses)])]}
      />
    </li>
  );
}

type Clock = Procedure['clocks'][number];

const clockColumns: readonly Column<Clock>[] = [
  {
    key: 'title',
    title: '时限',
    isHead: true,
    text: ({ title }) => title,
    cell: ({ title }) => title,
  },
  {
    key: 'text',
    title: '规定',
    text: ({ rule }) => rule?.text ?? '由办理时填写的内容确定',
    cell: ({ rule, clauses }) => (
      <>
        {rule?.text ?? '由办理时填写的内容确定'}
        {rule?.unset !== null && rule?.unset !== undefined && (
          <span className="small soft">（{rule.unset}）</span>
        )}
        <Cited ids={clauses} />
      </>
    ),
  },
];

type ClocksProps = { readonly procedure: Procedure; readonly variant: string };

function Clocks({ procedure, variant }: ClocksProps) {
  const clocks = clocksOf(procedure, variant);
  const pages = asPages(clocks, { path: '/api/procedures/clocks', error: null, isPending: false });
  return (
    <>
      <div className="filters">
        <ExportButton name="时限" columns={clockColumns} pages={pages} rows={clocks} />
      </div>
      <RecordList
        caption="时限"
        columns={clockColumns}
        pages={pages}
        rowKey={({ name }) => name}
        empty={<p className="soft">这种程序没有时限。</p>}
      />
    </>
  );
}

type Document = Procedure['documents'][number];

const documentColumns: readonly Column<Document>[] = [
  {
    key: 'title',
    title: '文书或者记录',
    isHead: true,
    text: ({ title }) => title,
    cell: ({ title }) => title,
  },
  {
    key: 'steps',
    title: '用在',
    text: ({ steps }) => steps.join('、'),
    cell: ({ steps }) => steps.join('、'),
  },
  {
    key: 'items',
    title: '应当载明',
    text: ({ items }) => items.join('、'),
    cell: ({ items, clauses }) => (
      <>
        {items.join('、')}
        <Cited ids={clauses} />
      </>
    ),
  },
];

function Documents({ procedure: { documents } }: { readonly procedure: Procedure }) {
  const read = { path: '/api/procedures/documents', error: null, isPending: false };
  const pages = asPages(documents, read);
  return (
    <>
      <div className="filters">
        <ExportButton name="文书和记录" columns={documentColumns} pages={pages} rows={documents} />
      </div>
      <RecordList
        caption="文书和记录"
        columns={documentColumns}
        pages={pages}
        rowKey={({ key }) => key}
        empty={<p className="soft">没有规定。</p>}
      />
    </>
  );
}
