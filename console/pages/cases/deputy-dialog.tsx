import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Form, Input, Select } from 'antd';
import { ask } from '../../api/client.ts';
import { type Role, useMe } from '../../api/session.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { colleaguesQuery } from './colleague.ts';
import { lendable } from './deputy.ts';

type Typed = {
  readonly deputyAccountId: string;
  readonly roles: readonly Role[];
  readonly from: string;
  readonly until: string;
  readonly reason: string;
};

// A rule of its own, because the group of boxes may not be marked as required (aria-required).
const atLeastOne = (_: unknown, chosen: readonly Role[] | undefined) =>
  chosen === undefined || chosen.length === 0
    ? Promise.reject(new Error('请至少选择一项职责。'))
    : Promise.resolve();

/** Asks somebody to stand in. */
export function DeputyDialog({ onClose }: { readonly onClose: () => void }) {
  const me = useMe();
  const { data: colleagues = [] } = useQuery(colleaguesQuery());
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const isLendable = (role: Role) => lendable.some((one) => one === role);
  const own = me.roles.filter(({ role }) => isLendable(role));
  const appoint = async (typed: Typed) => {
    await ask('/api/deputies', { method: 'POST', body: typed });
    await queryClient.invalidateQueries({ queryKey: ['/api/deputies'] });
    message.success('已委托代理人。');
    onClose();
  };
  return (
    <FormDialog<Typed>
      title="委托代理人"
      lead="代理期间，代理人在登录后就有所选的职责；到期自动结束，您也可以随时结束。"
      submitTitle="委托"
      initialValues={{ roles: own.map(({ role }) => role) }}
      onSubmit={appoint}
      onClose={onClose}
    >
      <Form.Item
        name="deputyAccountId"
        label="代理人"
        rules={[{ required: true, message: '请选择代理人。' }]}
      >
        <Select
          placeholder="请选择"
          showSearch={{ optionFilterProp: 'label' }}
          options={colleagues
            .filter(({ accountId }) => accountId !== me.accountId)
            .map(({ accountId, name, departmentName, roleTitles }) => ({
              value: accountId,
              label: [name, departmentName, roleTitles.join('、')].filter(Boolean).join(' · '),
            }))}
        />
      </Form.Item>
      <Form.Item name="roles" label="代理的职责" rules={[{ validator: atLeastOne }]}>
        <Checkbox.Group options={own.map(({ role, title }) => ({ value: role, label: title }))} />
      </Form.Item>
      <Form.Item
        name="from"
        label="第一天"
        rules={[{ required: true, message: '请填写从哪天开始。' }]}
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item
        name="until"
        label="最后一天"
        rules={[{ required: true, message: '请填写到哪天为止，这一天也算在内。' }]}
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item
        name="reason"
        label="事由"
        rules={[{ required: true, whitespace: true, message: '请写明为什么委托，例如“年休假”。' }]}
      >
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
