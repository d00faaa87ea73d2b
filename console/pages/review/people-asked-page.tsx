import '../../parts/form.css';
import './people.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { App, Form, Input } from 'antd';
import { ask } from '../../api/client.ts';
import { useItems } from '../../api/whole.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { standingLook } from './people.ts';
import { useSettled } from './people-dialogs.tsx';

type Task = {
  readonly caseId: string;
  readonly sequence: number;
  readonly caseNumber: string | null;
  readonly agencyName: string;
  readonly until: string;
  readonly standing: string;
  readonly standingTitle: string;
};

/** Cases in which a public lawyer with an account was asked for help. */
export function AskedPage() {
  const { data, error } = useItems<Task>('/api/counsel-tasks');
  return (
    <>
      <PageHead
        title="请我协助的案件"
        lead="作为法律顾问、公职律师受请求研究的案件；提出意见后，或者过了截止日，不能再查看。"
      />
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && data.length === 0 && (
        <NothingHere title="没有请您协助的案件。">
          <p>有请求时，通知里会出现一条，也会列在这里。</p>
        </NothingHere>
      )}
      {data !== undefined && data.length > 0 && (
        <section className="panel">
          <ul className="asked">
            {data.map((one) => (
              <li key={`${one.caseId} ${one.sequence}`}>
                <TaskName task={one} />{' '}
                <span className={`tag tag--${standingLook(one.standing)}`}>
                  {one.standingTitle}
                </span>
                <p className="small soft">
                  {one.agencyName}，截止 {one.until}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function TaskName({ task }: { readonly task: Task }) {
  const name = task.caseNumber ?? '未编号的案件';
  if (task.standing !== 'open') return <strong>{name}</strong>;
  const params = { caseId: task.caseId, sequence: String(task.sequence) };
  return (
    <Link to="/review/asked/$caseId/$sequence" params={params}>
      {name}
    </Link>
  );
}

type AskedCase = {
  readonly agencyName: string;
  readonly caseNumber: string | null;
  readonly title: string;
  readonly partyName: string;
  readonly question: string;
  readonly until: string;
  readonly materials: readonly {
    readonly sequence: number;
    readonly title: string;
    readonly at: string;
    readonly particulars: readonly { readonly title: string; readonly text: string }[];
  }[];
};

/** One case in which the person was asked: question, materials, and the opinion. */
export function AskedCasePage() {
  const { caseId, sequence } = useParams({ from: '/review/asked/$caseId/$sequence' });
  const path = `/api/counsel-tasks/${caseId}/${sequence}`;
  const { data, error } = useQuery({ queryKey: [path], queryFn: () => ask<AskedCase>(path) });
  if (data === undefined)
    return (
      <>
        <PageHead title="请我协助的案件" />
        {error === null ? (
          <p className="soft">正在读取……</p>
        ) : (
          <ProblemNotice error={error}>
            <Link to="/review/asked">回到列表</Link>
          </ProblemNotice>
        )}
      </>
    );
  return (
    <>
      <PageHead
        title={`协助研究 ${data.caseNumber ?? '未编号的案件'}`}
        lead={`${data.agencyName}请求，截止 ${data.until}（含当日）。查看会记录；与本案有利害关系的，请不要继续。`}
      />
      <section className="panel" aria-labelledby="question">
        <h2 id="question">需要研究的问题</h2>
        <p className="asked-words">{data.question}</p>
        <Facts
          rows={[
            { title: '案由', text: data.title },
            { title: '当事人', text: data.partyName },
          ]}
        />
      </section>
      <section className="panel" aria-labelledby="materials">
        <h2 id="materials">材料</h2>
        {data.materials.map(({ sequence: n, title, at, particulars }) => (
          <article key={n}>
            <h3>
              {n}. {title} <span className="small soft">{at.slice(0, 10)}</span>
            </h3>
            <Facts rows={particulars} />
          </article>
        ))}
      </section>
      <OpinionForm path={path} />
    </>
  );
}

function Facts({ rows }: { readonly rows: AskedCase['materials'][number]['particulars'] }) {
  return (
    <dl className="facts">
      {rows.map(({ title, text }) => (
        <div key={`${title} ${text}`}>
          <dt>{title}</dt>
          <dd className="asked-words">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function OpinionForm({ path }: { readonly path: string }) {
  const { modal } = App.useApp();
  const settled = useSettled(() => {
    modal.success({ title: '意见已写入案卷', content: '本案不再显示，可以离开本页。' });
  });
  return (
    <section className="panel" aria-labelledby="opinion">
      <h2 id="opinion">我的意见</h2>
      <ActionForm<{ readonly opinion: string }>
        submitTitle="提出意见"
        onSubmit={async (body) => {
          await ask(`${path}/opinion`, { method: 'POST', body });
          await settled('已提出。');
        }}
      >
        <Form.Item
          name="opinion"
          label="意见（写明理由和依据）"
          extra="提出后写入本案案卷，不能修改。"
          rules={[{ required: true, whitespace: true, message: '请写明意见。' }]}
        >
          <Input.TextArea rows={8} maxLength={20_000} />
        </Form.Item>
      </ActionForm>
    </section>
  );
}
