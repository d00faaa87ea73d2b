import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import {
  type Choices,
  chosenWith,
  type KindChoice,
  keptOf,
  type Way,
  wayTitles,
} from './choices.ts';
import { Trial } from './trial.tsx';

const path = '/api/notification-choices';

/** What the person wants to be told of, and where. */
export function Notifications() {
  const { data, error } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => ask<Choices>(path, { signal }),
  });
  if (error !== null) return <ProblemNotice error={error} />;
  return data === undefined ? null : <ChoicesForm choices={data} />;
}

type Addresses = { readonly mailAddress: string; readonly webhookUrl: string };
type Kept = Choices & { readonly webhookSecret: string | null };

function ChoicesForm({ choices }: { readonly choices: Choices }) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [kinds, setKinds] = useState<readonly KindChoice[]>(choices.kinds);
  const [secret, setSecret] = useState<string | null>(null);
  const submit = async (addresses: Partial<Addresses>) => {
    const { mailAddress = '', webhookUrl = '' } = addresses;
    const body = keptOf(kinds, { mailAddress, webhookUrl });
    const { webhookSecret, ...kept } = await ask<Kept>(path, { method: 'PUT', body });
    queryClient.setQueryData([path], kept);
    setSecret(webhookSecret);
    message.success('已保存。');
  };
  return (
    <ActionForm<Addresses>
      submitTitle="保存"
      initialValues={{
        mailAddress: choices.mailAddress ?? '',
        webhookUrl: choices.webhookUrl ?? '',
      }}
      onSubmit={submit}
    >
      <section className="panel">
        <h2>收到哪些提醒</h2>
        <p className="soft">{wayWords(choices)}</p>
        <KindTable choices={choices} kinds={kinds} put={setKinds} />
      </section>
      <section className="panel narrow">
        <h2>邮件和推送的地址</h2>
        <AddressFields choices={choices} />
        <div className="form-end">
          {choices.mailAvailable && <Trial channel="mail" title="试发邮件" />}
          {choices.webhookAvailable && <Trial channel="webhook" title="试推送" />}
        </div>
      </section>
      {secret !== null && <WebhookSecret secret={secret} onClose={() => setSecret(null)} />}
    </ActionForm>
  );
}

/** What is said of the ways that are open here. */
function wayWords({ mailAvailable, webhookAvailable }: Choices): string {
  const open = [mailAvailable && '邮件', webhookAvailable && '推送'].filter(Boolean).join('和');
  return open === ''
    ? '本系统还没有开放邮件和推送，提醒只在站内。'
    : `${open}里只写案号和要做的事，不写当事人的信息。`;
}

type KindTableProps = {
  readonly choices: Choices;
  readonly kinds: readonly KindChoice[];
  readonly put: (kinds: readonly KindChoice[]) => void;
};

function KindTable({ choices, kinds, put }: KindTableProps) {
  const isOpen: Readonly<Record<Way, boolean>> = {
    console: true,
    mail: choices.mailAvailable,
    webhook: choices.webhookAvailable,
  };
  const ways = (Object.keys(wayTitles) as readonly Way[]).filter((way) => isOpen[way]);
  return (
    <table className="kinds">
      <caption className="unseen">各种提醒在哪里收</caption>
      <thead>
        <tr>
          <th scope="col">提醒</th>
          {ways.map((way) => (
            <th key={way} scope="col">
              {wayTitles[way]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((one) => (
          <tr key={one.kind}>
            <th scope="row">{one.title}</th>
            {ways.map((way) => (
              <td key={way}>
                <Checkbox
                  aria-label={`${one.title}：${wayTitles[way]}`}
                  checked={one[way]}
                  onChange={({ target }) =>
                    put(chosenWith(kinds, one.kind, { [way]: target.checked }))
                  }
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AddressFields({ choices }: { readonly choices: Choices }) {
  return (
    <>
      <Form.Item
        name="mailAddress"
        label="邮箱地址"
        extra={
          choices.mailAvailable ? '不填就不发邮件。' : '本系统还没有设置发信，暂时收不到邮件。'
        }
        rules={[{ type: 'email', message: '邮箱地址不完整，例如 name@example.com。' }]}
      >
        <Input autoComplete="email" inputMode="email" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="webhookUrl"
        label="推送地址"
        extra={
          choices.webhookAvailable
            ? `以 https:// 开头。允许的主机：${choices.webhookHosts.join('、')}。换了地址会给出新的签名密钥。`
            : '本系统没有开放推送。'
        }
        rules={[{ pattern: /^https?:\/\/\S+$/, message: '地址须以 https:// 开头。' }]}
      >
        <Input inputMode="url" maxLength={500} disabled={!choices.webhookAvailable} />
      </Form.Item>
    </>
  );
}

type WebhookSecretProps = { readonly secret: string; readonly onClose: () => void };

function WebhookSecret({ secret, onClose }: WebhookSecretProps) {
  return (
    <SecretOnce
      title="推送的签名密钥"
      facts={[{ name: '请求头', value: 'x-mingfa-signature: sha256=……' }]}
      secrets={[secret]}
      advice="接收的一方用它核对每次推送确实来自本系统（对请求正文计算 HMAC-SHA256）。"
      onClose={onClose}
    />
  );
}
