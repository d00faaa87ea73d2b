import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, QRCode } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { sessionQuery, useMe } from '../../api/session.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';

type Enrolment = { readonly secret: string; readonly uri: string };
type Confirmed = { readonly recoveryCodes: readonly string[] };

/** Switches the second factor of the person on and off. */
export function SecondFactor() {
  const me = useMe();
  const [asked, setAsked] = useState<'on' | 'off' | null>(null);
  return (
    <section className="panel narrow">
      <h2>
        第二因素{' '}
        <span className={me.hasSecondFactor ? 'tag tag--ok' : 'tag'}>
          {me.hasSecondFactor ? '已启用' : '没有启用'}
        </span>
      </h2>
      <p>
        启用后，登录时除了密码，还要填手机身份验证器上每半分钟换一次的六位数字。密码泄露了，别人也登录不了。
      </p>
      {me.hasSecondFactor ? (
        <Button danger onClick={() => setAsked('off')}>
          停用第二因素
        </Button>
      ) : (
        <Button type="primary" onClick={() => setAsked('on')}>
          启用第二因素
        </Button>
      )}
      {asked === 'on' && <Enrolling onClose={() => setAsked(null)} />}
      {asked === 'off' && <Removing onClose={() => setAsked(null)} />}
    </section>
  );
}

const passwordRule = [{ required: true, message: '请填写现在的密码。' }];
const codeRule = [{ required: true, message: '请填写六位数字。' }];

type DialogProps = { readonly onClose: () => void };

/** Three steps: the password, the picture to scan with a code to confirm, the recovery codes. */
function Enrolling({ onClose }: DialogProps) {
  const { userName } = useMe();
  const queryClient = useQueryClient();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const finish = async () => {
    onClose();
    await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  if (codes !== null)
    return (
      <SecretOnce
        title="恢复码"
        facts={[{ name: '登录名', value: userName }]}
        secrets={codes}
        advice="手机不在身边时，用一个恢复码代替验证码，每个只能用一次。请打印后收好。"
        onClose={() => void finish()}
      />
    );
  if (enrolment !== null)
    return <Scanning enrolment={enrolment} onDone={setCodes} onClose={onClose} />;
  return (
    <FormDialog<{ readonly currentPassword: string }>
      title="启用第二因素"
      lead="先核实是您本人。"
      submitTitle="下一步"
      onClose={onClose}
      onSubmit={async (body) =>
        setEnrolment(await ask<Enrolment>('/api/session/second-factor', { method: 'POST', body }))
      }
    >
      <Form.Item name="currentPassword" label="现在的密码" rules={passwordRule}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
    </FormDialog>
  );
}

type ScanningProps = DialogProps & {
  readonly enrolment: Enrolment;
  readonly onDone: (codes: readonly string[]) => void;
};

function Scanning({ enrolment, onDone, onClose }: ScanningProps) {
  const submit = async ({ code }: { readonly code: string }) => {
    const path = '/api/session/second-factor/confirmation';
    const made = await ask<Confirmed>(path, { method: 'POST', body: { code: code.trim() } });
    onDone(made.recoveryCodes);
  };
  return (
    <Modal
      open
      title="启用第二因素"
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
      closable={{ 'aria-label': '关闭' }}
    >
      <p>用手机上的身份验证器扫这个图，再填它显示的六位数字。</p>
      <div className="qr" role="img" aria-label="供身份验证器扫描的二维码">
        <QRCode
          type="svg"
          value={enrolment.uri}
          size={200}
          color="#000000"
          bgColor="#ffffff"
          bordered={false}
        />
      </div>
      <p className="small">
        扫不了的，手工录入密钥：<code className="key">{enrolment.secret}</code>
      </p>
      <ActionForm<{ readonly code: string }>
        submitTitle="确认启用"
        onSubmit={submit}
        onCancel={onClose}
      >
        <Form.Item name="code" label="六位数字" rules={codeRule}>
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
        </Form.Item>
      </ActionForm>
    </Modal>
  );
}

function Removing({ onClose }: DialogProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return (
    <FormDialog<{ readonly currentPassword: string; readonly code: string }>
      title="停用第二因素"
      lead="停用后只凭密码就能登录，恢复码也一并作废。停用后须重新登录。"
      submitTitle="停用"
      isDanger
      onClose={onClose}
      onSubmit={async (body) => {
        await ask('/api/session/second-factor/removal', { method: 'POST', body });
        message.success('已停用，请重新登录。');
        queryClient.setQueryData(sessionQuery.queryKey, null);
      }}
    >
      <Form.Item name="currentPassword" label="现在的密码" rules={passwordRule}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="code" label="六位数字或者恢复码" rules={codeRule}>
        <Input autoComplete="one-time-code" maxLength={40} />
      </Form.Item>
    </FormDialog>
  );
}
