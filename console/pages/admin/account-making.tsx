import { useQueryClient } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { useItems } from '../../api/whole.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import { type Agency, agencyMeant, type Department } from './agency.ts';

type Typed = {
  readonly agencyId?: string;
  readonly departmentId?: string;
  readonly displayName: string;
  readonly identity: string;
  readonly userName: string;
};

type Made = { readonly accountId: string; readonly password: string };

type AccountMakingProps = {
  readonly agencies: readonly Agency[];
  /** The body that the list is narrowed to. */
  readonly shownAgencyId?: string | undefined;
  readonly onClose: () => void;
};

/** Makes an account and shows its first password once. */
export function AccountMaking({ agencies, shownAgencyId, onClose }: AccountMakingProps) {
  const queryClient = useQueryClient();
  const [made, setMade] = useState<{ readonly typed: Typed; readonly password: string }>();
  const [form] = Form.useForm<Typed>();
  const agencyId = Form.useWatch('agencyId', form);
  const open = agencies.filter(({ standing }) => standing === 'active');
  if (made !== undefined)
    return <FirstPassword userName={made.typed.userName} {...made} onClose={onClose} />;
  const submit = async (typed: Typed) => {
    const body = {
      ...typed,
      agencyId: typed.agencyId ?? null,
      departmentId: typed.departmentId ?? null,
    };
    const { password } = await ask<Made>('/api/accounts', { method: 'POST', body });
    setMade({ typed, password });
    await queryClient.invalidateQueries({ queryKey: ['/api/accounts'] });
  };
  return (
    <FormDialog<Typed>
      form={form}
      title="建立账户"
      lead="建立后给出初始密码；本人首次登录须先换成自己的密码，再由安全管理员授予角色。"
      submitTitle="建立账户"
      initialValues={agencyMeant(open, shownAgencyId)}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="displayName"
        label="姓名"
        rules={[{ required: true, whitespace: true, message: '请填写姓名。' }]}
      >
        <Input autoComplete="off" maxLength={64} />
      </Form.Item>
      <Form.Item
        name="identity"
        label="公民身份号码或者工作证号"
        extra="只保存摘要，用来保证一人一个账户。"
        rules={[{ required: true, whitespace: true, message: '请填写证件号码。' }]}
      >
        <Input autoComplete="off" maxLength={64} />
      </Form.Item>
      <Form.Item
        name="userName"
        label="登录名"
        extra="2 至 64 个字：汉字、字母、数字和 . _ -，以汉字、字母或者数字开头。"
        rules={[{ required: true, whitespace: true, message: '请填写登录名。' }]}
      >
        <Input autoComplete="off" maxLength={64} />
      </Form.Item>
      <Form.Item name="agencyId" label="所在单位" extra="本系统自身的管理人员不选。">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="本系统"
          onChange={() => form.setFieldValue('departmentId', undefined)}
          options={open.map((one) => ({ value: one.agencyId, label: one.name }))}
        />
      </Form.Item>
      {agencyId !== undefined && agencyId !== null && <DepartmentField agencyId={agencyId} />}
    </FormDialog>
  );
}

/** Chooses among the departments of a body. */
export function DepartmentField({ agencyId }: { readonly agencyId: string }) {
  const { data = [] } = useItems<Department>(`/api/agencies/${agencyId}/departments`);
  const open = data.filter(({ standing }) => standing === 'active');
  return (
    <Form.Item
      name="departmentId"
      label="内设机构"
      extra={open.length === 0 ? '该单位还没有内设机构，可以以后再选。' : undefined}
    >
      <Select
        allowClear
        placeholder="不选"
        options={open.map((one) => ({ value: one.departmentId, label: one.name }))}
      />
    </Form.Item>
  );
}

type FirstPasswordProps = {
  readonly userName: string;
  readonly password: string;
  readonly onClose: () => void;
};

/** A password made by the server, shown once to hand it over. */
export function FirstPassword({ userName, password, onClose }: FirstPasswordProps) {
  return (
    <SecretOnce
      title="初始密码"
      facts={[
        { name: '登录名', value: userName },
        { name: '登录地址', value: `${window.location.origin}/console/` },
      ]}
      secrets={[password]}
      advice="请当面交给本人，首次登录时须换成自己的密码。"
      onClose={onClose}
    />
  );
}
