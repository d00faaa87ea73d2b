import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Form, Input, Select } from 'antd';
import { ask } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { useWhole } from '../../api/whole.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import type { Designation, Reviewer, ReviewerRegister } from './people.ts';

const needed = (message: string) => [{ required: true, whitespace: true, message }];

/** Says that it is done and reads everything anew. */
export function useSettled(onClose: () => void) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return async (words: string) => {
    message.success(words);
    await queryClient.invalidateQueries();
    onClose();
  };
}

type Typed = {
  readonly officerId: string;
  readonly level: string;
  readonly qualification: string;
  readonly proofNumber?: string;
  readonly isFirstEngaged?: boolean;
  readonly validFrom: string;
  readonly validUntil?: string;
};

type DesignationDialogProps = {
  readonly register: ReviewerRegister;
  readonly reviewer: Reviewer | undefined;
  readonly onClose: () => void;
};

type Officer = { readonly officerId: string; readonly name: string; readonly standing: string };

/** Designates somebody to review; the levels have the local names of their posts. */
export function DesignationDialog({ register, reviewer, onClose }: DesignationDialogProps) {
  const me = useMe();
  const settled = useSettled(onClose);
  const [form] = Form.useForm<Typed>();
  const qualification = Form.useWatch('qualification', form);
  const at = `/api/agencies/${me.agencyId}/officers`;
  const officers = useWhole<Officer>(at, {}, { enabled: reviewer === undefined });
  const submit = async ({ officerId, proofNumber = '', validUntil = '', ...rest }: Typed) => {
    const body = {
      ...rest,
      isFirstEngaged: rest.isFirstEngaged === true,
      proofNumber: proofNumber.trim() || null,
      validUntil: validUntil || null,
    };
    const id = reviewer?.officerId ?? officerId;
    await ask(`${at}/${id}/designations`, { method: 'POST', body });
    await settled('已指定。');
  };
  return (
    <FormDialog<Typed>
      form={form}
      title={reviewer === undefined ? '指定审核人员' : `登记${reviewer.name}的资格和任期`}
      lead="承办过案件的人不能审核该案，与案件有利害关系的须回避；这些由系统逐案判断。"
      submitTitle="指定"
      initialValues={{
        level: register.levels[0]?.level ?? '',
        qualification: 'law-licence',
        isFirstEngaged: true,
      }}
      onSubmit={submit}
      onClose={onClose}
    >
      {reviewer === undefined && (
        <Form.Item
          name="officerId"
          label="人员"
          extra="从人员名册中选择；没有的，先在“执法主体和人员”登记。"
          rules={needed('请选择人员。')}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(officers.data ?? [])
              .filter(({ standing }) => standing === 'active')
              .map(({ officerId, name }) => ({ value: officerId, label: name }))}
          />
        </Form.Item>
      )}
      <Form.Item name="level" label="审核职责" rules={needed('请选择审核职责。')}>
        <Select
          options={register.levels.map(({ level, title }) => ({ value: level, label: title }))}
        />
      </Form.Item>
      <QualificationFields isLicence={qualification === 'law-licence'} />
      <div className="field-row">
        <Form.Item name="validFrom" label="任期自" rules={needed('请填写起始日。')}>
          <Input type="date" max="2199-12-31" />
        </Form.Item>
        <Form.Item name="validUntil" label="任期至（含当日）" extra="未定的不填。">
          <Input type="date" max="2199-12-31" />
        </Form.Item>
      </div>
    </FormDialog>
  );
}

function QualificationFields({ isLicence }: { readonly isLicence: boolean }) {
  return (
    <>
      <Form.Item name="qualification" label="资格" rules={needed('请选择资格。')}>
        <Select
          options={[
            { value: 'law-licence', label: '法律职业资格' },
            { value: 'law-background', label: '法律专业背景' },
            { value: 'engaged-before', label: '此前已从事法制审核' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="proofNumber"
        label={isLicence ? '法律职业资格证书号码' : '证明材料号码'}
        rules={isLicence ? needed('请填写法律职业资格证书的号码。') : []}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="isFirstEngaged"
        valuePropName="checked"
        extra="初次从事的，须已取得法律职业资格。"
      >
        <Checkbox>初次从事行政处罚决定法制审核</Checkbox>
      </Form.Item>
    </>
  );
}

type EndingDialogProps = {
  readonly reviewer: Reviewer;
  readonly designation: Designation;
  readonly onClose: () => void;
};

type Ending = { readonly endedOn: string; readonly endGround: string; readonly reason: string };

/** Ends a designation. */
export function EndingDialog({ reviewer, designation, onClose }: EndingDialogProps) {
  const { agencyId } = useMe();
  const settled = useSettled(onClose);
  const at = `/api/agencies/${agencyId}/officers/${reviewer.officerId}/designations`;
  return (
    <FormDialog<Ending>
      title={`终止${reviewer.name}的指定`}
      lead="自所填之日起不能再审核，手上的审核要改派；在此以前的审核仍然有效。"
      submitTitle="终止"
      isDanger
      initialValues={{ endGround: 'post' }}
      onSubmit={async (body) => {
        const url = `${at}/${designation.designationId}/ending`;
        await ask(url, { method: 'POST', body });
        await settled('已终止。');
      }}
      onClose={onClose}
    >
      <Form.Item name="endedOn" label="自何日起" rules={needed('请填写日期。')}>
        <Input type="date" max="2199-12-31" />
      </Form.Item>
      <Form.Item name="endGround" label="原因" rules={needed('请选择原因。')}>
        <Select
          options={[
            { value: 'post', label: '不再承担法制审核' },
            { value: 'qualification', label: '审核资格失效或者被撤销' },
          ]}
        />
      </Form.Item>
      <Form.Item name="reason" label="说明" rules={needed('请写明情况。')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

type IdentityDialogProps = { readonly reviewer: Reviewer; readonly onClose: () => void };

/** Keeps the number of identity, of which only the ends are ever shown. */
export function IdentityDialog({ reviewer, onClose }: IdentityDialogProps) {
  const { agencyId } = useMe();
  const settled = useSettled(onClose);
  const url = `/api/agencies/${agencyId}/officers/${reviewer.officerId}/identity`;
  const { data } = useQuery({
    queryKey: [url],
    queryFn: () => ask<{ readonly masked: string | null }>(url),
  });
  return (
    <FormDialog<{ readonly number?: string }>
      title={`${reviewer.name}的证件号码`}
      lead={
        <>
          <p>可以不登记。登记后，是不是案件当事人按号码判断，同名的不会误判。</p>
          {data !== undefined && (
            <p>现在登记的是：{data.masked === null ? '没有' : data.masked}。不填而保存，即删除。</p>
          )}
        </>
      }
      submitTitle="保存"
      onSubmit={async ({ number = '' }) => {
        await ask(url, { method: 'PUT', body: { number: number.trim() || null } });
        await settled('已保存。');
      }}
      onClose={onClose}
    >
      <Form.Item name="number" label="证件号码">
        <Input maxLength={32} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}
