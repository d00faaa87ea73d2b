import '../../parts/form.css';
import './people.css';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { may, useMe } from '../../api/session.ts';
import { asPages } from '../../api/whole.ts';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { DutiesPanel } from './duties-panel.tsx';
import {
  type Designation,
  officeText,
  type Reviewer,
  type ReviewerRegister,
  standingLook,
  termText,
} from './people.ts';
import { DesignationDialog, EndingDialog, IdentityDialog } from './people-dialogs.tsx';
import { StaffingPanel } from './people-staffing.tsx';

/** What was asked of the register. */
type Asked =
  | { readonly what: 'designate'; readonly reviewer?: Reviewer }
  | { readonly what: 'identity'; readonly reviewer: Reviewer }
  | { readonly what: 'end'; readonly reviewer: Reviewer; readonly designation: Designation };

/** Who reviews: qualification, level, term; and how many they are. */
export function ReviewersPage() {
  const me = useMe();
  const path = `/api/agencies/${me.agencyId}/reviewers`;
  const { data, error, isPending } = useQuery({
    queryKey: [path],
    queryFn: () => ask<ReviewerRegister>(path),
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const mayKeep = may(me, 'register:officer');
  const pages = asPages(data?.items ?? [], { path, error, isPending });
  const columns = columnsFor(mayKeep ? setAsked : null);
  return (
    <>
      <PageHead
        title="审核人员"
        lead={
          data === undefined
            ? '审核的每一步，按当日的资格和指定判断。'
            : `${officeText(data.office)}审核的每一步，按当日的资格和指定判断；到期或者终止以后不能再审核，以前的审核仍然有效。`
        }
        actions={
          mayKeep && (
            <Button type="primary" onClick={() => setAsked({ what: 'designate' })}>
              指定审核人员
            </Button>
          )
        }
      />
      <StaffingPanel />
      <section className="panel" aria-labelledby="register">
        <h2 id="register">名册</h2>
        <RecordList
          caption="审核人员名册"
          columns={columns}
          pages={pages}
          rowKey={({ officerId }) => officerId}
          empty={
            <NothingHere title="还没有审核人员。">
              <p>
                {mayKeep
                  ? '请点“指定审核人员”，从登记的人员中选择。'
                  : '由本单位办公室从登记的人员中指定。'}
              </p>
            </NothingHere>
          }
        />
      </section>
      <DutiesPanel />
      {asked !== null && data !== undefined && (
        <AskedDialog asked={asked} register={data} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

type AskedDialogProps = {
  readonly asked: Asked;
  readonly register: ReviewerRegister;
  readonly onClose: () => void;
};

function AskedDialog({ asked, register, onClose }: AskedDialogProps) {
  if (asked.what === 'designate')
    return <DesignationDialog register={register} reviewer={asked.reviewer} onClose={onClose} />;
  if (asked.what === 'identity')
    return <IdentityDialog reviewer={asked.reviewer} onClose={onClose} />;
  return (
    <EndingDialog reviewer={asked.reviewer} designation={asked.designation} onClose={onClose} />
  );
}

function columnsFor(put: ((asked: Asked) => void) | null): readonly Column<Reviewer>[] {
  const facts: readonly Column<Reviewer>[] = [
    { key: 'name', title: '姓名', isHead: true, cell: ({ name }) => name },
    {
      key: 'level',
      title: '审核职责',
      cell: ({ levelTitle, post }) =>
        levelTitle ?? (post === '' ? '' : <span className="soft">{post}</span>),
    },
    {
      key: 'standing',
      title: '今日',
      cell: ({ standing, standingTitle, hasAccount }) => (
        <span className="row-actions">
          <span className={`tag tag--${standingLook(standing)}`}>{standingTitle}</span>
          {!hasAccount && <span className="tag">没有账户</span>}
        </span>
      ),
    },
    { key: 'terms', title: '资格和任期', cell: (one) => <Terms reviewer={one} put={put} /> },
  ];
  return put === null ? facts : [...facts, actionColumn(put)];
}

type TermsProps = { readonly reviewer: Reviewer; readonly put: ((asked: Asked) => void) | null };

function Terms({ reviewer, put }: TermsProps) {
  if (reviewer.designations.length === 0)
    return <span className="soft">只登记为可以审核，请补登资格证明和任期</span>;
  return (
    <ul className="terms">
      {reviewer.designations.map((one) => (
        <li key={one.designationId}>
          {one.levelTitle}，{one.qualificationTitle}
          {one.proofNumber !== null && ` ${one.proofNumber}`}
          <br />
          <span className="small soft">
            {termText(one)}（{one.standingTitle}）
          </span>{' '}
          {put !== null && one.endedOn === null && one.standing !== 'expired' && (
            <Button
              size="small"
              danger
              aria-label={`终止指定：${reviewer.name} ${one.validFrom}`}
              onClick={() => put({ what: 'end', reviewer, designation: one })}
            >
              终止
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

const identityTitle = ({ hasIdentity }: Reviewer) =>
  hasIdentity ? '证件号码已登记' : '登记证件号码';

function actionColumn(put: (asked: Asked) => void): Column<Reviewer> {
  return {
    key: 'actions',
    title: '办理',
    cell: (reviewer) => (
      <span className="row-actions">
        <Button
          size="small"
          aria-label={`登记资格和任期：${reviewer.name}`}
          onClick={() => put({ what: 'designate', reviewer })}
        >
          登记资格和任期
        </Button>
        <Button
          size="small"
          aria-label={`${identityTitle(reviewer)}：${reviewer.name}`}
          onClick={() => put({ what: 'identity', reviewer })}
        >
          {identityTitle(reviewer)}
        </Button>
      </span>
    ),
  };
}
