import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Select } from 'antd';
import { ask } from '../../api/client.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import {
  type Certificate,
  certificateLook,
  classTitles,
  type Officer,
  todayInBeijing,
} from './officer.ts';

/** A certificate in one line: number, validity, how it stands. */
export function CertificateLine({ certificate }: { readonly certificate: Certificate }) {
  const { words, look } = certificateLook(certificate);
  return (
    <>
      {classTitles[certificate.class]} {certificate.number}{' '}
      <span className={`tag tag--${look}`}>{words}</span>
      <br />
      <span className="small soft">
        {certificate.validFrom} 至 {certificate.validUntil}，{certificate.issuedBy}
        {certificate.revokedOn !== null && `，自 ${certificate.revokedOn} 起失效`}
      </span>
    </>
  );
}

type Typed = {
  readonly number: string;
  readonly class: keyof typeof classTitles;
  readonly issuedBy: string;
  readonly validFrom: string;
  readonly validUntil: string;
};

type DialogProps = {
  readonly at: string;
  readonly officer: Officer;
  readonly onClose: () => void;
};

const needed = (message: string) => [{ required: true, whitespace: true, message }];

/** Enters a certificate. */
export function CertificateDialog({ at, officer, onClose }: DialogProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const submit = async (body: Typed) => {
    await ask(`${at}/${officer.officerId}/certificates`, { method: 'POST', body });
    message.success('已登记证件。');
    await queryClient.invalidateQueries();
    onClose();
  };
  return (
    <FormDialog<Typed>
      title={`登记${officer.name}的证件`}
      lead="换发新证的，作为一个新证件登记；原证件保留，以往办案仍按当时的证件判断。"
      submitTitle="登记证件"
      initialValues={{ class: 'enforcement' }}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="class" label="证件种类" rules={needed('请选择证件种类。')}>
        <Select options={Object.entries(classTitles).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="number" label="证件号码" rules={needed('请填写证件号码。')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="issuedBy" label="发证机关" rules={needed('请填写发证机关。')}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="field-row">
        <Form.Item name="validFrom" label="有效期起" rules={needed('请填写起始日。')}>
          <Input type="date" max="2199-12-31" />
        </Form.Item>
        <Form.Item
          name="validUntil"
          label="有效期止（含当日）"
          dependencies={['validFrom']}
          rules={[
            ...needed('请填写截止日。'),
            ({ getFieldValue }) => ({
              validator: (_, value?: string) =>
                value === undefined || value >= (getFieldValue('validFrom') ?? '')
                  ? Promise.resolve()
                  : Promise.reject(new Error('截止日早于起始日，请核对证件。')),
            }),
          ]}
        >
          <Input type="date" max="2199-12-31" />
        </Form.Item>
      </div>
    </FormDialog>
  );
}

type Revocation = { readonly revokedOn: string; readonly reason: string };

/** Revokes a certificate. */
export function RevocationDialog({
  at,
  officer,
  certificate,
  onClose,
}: DialogProps & { readonly certificate: Certificate }) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const submit = async (body: Revocation) => {
    const path = `${at}/${officer.officerId}/certificates/${certificate.certificateId}/revocation`;
    await ask(path, { method: 'POST', body });
    message.success('已注销或收回。');
    await queryClient.invalidateQueries();
    onClose();
  };
  return (
    <FormDialog<Revocation>
      title={`注销或收回${officer.name}的${classTitles[certificate.class]}`}
      lead={`自失效日起，${officer.name}凭证件 ${certificate.number} 办理的执法行为会被拒绝，不能恢复；在此以前的不受影响。`}
      submitTitle="注销或收回"
      isDanger
      initialValues={{ revokedOn: todayInBeijing() }}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="revokedOn" label="自何日起失效" rules={needed('请填写失效日。')}>
        <Input type="date" max="2199-12-31" />
      </Form.Item>
      <Form.Item name="reason" label="原因" rules={needed('请写明原因。')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
