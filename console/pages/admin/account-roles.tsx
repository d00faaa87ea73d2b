import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Select } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import type { Role } from '../../api/session.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { type Account, rolesToGrant, roleTexts } from './account.ts';

type AccountRolesProps = { readonly account: Account; readonly mayGrant: boolean };

/** Roles of a person: what each lets do, and, for the security administrator, giving and taking. */
export function AccountRoles({ account, mayGrant }: AccountRolesProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [revoked, setRevoked] = useState<Role | null>(null);
  const at = `/api/accounts/${account.accountId}/roles`;
  return (
    <section className="panel">
      <h2>角色</h2>
      {account.roles.length === 0 && <p>尚未授予角色。没有角色的人登录后什么也看不到。</p>}
      <dl className="facts">
        {account.roles.map((role) => (
          <div key={role}>
            <dt>{roleTexts[role].title}</dt>
            <dd>
              {roleTexts[role].may}{' '}
              {mayGrant && (
                <Button
                  size="small"
                  danger
                  aria-label={`收回：${roleTexts[role].title}`}
                  onClick={() => setRevoked(role)}
                >
                  收回
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {mayGrant && <Granting account={account} at={at} />}
      {revoked !== null && (
        <AskDialog
          title={`收回角色：${roleTexts[revoked].title}`}
          consequence={`收回后${account.displayName}的登录会话全部结束，不能再做：${roleTexts[revoked].may}以往办理的记录不变。`}
          submitTitle="收回"
          isDanger
          onClose={() => setRevoked(null)}
          onSubmit={async () => {
            await ask(`${at}/${revoked}`, { method: 'DELETE' });
            message.success(`已收回${roleTexts[revoked].title}。`);
            await queryClient.invalidateQueries();
          }}
        />
      )}
    </section>
  );
}

function Granting({ account, at }: { readonly account: Account; readonly at: string }) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<{ readonly role: Role }>();
  const chosen = Form.useWatch('role', form);
  const offered = rolesToGrant(account.roles);
  if (offered.length === 0)
    return <p className="small soft">三员只能担任一种，不能再授予其他角色。</p>;
  const grant = async ({ role }: { readonly role: Role }) => {
    await ask(`${at}/${role}`, { method: 'PUT' });
    message.success(`已授予${roleTexts[role].title}，本人须重新登录。`);
    form.resetFields();
    await queryClient.invalidateQueries();
  };
  return (
    <ActionForm<{ readonly role: Role }> form={form} submitTitle="授予" onSubmit={grant}>
      <Form.Item
        name="role"
        label="授予角色"
        extra={chosen === undefined ? undefined : roleTexts[chosen].may}
        rules={[{ required: true, message: '请选择角色。' }]}
      >
        <Select
          placeholder="请选择角色"
          className="filter-wide"
          options={offered.map((role) => ({ value: role, label: roleTexts[role].title }))}
        />
      </Form.Item>
    </ActionForm>
  );
}
