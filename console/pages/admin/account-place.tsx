import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Select } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { useItems, useWhole } from '../../api/whole.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import type { Account } from './account.ts';
import { DepartmentField } from './account-making.tsx';
import type { Agency, Department } from './agency.ts';

type AccountPlaceProps = { readonly account: Account; readonly mayMove: boolean };

/** Where the person works. */
export function AccountPlace({ account, mayMove }: AccountPlaceProps) {
  const [isMoving, setMoving] = useState(false);
  const { data: agencies = [] } = useWhole<Agency>('/api/agencies');
  const agency = agencies.find(({ agencyId }) => agencyId === account.agencyId);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>所在单位</h2>
        {mayMove && account.agencyId !== null && (
          <Button size="small" onClick={() => setMoving(true)}>
            调整
          </Button>
        )}
      </div>
      {account.agencyId === null ? (
        <p>本系统自身的管理人员，不属于任何执法主体。</p>
      ) : (
        <p>
          {agency?.name ?? ''}
          <DepartmentName agencyId={account.agencyId} departmentId={account.departmentId} />
        </p>
      )}
      {isMoving && (
        <Moving account={account} agencies={agencies} onClose={() => setMoving(false)} />
      )}
    </section>
  );
}

type DepartmentNameProps = { readonly agencyId: string; readonly departmentId: string | null };

function DepartmentName({ agencyId, departmentId }: DepartmentNameProps) {
  const { data = [] } = useItems<Department>(`/api/agencies/${agencyId}/departments`);
  const name = data.find((one) => one.departmentId === departmentId)?.name;
  return <> · {name ?? '没有内设机构'}</>;
}

type Typed = { readonly agencyId: string; readonly departmentId?: string };

type MovingProps = {
  readonly account: Account;
  readonly agencies: readonly Agency[];
  readonly onClose: () => void;
};

function Moving({ account, agencies, onClose }: MovingProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Typed>();
  const chosen = Form.useWatch('agencyId', form);
  const initial = {
    ...(account.agencyId === null ? {} : { agencyId: account.agencyId }),
    ...(account.departmentId === null ? {} : { departmentId: account.departmentId }),
  };
  const submit = async ({ agencyId, departmentId }: Typed) => {
    await ask(`/api/accounts/${account.accountId}/place`, {
      method: 'PUT',
      body: { agencyId, departmentId: departmentId ?? null },
    });
    message.success('已调整。');
    await queryClient.invalidateQueries();
    onClose();
  };
  const isElsewhere = chosen !== undefined && chosen !== account.agencyId;
  return (
    <FormDialog<Typed>
      form={form}
      title={`调整${account.displayName}的单位和机构`}
      lead="本人的登录会话全部结束。"
      submitTitle="调整"
      isDanger={isElsewhere}
      initialValues={initial}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="agencyId"
        label="所在单位"
        rules={[{ required: true, message: '请选择单位。' }]}
        extra={isElsewhere ? '调到另一单位，现有角色全部收回，由安全管理员重新授予。' : undefined}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          onChange={() => form.setFieldValue('departmentId', undefined)}
          options={agencies
            .filter(({ standing }) => standing === 'active')
            .map((one) => ({ value: one.agencyId, label: one.name }))}
        />
      </Form.Item>
      {chosen !== undefined && <DepartmentField agencyId={chosen} />}
    </FormDialog>
  );
}
