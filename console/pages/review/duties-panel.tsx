import './people.css';
import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { asPages } from '../../api/whole.ts';
import { ClauseList } from '../../parts/clause-link.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { actText, type Duties, type Duty, dutiesAt, dutyLook, partsOf } from './duties.ts';
import { DutyDialog } from './duty-dialogs.tsx';

/** What the body must put in place for its legal review, and how it stands; nothing where its packs set none. */
export function DutiesPanel() {
  const { data, error, isPending } = useQuery({
    queryKey: [dutiesAt],
    queryFn: () => ask<Duties>(dutiesAt),
  });
  const [asked, setAsked] = useState<Duty | null>(null);
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined || data.items.length === 0) return null;
  const pages = asPages(data.items, { path: dutiesAt, error, isPending });
  const mayAct = data.items.some(({ next }) => next !== null);
  return (
    <section className="panel duties" aria-labelledby="duties">
      <div className="panel-head">
        <h2 id="duties">制度落实</h2>
        <span className="row-actions">
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            打印
          </Button>
          <ExportButton
            name="法制审核制度落实"
            columns={fileColumns}
            pages={pages}
            rows={data.items}
          />
        </span>
      </div>
      <p className="soft">
        规则写明了谁牵头、谁承担、谁配合和完成时限。
        {mayAct ? '完成的请登记日期和凭据；不再保持的请重新打开。' : '由审核人员和负责人登记。'}
      </p>
      <RecordList
        caption="法制审核制度的落实"
        columns={mayAct ? [...columns, actionColumn(setAsked)] : columns}
        pages={pages}
        rowKey={({ code }) => code}
        empty={null}
      />
      {asked !== null && (
        <DutyDialog duty={asked} today={data.today} onClose={() => setAsked(null)} />
      )}
    </section>
  );
}

const partsText = (duty: Duty) =>
  partsOf(duty)
    .map(([title, names]) => `${title}：${names}`)
    .join('；');
const standingText = ({ standingTitle, metOn }: Duty) =>
  metOn === null ? standingTitle : `${standingTitle}（${metOn}）`;

const columns: readonly Column<Duty>[] = [
  {
    key: 'title',
    title: '落实什么',
    isHead: true,
    text: ({ title }) => title,
    cell: ({ title, clauses }) => (
      <>
        {title}
        <ClauseList clauses={clauses} />
      </>
    ),
  },
  {
    key: 'parts',
    title: '分工',
    text: partsText,
    cell: (duty) => (
      <ul className="plain">
        {partsOf(duty).map(([title, names]) => (
          <li key={title}>
            <span className="soft">{title}</span> {names}
          </li>
        ))}
      </ul>
    ),
  },
  {
    key: 'due',
    title: '完成时限',
    text: ({ dueText }) => dueText,
    cell: ({ dueText }) => dueText,
  },
  {
    key: 'standing',
    title: '今日',
    text: standingText,
    cell: ({ standing, standingTitle, metOn }) => (
      <>
        <span className={`tag tag--${dutyLook(standing)}`}>{standingTitle}</span>
        {metOn !== null && (
          <div className="small">
            完成日期 <time dateTime={metOn}>{metOn}</time>
          </div>
        )}
      </>
    ),
  },
  {
    key: 'acts',
    title: '登记',
    text: ({ acts }) => acts.map((act) => actText(act)).join('\n'),
    cell: ({ acts, standing }) => <Acts acts={acts} isAsked={standing !== 'kept-up'} />,
  },
];

const fileColumns: readonly Column<Duty>[] = [
  ...columns,
  {
    key: 'clauses',
    title: '依据',
    text: ({ clauses }) => clauses.map(({ locator }) => locator).join('、'),
    cell: () => null,
  },
];

function Acts({ acts, isAsked }: { readonly acts: Duty['acts']; readonly isAsked: boolean }) {
  if (acts.length === 0)
    return <span className="soft">{isAsked ? '还没有登记' : '不需要登记'}</span>;
  return (
    <ul className="terms small">
      {acts.map((act) => (
        <li key={act.at}>{actText(act)}</li>
      ))}
    </ul>
  );
}

function actionColumn(put: (duty: Duty) => void): Column<Duty> {
  return {
    key: 'actions',
    title: '办理',
    cell: (duty) =>
      duty.next !== null && (
        <Button
          size="small"
          aria-label={`${actTitle(duty)}：${duty.title}`}
          onClick={() => put(duty)}
        >
          {actTitle(duty)}
        </Button>
      ),
  };
}

function actTitle({ next, standing }: Duty): string {
  if (next === 'reopen') return '重新打开';
  return standing === 'lapsed' ? '登记恢复落实' : '登记完成';
}
