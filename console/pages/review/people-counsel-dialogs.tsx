import { Checkbox, Form, Input, Select } from 'antd';
import { ask } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { useItems } from '../../api/whole.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { type Counsel, interestsIn, interestsText } from './people.ts';
import { useSettled } from './people-dialogs.tsx';

const needed = (message: string) => [{ required: true, whitespace: true, message }];

type Typed = {
  readonly name: string;
  readonly kind: string;
  readonly organisation: string;
  readonly licenceNumber?: string;
  readonly identityNumber?: string;
  readonly accountId?: string;
  readonly specialty?: string;
  readonly interests?: string;
  readonly isPurchased?: boolean;
  readonly isShared?: boolean;
  readonly validFrom: string;
  readonly validUntil?: string;
};

type CounselDialogProps = {
  /** Who is changed; null to enter somebody new. */
  readonly counsel: Counsel | null;
  readonly onClose: () => void;
};

/** Enters somebody in the register of counsel, or changes the entry. */
export function CounselDialog({ counsel, onClose }: CounselDialogProps) {
  const { agencyId } = useMe();
  const settled = useSettled(onClose);
  const at = `/api/agencies/${agencyId}/counsel`;
  const submit = async (typed: Typed) => {
    const body = bodyOf(typed);
    if (counsel === null) await ask(at, { method: 'POST', body });
    else await ask(`${at}/${counsel.counselId}`, { method: 'PUT', body });
    await settled(counsel === null ? '已登记。' : '已变更。');
  };
  return (
    <FormDialog<Typed>
      title={counsel === null ? '登记人员' : `变更${counsel.name}的登记`}
      submitTitle={counsel === null ? '登记' : '保存'}
      initialValues={counsel === null ? { kind: 'legal-adviser' } : typedOf(counsel)}
      onSubmit={submit}
      onClose={onClose}
    >
      <PersonFields />
      <TermFields masked={counsel?.identityMasked ?? null} />
    </FormDialog>
  );
}

/** What was typed as the server takes it; an empty number of identity leaves the one that is kept. */
function bodyOf(typed: Typed) {
  const { identityNumber = '', licenceNumber = '', validUntil = '' } = typed;
  return {
    name: typed.name,
    kind: typed.kind,
    organisation: typed.organisation,
    licenceNumber: licenceNumber.trim() || null,
    accountId: typed.accountId ?? null,
    specialty: typed.specialty ?? '',
    interests: interestsIn(typed.interests ?? ''),
    isPurchased: typed.isPurchased === true,
    isShared: typed.isShared === true,
    validFrom: typed.validFrom,
    validUntil: validUntil || null,
    ...(identityNumber.trim() === '' ? {} : { identityNumber: identityNumber.trim() }),
  };
}

function typedOf(counsel: Counsel): Partial<Typed> {
  const { name, kind, organisation, licenceNumber, accountId, specialty, validUntil } = counsel;
  const { isPurchased, isShared, validFrom } = counsel;
  return {
    name,
    kind,
    organisation,
    specialty,
    isPurchased,
    isShared,
    validFrom,
    interests: interestsText(counsel.interests),
    licenceNumber: licenceNumber ?? '',
    validUntil: validUntil ?? '',
    ...(accountId === null ? {} : { accountId }),
  };
}

type Colleague = { readonly accountId: string; readonly name: string };

function PersonFields() {
  const { data: colleagues = [] } = useItems<Colleague>('/api/colleagues');
  return (
    <>
      <div className="field-row">
        <Form.Item name="name" label="姓名" rules={needed('请填写姓名。')}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="kind" label="类别" rules={needed('请选择类别。')}>
          <Select
            options={[
              { value: 'legal-adviser', label: '法律顾问' },
              { value: 'public-lawyer', label: '公职律师' },
              { value: 'talent', label: '法律人才库成员' },
            ]}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="organisation"
        label="所在单位"
        rules={needed('请填写律师事务所或者机关的名称。')}
      >
        <Input maxLength={200} />
      </Form.Item>
      <div className="field-row">
        <Form.Item name="licenceNumber" label="执业证或者公职律师证号码">
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="specialty" label="专长">
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <Form.Item
        name="accountId"
        label="账户"
        extra="本单位的公职律师选自己的账户，请求会出现在其通知里；外部人员不选，凭一次性链接查看。"
      >
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="外部人员"
          options={colleagues.map(({ accountId, name }) => ({ value: accountId, label: name }))}
        />
      </Form.Item>
    </>
  );
}

function TermFields({ masked }: { readonly masked: string | null }) {
  return (
    <>
      <div className="field-row">
        <Form.Item name="validFrom" label="聘期自" rules={needed('请填写起始日。')}>
          <Input type="date" max="2199-12-31" />
        </Form.Item>
        <Form.Item name="validUntil" label="聘期至（含当日）" extra="未定的不填。">
          <Input type="date" max="2199-12-31" />
        </Form.Item>
      </div>
      <Form.Item
        name="interests"
        label="申报的利害关系"
        extra="每行一个：人或者单位的名称，逗号后写关系。例如：示范餐饮公司，常年法律顾问。"
      >
        <Input.TextArea rows={3} />
      </Form.Item>
      <Form.Item
        name="identityNumber"
        label="证件号码"
        extra={
          masked === null
            ? '可以不登记。登记后，是不是案件当事人按号码判断。'
            : `现在登记的是 ${masked}。不填则不改变。`
        }
      >
        <Input maxLength={32} autoComplete="off" />
      </Form.Item>
      <Form.Item name="isPurchased" valuePropName="checked">
        <Checkbox>购买服务</Checkbox>
      </Form.Item>
      <Form.Item name="isShared" valuePropName="checked">
        <Checkbox>下级单位也可以请求协助</Checkbox>
      </Form.Item>
    </>
  );
}

type Ending = { readonly endedOn: string; readonly reason: string };

/** Ends the engagement of somebody. */
export function CounselEndingDialog({
  counsel,
  onClose,
}: {
  readonly counsel: Counsel;
  readonly onClose: () => void;
}) {
  const { agencyId } = useMe();
  const settled = useSettled(onClose);
  return (
    <FormDialog<Ending>
      title={`终止${counsel.name}的聘期`}
      lead="自所填之日起不能再请求其协助，正在等待的请求和链接随即关闭；已经提出的意见仍在案卷。"
      submitTitle="终止聘期"
      isDanger
      onSubmit={async (body) => {
        const url = `/api/agencies/${agencyId}/counsel/${counsel.counselId}/ending`;
        await ask(url, { method: 'POST', body });
        await settled('已终止。');
      }}
      onClose={onClose}
    >
      <Form.Item name="endedOn" label="自何日起" rules={needed('请填写日期。')}>
        <Input type="date" max="2199-12-31" />
      </Form.Item>
      <Form.Item name="reason" label="原因" rules={needed('请写明原因。')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
