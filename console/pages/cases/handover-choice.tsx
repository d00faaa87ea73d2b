import { Button, Form, type FormInstance, Input, Select } from 'antd';
import { useState } from 'react';
import type { CaseEntry } from '../../api/cases.ts';
import type { Colleague } from './colleague.ts';
import { HandoverCases } from './handover-cases.tsx';

/** What is to be handed over. */
export type Order = {
  readonly from: Colleague;
  readonly to: Colleague;
  readonly cases: readonly CaseEntry[];
  readonly reason: string;
};

type Typed = {
  readonly fromAccountId?: string;
  readonly toAccountId?: string;
  readonly reason?: string;
};

type HandoverChoiceProps = {
  readonly officers: readonly Colleague[];
  /** What was chosen before the person came back to change it. */
  readonly before: Order | null;
  readonly onChosen: (order: Order) => void;
};

/** From whom, to whom, which cases, and why. */
export function HandoverChoice({ officers, before, onChosen }: HandoverChoiceProps) {
  const [form] = Form.useForm<Typed>();
  const [cases, setCases] = useState<readonly CaseEntry[]>(before?.cases ?? []);
  const [isAsked, setAsked] = useState(false);
  const fromId = Form.useWatch('fromAccountId', form) ?? typedIn(before).fromAccountId;
  const finish = ({ fromAccountId, toAccountId, reason }: Typed) => {
    setAsked(true);
    const from = officers.find(({ accountId }) => accountId === fromAccountId);
    const to = officers.find(({ accountId }) => accountId === toAccountId);
    if (from === undefined || to === undefined || cases.length === 0) return;
    onChosen({ from, to, cases, reason: reason?.trim() ?? '' });
  };
  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      requiredMark={false}
      validateTrigger="onSubmit"
      initialValues={typedIn(before)}
      onFinish={finish}
      onValuesChange={(changed: Typed) => forgetErrors(form, changed)}
      onFinishFailed={() => setAsked(true)}
      scrollToFirstError={{ focus: true }}
    >
      <section className="panel handover-people">
        <Form.Item
          name="fromAccountId"
          label="移交人"
          rules={[{ required: true, message: '请选择案件现在由谁承办。' }]}
        >
          <OfficerSelect officers={officers} onChange={() => setCases([])} />
        </Form.Item>
        <Form.Item
          name="toAccountId"
          label="接收人"
          dependencies={['fromAccountId']}
          rules={[{ required: true, message: '请选择由谁接手。' }]}
        >
          <OfficerSelect officers={officers} without={fromId} />
        </Form.Item>
        <Form.Item
          name="reason"
          label="交接说明"
          extra="写明为什么移交，随移交记入每件案件。"
          rules={[{ required: true, whitespace: true, message: '请写明为什么移交。' }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </section>
      {fromId !== undefined && (
        <>
          <HandoverCases key={fromId} handlerId={fromId} chosen={cases} onChoose={setCases} />
          {isAsked && cases.length === 0 && (
            <p className="tone-late" role="alert">
              请至少选择一件案件。
            </p>
          )}
        </>
      )}
      <Button type="primary" htmlType="submit">
        下一步：核对{cases.length > 0 ? ` ${cases.length} 件` : ''}
      </Button>
    </Form>
  );
}

/** What is mended no longer says what was wrong. */
function forgetErrors(form: FormInstance<Typed>, changed: Typed): void {
  const names = Object.keys(changed) as (keyof Typed)[];
  form.setFields(names.map((name) => ({ name, errors: [] })));
}

function typedIn(order: Order | null): Typed {
  if (order === null) return {};
  const { from, to, reason } = order;
  return { fromAccountId: from.accountId, toAccountId: to.accountId, reason };
}

type OfficerSelectProps = {
  readonly officers: readonly Colleague[];
  /** Somebody who cannot be chosen. */
  readonly without?: string | undefined;
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (accountId: string) => void;
};

/** One of the officers; who has no valid certificate is marked, because a case would be refused to them. */
function OfficerSelect({ officers, without, onChange, ...field }: OfficerSelectProps) {
  return (
    <Select
      {...field}
      placeholder="请选择"
      showSearch={{ optionFilterProp: 'label' }}
      {...(onChange === undefined ? {} : { onChange })}
      options={officers
        .filter(({ accountId }) => accountId !== without)
        .map(({ accountId, name, departmentName, certified }) => ({
          value: accountId,
          label: [name, departmentName, certified ? null : '没有有效执法证件']
            .filter(Boolean)
            .join(' · '),
        }))}
    />
  );
}
