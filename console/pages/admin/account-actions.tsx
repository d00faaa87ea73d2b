import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { ask } from '../../api/client.ts';
import { may, useMe } from '../../api/session.ts';
import { ActButton } from '../../parts/act-button.tsx';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { type Account, separatedRoles } from './account.ts';
import { FirstPassword } from './account-making.tsx';

/** What the administrator who looks may do to the account. */
export function AccountActions({ account }: { readonly account: Account }) {
  const me = useMe();
  return (
    <>
      {may(me, 'account:manage') && <ManagerActions account={account} />}
      {may(me, 'account:grant') && <GuardActions account={account} />}
    </>
  );
}

type Asked = 'disable' | 'enable' | 'reset';

function ManagerActions({ account }: { readonly account: Account }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const isSeparated = account.roles.some((role) => separatedRoles.includes(role));
  return (
    <section className="panel">
      <h2>密码和停用</h2>
      <div className="form-end">
        {!isSeparated && <Button onClick={() => setAsked('reset')}>重置密码</Button>}
        {account.disabled ? (
          <Button onClick={() => setAsked('enable')}>启用账户</Button>
        ) : (
          <Button danger onClick={() => setAsked('disable')}>
            停用账户
          </Button>
        )}
      </div>
      {account.resetPending && (
        <p className="small">密码已重置，等安全管理员向本人核实、确认后才能登录。</p>
      )}
      {isSeparated && (
        <p className="small soft">三员的密码只能在服务器上用命令行重置，见运行手册。</p>
      )}
      <ManagerDialog account={account} asked={asked} onClose={() => setAsked(null)} />
    </section>
  );
}

type ManagerDialogProps = {
  readonly account: Account;
  readonly asked: Asked | null;
  readonly onClose: () => void;
};

function ManagerDialog({ account, asked, onClose }: ManagerDialogProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [password, setPassword] = useState<string | null>(null);
  const { accountId, displayName, userName } = account;
  const post = <T,>(what: string, body?: unknown) =>
    ask<T>(`/api/accounts/${accountId}/${what}`, {
      method: 'POST',
      ...(body === undefined ? {} : { body }),
    });
  const renew = () => queryClient.invalidateQueries();
  if (password !== null)
    return (
      <FirstPassword
        userName={userName}
        password={password}
        onClose={() => {
          setPassword(null);
          onClose();
        }}
      />
    );
  if (asked === 'reset')
    return (
      <AskDialog
        title={`重置${displayName}的密码`}
        consequence="现在的密码立即失效，正在使用的登录全部结束。新密码只显示一次，须当面交给本人；有角色的人，还须安全管理员向本人核实、确认后才能用新密码登录。"
        submitTitle="重置密码"
        onClose={onClose}
        staysOpen
        onSubmit={async () => {
          const made = await post<{ readonly password: string }>('password-reset');
          setPassword(made.password);
          await renew();
        }}
      />
    );
  if (asked === null) return null;
  const { title, what, done, consequence } = standingWords[asked];
  return (
    <AskDialog
      title={`${title}：${displayName}`}
      consequence={consequence}
      submitTitle={title}
      wantsReason
      isDanger={asked === 'disable'}
      onClose={onClose}
      onSubmit={async (reason) => {
        await post(what, { reason });
        message.success(done);
        await renew();
      }}
    />
  );
}

type StandingWords = {
  readonly title: string;
  readonly what: string;
  readonly done: string;
  readonly consequence: ReactNode;
};

const standingWords: Readonly<Record<'disable' | 'enable', StandingWords>> = {
  disable: {
    title: '停用账户',
    what: 'disabling',
    done: '已停用。',
    consequence:
      '停用后本人立即退出、不能再登录；以往办理的记录不变。还在承办的案件请先由承办机构负责人移交。以后可以重新启用。',
  },
  enable: {
    title: '启用账户',
    what: 'enabling',
    done: '已启用。',
    consequence: '启用后本人可以用原来的密码登录，角色照旧。',
  },
};

function GuardActions({ account }: { readonly account: Account }) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const at = `/api/accounts/${account.accountId}`;
  return (
    <section className="panel">
      <h2>登录的补救</h2>
      {account.resetPending && (
        <div className="notice">
          <p>系统管理员重置了密码，等您确认。请先向本人核实是本人要求的；确认前新密码不能登录。</p>
          <ActButton
            kind="primary"
            title="已核实，确认重置"
            done="已确认，本人可以用新密码登录。"
            path={`${at}/password-reset-confirmation`}
          />
        </div>
      )}
      <p className="small soft">输错密码次数过多会锁定一段时间；手机遗失可以停用第二因素。</p>
      <div className="form-end">
        <ActButton title="解除锁定" done="已解除锁定。" path={`${at}/unlocking`} />
        <ActButton title="结束全部会话" done="已结束全部会话。" path={`${at}/sessions-ending`} />
        {account.hasSecondFactor && (
          <Button danger onClick={() => setAsked(true)}>
            停用第二因素
          </Button>
        )}
      </div>
      {isAsked && (
        <AskDialog
          title={`停用${account.displayName}的第二因素`}
          consequence="停用后只凭密码就能登录，恢复码也一并作废。请先当面核实是本人，并提醒本人重新启用。"
          submitTitle="停用第二因素"
          isDanger
          onClose={() => setAsked(false)}
          onSubmit={async () => {
            await ask(`${at}/second-factor-reset`, { method: 'POST' });
            message.success('已停用第二因素。');
            await queryClient.invalidateQueries();
          }}
        />
      )}
    </section>
  );
}
