import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ask } from '../api/client.ts';
import { sessionQuery, useMe } from '../api/session.ts';
import { passwordHint } from '../parts/password-hint.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';

type Passwords = {
  readonly currentPassword: string;
  readonly password: string;
  readonly again: string;
};

/** Asks for a password of one's own before anything else; afterwards everybody signs in with it. */
export function PasswordChange() {
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <h1>请先设置自己的密码</h1>
        <p>现在的密码是别人给的。换成只有您自己知道的密码后，用新密码重新登录。</p>
        <PasswordForm />
      </div>
    </main>
  );
}

/** Changes the password; all sessions of the person end with it. */
export function PasswordForm() {
  const { userName } = useMe();
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async ({ currentPassword, password }: Passwords) => {
    setBusy(true);
    setError(null);
    try {
      await ask('/api/session/password', { method: 'PUT', body: { currentPassword, password } });
      queryClient.setQueryData(sessionQuery.queryKey, null);
      message.success('密码已修改，请用新密码登录。', 8);
    } catch (caught) {
      // Only here: once it is done nobody is signed in, and this form must not be drawn again.
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <Form<Passwords>
      layout="vertical"
      requiredMark={false}
      onFinish={submit}
      validateTrigger="onSubmit"
    >
      {error !== null && <ProblemNotice error={error} />}
      <input type="text" name="username" autoComplete="username" value={userName} readOnly hidden />
      <Form.Item
        name="currentPassword"
        label="现在的密码"
        rules={[{ required: true, message: '请填写现在的密码。' }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="password"
        label="新密码"
        extra={passwordHint}
        rules={[{ required: true, message: '请填写新密码。' }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label="再填一次新密码"
        dependencies={['password']}
        rules={[
          { required: true, message: '请再填一次新密码。' },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === undefined || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error('两次填写的新密码不一样。')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={isBusy}>
        修改密码
      </Button>
    </Form>
  );
}
