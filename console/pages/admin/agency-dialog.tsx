import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Form, Input, Select } from 'antd';
import { ask } from '../../api/client.ts';
import { useItems } from '../../api/whole.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { type Pack, packName } from '../rules/pack.ts';
import {
  type Agency,
  type AgencyNature,
  type CodeFinding,
  codeWarning,
  natureTitles,
} from './agency.ts';

type Typed = {
  readonly name: string;
  readonly shortName: string;
  readonly creditCode?: string;
  readonly regionCode: string;
  readonly nature: AgencyNature;
  readonly parentId?: string;
  readonly packs?: readonly string[];
};

type AgencyDialogProps = {
  readonly agencies: readonly Agency[];
  /** The body that is changed; absent when a new one is registered. */
  readonly agency?: Agency;
  readonly onClose: () => void;
};

/** Registers a body or changes its entry. */
export function AgencyDialog({ agencies, agency, onClose }: AgencyDialogProps) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const submit = async ({ packs = [], ...typed }: Typed) => {
    const entry = {
      ...typed,
      creditCode: typed.creditCode?.trim().toUpperCase() || null,
      parentId: typed.parentId ?? null,
    };
    if (agency === undefined) {
      const body = { ...entry, packs: [...packs.filter((id) => id !== 'national'), 'national'] };
      const { agencyId } = await ask<{ readonly agencyId: string }>('/api/agencies', {
        method: 'POST',
        body,
      });
      await queryClient.invalidateQueries();
      message.success('已登记。接着设置内设机构。');
      await navigate({
        to: '/admin/agencies/$agencyId',
        params: { agencyId },
        search: { tab: 'departments' },
      });
    } else {
      await ask(`/api/agencies/${agency.agencyId}`, { method: 'PUT', body: entry });
      await queryClient.invalidateQueries();
      message.success('已变更登记。');
    }
    onClose();
  };
  return (
    <FormDialog<Typed>
      title={agency === undefined ? '登记执法主体' : '变更登记'}
      submitTitle={agency === undefined ? '登记' : '保存'}
      initialValues={initialOf(agency)}
      onSubmit={submit}
      onClose={onClose}
    >
      <EntryFields superiors={agencies.filter((one) => one.agencyId !== agency?.agencyId)} />
      {agency === undefined && <PacksField />}
    </FormDialog>
  );
}

function initialOf(agency: Agency | undefined): Partial<Typed> {
  if (agency === undefined) return { nature: 'statutory' };
  const { name, shortName, creditCode, regionCode, nature, parentId } = agency;
  return {
    name,
    shortName,
    regionCode,
    nature,
    ...(creditCode === null ? {} : { creditCode }),
    ...(parentId === null ? {} : { parentId }),
  };
}

/** What looks wrong about a code is told, and stops nobody; neither does it that the code cannot be looked at now. */
async function warnOfCode(_: unknown, typed: string | undefined): Promise<void> {
  const number = typed?.trim().toUpperCase() ?? '';
  if (!/^[0-9A-Z]{18}$/.test(number)) return;
  const body = { number, partyKind: 'organisation' };
  const found = await ask<CodeFinding>('/api/identity-checks', { method: 'POST', body }).catch(
    () => null,
  );
  const warning = found === null ? null : codeWarning(found);
  if (warning !== null) throw new Error(warning);
}

function EntryFields({ superiors }: { readonly superiors: readonly Agency[] }) {
  return (
    <>
      <Form.Item
        name="name"
        label="名称"
        extra="全称，与“三定”规定和印章一致。"
        rules={[{ required: true, whitespace: true, message: '请填写名称。' }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <div className="field-row">
        <Form.Item
          name="shortName"
          label="简称"
          extra="用于案号和列表，例如“市监”。"
          rules={[{ required: true, whitespace: true, message: '请填写简称。' }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="regionCode"
          label="行政区划代码"
          extra="6 位数字，例如 410200。"
          rules={[{ required: true, pattern: /^\d{6}$/, message: '请填写 6 位数字。' }]}
        >
          <Input inputMode="numeric" maxLength={6} />
        </Form.Item>
        <Form.Item
          name="nature"
          label="主体性质"
          rules={[{ required: true, message: '请选择主体性质。' }]}
        >
          <Select
            options={Object.entries(natureTitles).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item
          name="creditCode"
          label="统一社会信用代码"
          extra="18 位；没有的不填。"
          rules={[
            {
              pattern: /^[0-9A-Za-z]{18}$/,
              message: '应当是 18 位数字和字母，请核对。',
            },
            { warningOnly: true, validateTrigger: 'onBlur', validator: warnOfCode },
          ]}
          validateTrigger={['onChange', 'onBlur']}
        >
          <Input maxLength={18} />
        </Form.Item>
      </div>
      <Form.Item name="parentId" label="上级单位" extra="上级的执法监督人员能看到本单位的案件。">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="没有"
          options={superiors
            .filter(({ standing }) => standing === 'active')
            .map(({ agencyId, name }) => ({ value: agencyId, label: name }))}
        />
      </Form.Item>
    </>
  );
}

function PacksField() {
  const { data = [] } = useItems<Pack>('/api/packs');
  const local = new Map(data.filter(({ id }) => id !== 'national').map((pack) => [pack.id, pack]));
  return (
    <Form.Item
      name="packs"
      label="适用的地方规则包"
      extra="国家规定始终适用，不用选。没有地方规定的不选；有几份的，先选最具体的。"
    >
      <Select
        mode="multiple"
        placeholder="只适用国家规定"
        options={[...local.values()].map((pack) => ({ value: pack.id, label: packName(pack) }))}
      />
    </Form.Item>
  );
}
