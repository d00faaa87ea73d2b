import './cases.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hasRole, useMe } from '../../api/session.ts';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { colleaguesQuery } from './colleague.ts';
import { HandoverChoice, type Order } from './handover-choice.tsx';
import { HandoverPreview } from './handover-preview.tsx';

/** Hands the cases of one officer to another: choose, look once more, confirm. */
export function HandoverPage() {
  const isInCharge = hasRole(useMe(), 'department-head', 'leader');
  return (
    <>
      <PageHead
        title="移交案件"
        lead="有人调离、休假或者回避时，把名下的案件交给别的执法人员。每件案件各自按“指派承办人”的条件判断，移交记入案卷。只换一件案件的承办人，在该案里办理“指派承办人”，决定以后为“改派承办人”。"
      />
      {isInCharge ? (
        <Handover />
      ) : (
        <NothingHere title="移交由承办机构负责人或者机关负责人办理">
          <p>您要移交名下的案件，请告诉承办机构负责人。</p>
        </NothingHere>
      )}
    </>
  );
}

function Handover() {
  const [order, setOrder] = useState<Order | null>(null);
  const [isPreviewed, setPreviewed] = useState(false);
  const { data: officers, error } = useQuery(colleaguesQuery('officer'));
  const again = () => {
    setOrder(null);
    setPreviewed(false);
  };
  if (error !== null) return <ProblemNotice error={error} />;
  if (order !== null && isPreviewed)
    return <HandoverPreview order={order} onBack={() => setPreviewed(false)} onAgain={again} />;
  if (officers === undefined) return null;
  if (officers.length < 2)
    return (
      <NothingHere title="没有可以接手的执法人员">
        <p>本单位至少要有两名执法人员的账户，才能移交。请联系系统管理员和安全管理员。</p>
      </NothingHere>
    );
  return (
    <HandoverChoice
      officers={officers}
      before={order}
      onChosen={(chosen) => {
        setOrder(chosen);
        setPreviewed(true);
      }}
    />
  );
}
