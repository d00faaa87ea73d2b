import '../../parts/form.css';
import './people.css';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { may, useMe } from '../../api/session.ts';
import { asPages } from '../../api/whole.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { type Counsel, interestsText, standingLook, termText } from './people.ts';
import { CounselDialog, CounselEndingDialog } from './people-counsel-dialogs.tsx';

type Asked =
  | { readonly what: 'enter' }
  | { readonly what: 'change'; readonly counsel: Counsel }
  | { readonly what: 'end'; readonly counsel: Counsel };

/** Legal advisers, public lawyers and the pool of talent. */
export function CounselPage() {
  const me = useMe();
  const path = `/api/agencies/${me.agencyId}/counsel`;
  const { data, error, isPending } = useQuery({
    queryKey: [path],
    queryFn: () => ask<{ readonly items: readonly Counsel[] }>(path),
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const mayKeep = may(me, 'review:counsel');
  const pages = asPages(data?.items ?? [], { path, error, isPending });
  const columns = columnsFor(mayKeep ? setAsked : null);
  return (
    <>
      <PageHead
        title="法律顾问、公职律师和人才库"
        lead="审核中需要协助的，在案件的审核页选择在聘人员提出请求；有利害关系的，系统不让请求。"
        actions={
          <>
            <ExportButton name="法律顾问名册" columns={columns} pages={pages} />
            {mayKeep && (
              <Button type="primary" onClick={() => setAsked({ what: 'enter' })}>
                登记人员
              </Button>
            )}
          </>
        }
      />
      <RecordList
        caption="法律顾问、公职律师和人才库名册"
        columns={columns}
        pages={pages}
        rowKey={({ counselId }) => counselId}
        empty={
          <NothingHere title="名册里还没有人。">
            <p>{mayKeep ? '请点“登记人员”。' : '由审核人员、机关负责人或者办公室登记。'}</p>
          </NothingHere>
        }
      />
      <AskedDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

type AskedDialogProps = { readonly asked: Asked | null; readonly onClose: () => void };

function AskedDialog({ asked, onClose }: AskedDialogProps) {
  if (asked === null) return null;
  if (asked.what === 'end')
    return <CounselEndingDialog counsel={asked.counsel} onClose={onClose} />;
  const counsel = asked.what === 'change' ? asked.counsel : null;
  return <CounselDialog counsel={counsel} onClose={onClose} />;
}

const standingText = (one: Counsel) =>
  one.isPurchased ? `${one.standingTitle}，购买服务` : one.standingTitle;

function columnsFor(put: ((asked: Asked) => void) | null): readonly Column<Counsel>[] {
  const facts: readonly Column<Counsel>[] = [
    {
      key: 'name',
      title: '姓名',
      isHead: true,
      cell: ({ name }) => name,
      text: ({ name }) => name,
    },
    {
      key: 'kind',
      title: '类别',
      cell: ({ kindTitle }) => kindTitle,
      text: ({ kindTitle }) => kindTitle,
    },
    {
      key: 'organisation',
      title: '所在单位',
      cell: ({ organisation, licenceNumber }) => (
        <>
          {organisation}
          {licenceNumber !== null && <div className="small soft">{licenceNumber}</div>}
        </>
      ),
      text: ({ organisation }) => organisation,
    },
    {
      key: 'term',
      title: '聘期',
      cell: (one) => (
        <>
          <span className={`tag tag--${standingLook(one.standing)}`}>{standingText(one)}</span>
          <div className="small soft">{termText(one)}</div>
        </>
      ),
      text: (one) => `${standingText(one)}，${termText(one)}`,
    },
    {
      key: 'interests',
      title: '申报的利害关系',
      cell: ({ interests }) =>
        interests.length === 0 ? (
          <span className="soft">没有申报</span>
        ) : (
          <span className="asked-words">{interestsText(interests)}</span>
        ),
      text: ({ interests }) => interestsText(interests),
    },
  ];
  return put === null ? facts : [...facts, actionColumn(put)];
}

function actionColumn(put: (asked: Asked) => void): Column<Counsel> {
  return {
    key: 'actions',
    title: '办理',
    cell: (counsel) => {
      if (!counsel.isOwn) return <span className="soft">{counsel.agencyName}提供</span>;
      if (counsel.endedOn !== null) return <span className="soft">已终止</span>;
      return (
        <span className="row-actions">
          <Button
            size="small"
            aria-label={`变更：${counsel.name}`}
            onClick={() => put({ what: 'change', counsel })}
          >
            变更
          </Button>
          <Button
            size="small"
            danger
            aria-label={`终止聘期：${counsel.name}`}
            onClick={() => put({ what: 'end', counsel })}
          >
            终止聘期
          </Button>
        </span>
      );
    },
  };
}
