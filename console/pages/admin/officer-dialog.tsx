import { useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Form, Input, Select } from 'antd';
import { ask } from '../../api/client.ts';
import { may, useMe } from '../../api/session.ts';
import { useItems, useWhole } from '../../api/whole.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import type { Account } from './account.ts';
import type { Agency, Department } from './agency.ts';
import type { Officer } from './officer.ts';

type Typed = {
  readonly officerId?: string;
  readonly name: string;
  readonly post?: string;
  readonly departmentId?: string;
  readonly mayReview?: boolean;
};

type OfficerDialogProps = {
  readonly agency: Agency;
  readonly departments: readonly Department[];
  /** Who is changed; absent when somebody new is registered. */
  readonly officer?: Officer;
  readonly onClose: () => void;
};

/** Registers an officer or changes the entry. */
export function OfficerDialog({ agency, departments, officer, onClose }: OfficerDialogProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Typed>();
  const at = `/api/agencies/${agency.agencyId}/officers`;
  const submit = async ({ officerId, name, post, departmentId, mayReview }: Typed) => {
    const entry = {
      name,
      post: post ?? '',
      departmentId: departmentId ?? null,
      mayReview: mayReview === true,
    };
    if (officer === undefined) {
      const body = officerId === undefined ? entry : { ...entry, officerId };
      await ask(at, { method: 'POST', body });
      message.success('已登记。接着登记证件。');
    } else {
      await ask(`${at}/${officer.officerId}`, { method: 'PUT', body: entry });
      message.success('已变更。');
    }
    await queryClient.invalidateQueries();
    onClose();
  };
  return (
    <FormDialog<Typed>
      form={form}
      title={officer === undefined ? '登记执法人员' : `变更${officer.name}的登记`}
      submitTitle={officer === undefined ? '登记' : '保存'}
      initialValues={officer === undefined ? {} : initialOf(officer)}
      onSubmit={submit}
      onClose={onClose}
    >
      {officer === undefined && (
        <PersonField
          agency={agency}
          onChoose={(person) =>
            form.setFieldsValue({
              name: person.name,
              ...(person.departmentId === null ? {} : { departmentId: person.departmentId }),
            })
          }
        />
      )}
      <EntryFields departments={departments} />
    </FormDialog>
  );
}

function initialOf({ name, post, departmentId, mayReview }: Officer): Partial<Typed> {
  return { name, post, mayReview, ...(departmentId === null ? {} : { departmentId }) };
}

function EntryFields({ departments }: { readonly departments: readonly Department[] }) {
  return (
    <>
      <Form.Item
        name="name"
        label="姓名"
        rules={[{ required: true, whitespace: true, message: '请填写姓名。' }]}
      >
        <Input maxLength={64} />
      </Form.Item>
      <div className="field-row">
        <Form.Item name="post" label="职务">
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="departmentId" label="内设机构">
          <Select
            allowClear
            placeholder="不选"
            options={departments
              .filter(({ standing }) => standing === 'active')
              .map((one) => ({ value: one.departmentId, label: one.name }))}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="mayReview"
        valuePropName="checked"
        extra="初次从事法制审核的，须通过国家统一法律职业资格考试取得资格。资格证明、审核职责和任期，在“法制审核—审核人员”登记。"
      >
        <Checkbox>具备法制审核资格</Checkbox>
      </Form.Item>
    </>
  );
}

type Person = { readonly id: string; readonly name: string; readonly departmentId: string | null };

type PersonFieldProps = {
  readonly agency: Agency;
  readonly onChoose: (person: Person) => void;
};

/** Ties the entry to an account, so that what the person does is done under the certificate. */
function PersonField({ agency, onChoose }: PersonFieldProps) {
  const people = usePeople(agency);
  return (
    <Form.Item
      name="officerId"
      label="账户"
      extra="在系统里办案的人必须选自己的账户；只登记、不登录的人不选。"
    >
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="不在系统里办案"
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(chosen: string | undefined) => {
          const person = people.find(({ id }) => id === chosen);
          if (person !== undefined) onChoose(person);
        }}
      />
    </Form.Item>
  );
}

type Colleague = {
  readonly accountId: string;
  readonly name: string;
  readonly departmentId: string | null;
};

/** Those who can be chosen: the own colleagues, or whatever accounts the person may see. */
function usePeople(agency: Agency): readonly Person[] {
  const me = useMe();
  const isOwn = me.agencyId === agency.agencyId;
  const colleagues = useItems<Colleague>('/api/colleagues', {}, { enabled: isOwn });
  const seesAccounts = !isOwn && may(me, 'account:read');
  const accounts = useWhole<Account>(
    '/api/accounts',
    { agencyId: agency.agencyId, disabled: false },
    { enabled: seesAccounts },
  );
  const own = (colleagues.data ?? []).map((one) => ({ ...one, id: one.accountId }));
  const others = (accounts.data ?? []).map((one) => ({
    id: one.accountId,
    name: `${one.displayName}（${one.userName}）`,
    departmentId: one.departmentId,
  }));
  return isOwn ? own : others;
}

type StandingDialogProps = {
  readonly at: string;
  readonly officer: Officer;
  readonly onClose: () => void;
};

/** Lets somebody leave the post or come back to it. */
export function OfficerStandingDialog({ at, officer, onClose }: StandingDialogProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const leaves = officer.standing === 'active';
  return (
    <AskDialog
      title={`${officer.name}${leaves ? '离岗' : '重新上岗'}`}
      consequence={
        leaves
          ? '离岗后不能再承办案件、从事执法，公示的持证名单里不再列出。还在承办的案件请先移交。以后可以重新上岗。'
          : '重新上岗后，凭仍然有效的证件可以从事执法。'
      }
      submitTitle={leaves ? '离岗' : '重新上岗'}
      isDanger={leaves}
      onClose={onClose}
      onSubmit={async () => {
        const body = { standing: leaves ? 'left' : 'active' };
        await ask(`${at}/${officer.officerId}/standing`, { method: 'PUT', body });
        message.success(leaves ? '已办理离岗。' : '已重新上岗。');
        await queryClient.invalidateQueries();
      }}
    />
  );
}
