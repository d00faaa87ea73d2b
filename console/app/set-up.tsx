import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { ask } from '../api/client.ts';
import { ActionForm } from '../parts/action-form.tsx';
import { passwordHint } from '../parts/password-hint.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';

const setUpQuery = {
  queryKey: ['set-up'],
  queryFn: () => ask<{ readonly needed: boolean }>('/api/set-up'),
};

/** On an empty installation, makes the three administrators; otherwise shows what it holds. */
export function SetUp({ children }: { readonly children: ReactNode }) {
  const { data, error } = useQuery(setUpQuery);
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined) return null;
  return data.needed ? <SetUpPage /> : children;
}

const three = [
  {
    role: 'system-admin',
    title: '系统管理员',
    duty: '登记执法主体和机构，建立和停用账户，维护运行。',
  },
  { role: 'security-admin', title: '安全管理员', duty: '授予和收回角色，解除锁定，结束会话。' },
  { role: 'auditor', title: '审计员', duty: '查看账户、登录、登记和查阅的全部记录。' },
] as const;

type Typed = {
  readonly token: string;
  readonly people: readonly {
    readonly userName: string;
    readonly displayName: string;
    readonly identity: string;
    readonly password: string;
  }[];
};

function SetUpPage() {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const submit = async ({ token, people }: Typed) => {
    const roles = three.map(({ role }) => role);
    const body = {
      token: token.trim(),
      people: people.map((person, index) => ({ ...person, role: roles[index] })),
    };
    await ask('/api/set-up', { method: 'POST', body });
    message.success('三员已设立。请三个人各自登录，先做的是系统管理员。', 10);
    queryClient.setQueryData(setUpQuery.queryKey, { needed: false });
  };
  return (
    <main className="sign-in">
      <div className="sign-in-card sign-in-card--wide">
        <h1>首次启用</h1>
        <p>
          先设立三员。三员必须是三个人，谁也不能兼任，谁也不办案。设立后各自登录，按“启用指引”一步一步做到第一件案件。
        </p>
        <ActionForm<Typed> onSubmit={submit} submitTitle="设立三员">
          <Form.Item
            name="token"
            label="一次性口令"
            extra="启动时显示在服务器的终端里，只能用一次。"
            rules={[{ required: true, message: '请填写一次性口令。' }]}
          >
            <Input autoComplete="off" />
          </Form.Item>
          {three.map((one, index) => (
            <AdministratorFields key={one.role} index={index} title={one.title} duty={one.duty} />
          ))}
        </ActionForm>
      </div>
    </main>
  );
}

type AdministratorFieldsProps = {
  readonly index: number;
  readonly title: string;
  readonly duty: string;
};

const typed: readonly {
  readonly name: string;
  readonly label: string;
  readonly extra?: string;
}[] = [
  { name: 'displayName', label: '姓名' },
  {
    name: 'identity',
    label: '公民身份号码或者工作证号',
    extra: '4 个字以上。只保存摘要，用来保证一人一个账户。',
  },
  {
    name: 'userName',
    label: '登录名',
    extra: '2 至 64 个字：汉字、字母、数字和 . _ -，以汉字、字母或者数字开头。',
  },
];

function AdministratorFields({ index, title, duty }: AdministratorFieldsProps) {
  return (
    <fieldset className="set-up-person">
      <legend>{title}</legend>
      <p className="small soft">{duty}</p>
      {typed.map((field) => (
        <Form.Item
          key={field.name}
          name={['people', index, field.name]}
          label={field.label}
          extra={field.extra}
          rules={[{ required: true, message: `请填写${title}的${field.label}。` }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      ))}
      <Form.Item
        name={['people', index, 'password']}
        label="密码"
        extra={passwordHint}
        rules={[{ required: true, message: `请填写${title}的密码。` }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </fieldset>
  );
}
