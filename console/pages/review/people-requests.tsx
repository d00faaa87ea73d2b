import '../../parts/form.css';
import './people.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { ask, type Clause } from '../../api/client.ts';
import { hasRole, may, useMe } from '../../api/session.ts';
import { useItems } from '../../api/whole.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { ClauseList } from '../../parts/clause-link.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import { type Counsel, type CounselRequest, standingLook } from './people.ts';
import { useSettled } from './people-dialogs.tsx';

const needed = (message: string) => [{ required: true, whitespace: true, message }];

/** An address that is shown once. */
type Given = { readonly sequence: number; readonly address: string | null; readonly until: string };
type Asked =
  | { readonly what: 'request' }
  | { readonly what: 'withdraw' | 'renew'; readonly request: CounselRequest };

/** Help asked for in a case: who, what, how it stands; asking, withdrawing, a new address. */
export function CounselSection({ caseId }: { readonly caseId: string }) {
  const me = useMe();
  const path = `/api/cases/${caseId}/counsel-requests`;
  const { data, error } = useQuery({
    queryKey: [path],
    queryFn: () =>
      ask<{ readonly items: readonly CounselRequest[]; readonly clauses: readonly Clause[] }>(path),
  });
  const [asked, setAsked] = useState<Asked | null>(null);
  const [given, setGiven] = useState<Given | null>(null);
  const mayAsk = may(me, 'review:counsel') && hasRole(me, 'reviewer', 'leader');
  if (error !== null) return <ProblemNotice error={error} />;
  const items = data?.items ?? [];
  const dialog = { path, caseId, onGiven: setGiven, onClose: () => setAsked(null) };
  return (
    <section className="panel" aria-labelledby="counsel">
      <div className="panel-head">
        <h2 id="counsel">法律顾问、公职律师协助</h2>
        {mayAsk && <Button onClick={() => setAsked({ what: 'request' })}>请求协助</Button>}
      </div>
      {items.length === 0 && <p className="soft">本案没有请求过协助。</p>}
      <ul className="asked">
        {items.map((one) => (
          <RequestLine key={one.sequence} request={one} put={mayAsk ? setAsked : null} />
        ))}
      </ul>
      <ClauseList clauses={data?.clauses ?? []} />
      <AskedDialog asked={asked} {...dialog} />
      <GivenAddress given={given} onClose={() => setGiven(null)} />
    </section>
  );
}

type AskedDialogProps = GivenProps & { readonly caseId: string; readonly asked: Asked | null };

function AskedDialog({ asked, caseId, path, onGiven, onClose }: AskedDialogProps) {
  if (asked === null) return null;
  if (asked.what === 'request')
    return <RequestDialog path={path} onGiven={onGiven} onClose={onClose} />;
  const { request } = asked;
  return asked.what === 'withdraw' ? (
    <WithdrawDialog caseId={caseId} request={request} onClose={onClose} />
  ) : (
    <RenewDialog path={path} request={request} onGiven={onGiven} onClose={onClose} />
  );
}

type GivenAddressProps = { readonly given: Given | null; readonly onClose: () => void };

/** The address, this one time; somebody with an account has none. */
function GivenAddress({ given, onClose }: GivenAddressProps) {
  if (given === null || given.address === null) return null;
  return (
    <SecretOnce
      title="一次性查阅链接"
      facts={[{ name: '截止', value: `${given.until}（含当日）` }]}
      secrets={[given.address]}
      advice="请用稳妥的方式交给本人。凭此只能查看本案、提出意见；每次打开都会记录。"
      onClose={onClose}
    />
  );
}

type RequestLineProps = {
  readonly request: CounselRequest;
  readonly put: ((asked: Asked) => void) | null;
};

function RequestLine({ request, put }: RequestLineProps) {
  const { counselName, organisation, standing, standingTitle, until, sequence } = request;
  const isOpen = standing === 'open';
  return (
    <li>
      <div>
        <strong>{counselName}</strong>（{organisation}）{' '}
        <span className={`tag tag--${standingLook(standing)}`}>{standingTitle}</span>
      </div>
      <p className="asked-words">问：{request.question}</p>
      {request.opinionText !== null && <p className="asked-words">答：{request.opinionText}</p>}
      <p className="small soft">
        {request.requestedByName}于 {request.requestedAt.slice(0, 10)} 请求，截止 {until}；
        {request.readings === 0
          ? '还没有打开过'
          : `打开过 ${request.readings} 次，最近 ${(request.lastReadAt ?? '').slice(0, 16).replace('T', ' ')}`}
      </p>
      {put !== null && isOpen && (
        <span className="row-actions">
          {!request.hasAccount && (
            <Button
              size="small"
              aria-label={`重新生成链接：第 ${sequence} 项`}
              onClick={() => put({ what: 'renew', request })}
            >
              重新生成链接
            </Button>
          )}
          <Button
            size="small"
            danger
            aria-label={`撤回请求：第 ${sequence} 项`}
            onClick={() => put({ what: 'withdraw', request })}
          >
            撤回
          </Button>
        </span>
      )}
    </li>
  );
}

type Typed = { readonly counselId: string; readonly question: string; readonly until: string };
type GivenProps = {
  readonly path: string;
  readonly onGiven: (given: Given) => void;
  readonly onClose: () => void;
};

function RequestDialog({ path, onGiven, onClose }: GivenProps) {
  const { agencyId } = useMe();
  const settled = useSettled(onClose);
  const { data: counsel = [], isPending } = useItems<Counsel>(`/api/agencies/${agencyId}/counsel`);
  const engaged = counsel.filter(({ standing }) => standing === 'engaged');
  return (
    <FormDialog<Typed>
      title="请求协助"
      lead={
        engaged.length === 0 && !isPending ? (
          <p>
            名册里没有在聘人员。请先<Link to="/review/counsel">登记</Link>。
          </p>
        ) : (
          <p>对方只能看到本案的事实、材料和问题，看不到证件号码、地址和内部意见。</p>
        )
      }
      submitTitle="请求协助"
      onSubmit={async (body) => {
        const made = await ask<Given>(path, { method: 'POST', body });
        await settled(made.address === null ? '已请求，对方会收到通知。' : '已请求。');
        onGiven(made);
      }}
      onClose={onClose}
    >
      <Form.Item name="counselId" label="请求协助的人员" rules={needed('请选择人员。')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={engaged.map((one) => ({
            value: one.counselId,
            label: `${one.name}（${one.kindTitle}，${one.organisation}）`,
          }))}
        />
      </Form.Item>
      <Form.Item name="question" label="需要研究的问题" rules={needed('请写明问题。')}>
        <Input.TextArea rows={4} maxLength={20_000} />
      </Form.Item>
      <Form.Item
        name="until"
        label="截止日（含当日）"
        extra="过了这一日，对方不能再查看和提出意见。"
        rules={needed('请填写截止日。')}
      >
        <Input type="date" max="2199-12-31" />
      </Form.Item>
    </FormDialog>
  );
}

function RenewDialog({
  path,
  request,
  onGiven,
  onClose,
}: GivenProps & { readonly request: CounselRequest }) {
  const settled = useSettled(onClose);
  return (
    <AskDialog
      title="重新生成查阅链接"
      consequence="原来的链接立即失效。"
      submitTitle="重新生成"
      staysOpen
      onSubmit={async () => {
        const made = await ask<Given>(`${path}/${request.sequence}/address`, { method: 'POST' });
        await settled('已重新生成。');
        onGiven(made);
      }}
      onClose={onClose}
    />
  );
}

type WithdrawDialogProps = {
  readonly caseId: string;
  readonly request: CounselRequest;
  readonly onClose: () => void;
};

function WithdrawDialog({ caseId, request, onClose }: WithdrawDialogProps) {
  const settled = useSettled(onClose);
  return (
    <AskDialog
      title={`撤回对${request.counselName}的请求`}
      consequence="链接立即关闭，对方不能再查看本案。"
      submitTitle="撤回"
      wantsReason
      isDanger
      staysOpen
      onSubmit={async (reason) => {
        const url = `/api/cases/${caseId}/commands/withdraw-counsel-request`;
        await ask(url, { method: 'POST', body: { request: request.sequence, reason } });
        await settled('已撤回。');
      }}
      onClose={onClose}
    />
  );
}
