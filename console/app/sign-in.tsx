import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { problemIn } from '../api/client.ts';
import { type Credentials, type Me, sessionQuery, signIn } from '../api/session.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';

/** The first page: name, password, and a code from those who have a second factor. */
export function SignInPage() {
  const queryClient = useQueryClient();
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <h1>
          明法<small>行政执法办案</small>
        </h1>
        <SignInForm onSignedIn={(me) => queryClient.setQueryData(sessionQuery.queryKey, me)} />
        <p className="small soft">忘记密码，请找本单位的系统管理员重置。</p>
        <p className="small soft">
          <a href="/">去公示网站</a>
        </p>
      </div>
    </main>
  );
}

type SignInFormProps = {
  /** Who signs in again; absent for anybody. */
  readonly userName?: string;
  readonly onSignedIn: (me: Me) => void;
};

/** Asks who it is. The code is asked for only when the account wants one. */
export function SignInForm({ userName, onSignedIn }: SignInFormProps) {
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [wantsCode, setWantsCode] = useState(false);
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);
  const submit = async (given: Credentials) => {
    setBusy(true);
    setError(null);
    try {
      onSignedIn(await signIn(given));
    } catch (caught) {
      const isCode = problemIn(caught).code.startsWith('access.second-factor');
      if (isCode) setWantsCode(true);
      setError(isCode && !wantsCode ? null : caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<Credentials>
      layout="vertical"
      requiredMark={false}
      initialValues={{ userName }}
      onFinish={submit}
      validateTrigger="onSubmit"
    >
      {error !== null && <ProblemNotice error={error} title="没有登录成功" />}
      <Form.Item
        name="userName"
        label="登录名"
        rules={[{ required: true, message: '请填写登录名。' }]}
      >
        <Input
          ref={userName === undefined ? first : null}
          autoComplete="username"
          disabled={userName !== undefined}
        />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码。' }]}>
        <Input.Password
          ref={userName === undefined ? null : first}
          autoComplete="current-password"
        />
      </Form.Item>
      {wantsCode && (
        <Form.Item
          name="code"
          label="验证码"
          extra="身份验证器上的六位数字，或者一个恢复码。"
          rules={[{ required: true, message: '请填写验证码。' }]}
        >
          <Input autoFocus autoComplete="one-time-code" inputMode="numeric" />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={isBusy}>
        登录
      </Button>
    </Form>
  );
}
