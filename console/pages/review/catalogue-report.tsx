import { useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Radio, Select } from 'antd';
import { ask } from '../../api/client.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import {
  amountProblem,
  amountsProblem,
  type Catalogue,
  type Choice,
  catalogueAt,
  type Item,
  sentItem,
  type TypedItem,
  typedItem,
  usualLevel,
} from './catalogue.ts';

type ReportDialogProps = {
  readonly catalogue: Catalogue;
  /** What is reported anew; absent for a new item. */
  readonly item?: Item;
  readonly onClose: () => void;
};

/** Reports an item, or a known one anew with other content. */
export function ReportDialog({ catalogue, item, onClose }: ReportDialogProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const isNew = item === undefined;
  const submit = async (typed: TypedItem) => {
    const path = isNew ? '/items' : `/items/${item.itemId}/revision`;
    await ask(`${catalogueAt}${path}`, { method: 'POST', body: sentItem(typed) });
    message.success('已报送，等待审核。');
    await queryClient.invalidateQueries({ queryKey: [catalogueAt] });
    onClose();
  };
  const { departments, asked } = catalogue;
  return (
    <FormDialog<TypedItem>
      title={isNew ? '报送应当法制审核的事项' : `修改后重新报送：${item.title}`}
      lead={`由${asked.reviewOffice}审核同意后编入目录。已经批准的各版不受影响。`}
      submitTitle="报送"
      initialValues={isNew ? firstValues(catalogue) : typedItem(item)}
      onSubmit={submit}
      onClose={onClose}
    >
      {isNew && departments.length > 1 && (
        <Form.Item name="departmentId" label="内设机构" rules={[wanted('请选择内设机构。')]}>
          <Select
            options={departments.map(({ departmentId, name }) => ({
              value: departmentId,
              label: name,
            }))}
          />
        </Form.Item>
      )}
      <ItemFields catalogue={catalogue} />
    </FormDialog>
  );
}

const wanted = (message: string) => ({ required: true, message });
const written = (message: string) => ({ required: true, whitespace: true, message });

function firstValues(catalogue: Catalogue): Partial<TypedItem> {
  const [only] = catalogue.choices.actKinds.filter(({ code }) => code === 'penalty');
  const level = usualLevel(catalogue);
  return {
    ...(only === undefined ? {} : { actKind: only.code }),
    ...(level === undefined ? {} : { level }),
  };
}

const isAmount = {
  validator: (_: unknown, text?: string) => refusing(amountProblem(text)),
};

/** One of the two amounts must be there; it is said below the second. */
const isStated = ({ getFieldValue }: { readonly getFieldValue: (name: string) => string }) => ({
  validator: (_: unknown, organisation?: string) =>
    refusing(amountsProblem(getFieldValue('citizenYuan'), organisation)),
});

const refusing = (problem: string | null) =>
  problem === null ? Promise.resolve() : Promise.reject(new Error(problem));

function ItemFields({ catalogue }: { readonly catalogue: Catalogue }) {
  const { choices, asked } = catalogue;
  const isAsked = (factor: string) => asked.factors.some(({ code }) => code === factor);
  return (
    <>
      <Form.Item
        name="title"
        label="事项"
        extra="例如“对单位处以较大数额罚款”。"
        rules={[written('请填写事项名称。')]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <div className="field-row">
        <Form.Item
          name="actKind"
          label="行政执法行为类别"
          rules={[wanted('请选择行政执法行为类别。')]}
        >
          <Select options={optionsOf(choices.actKinds)} />
        </Form.Item>
        <Form.Item
          name="level"
          label="执法层级"
          rules={isAsked('level') ? [wanted('请选择执法层级。')] : []}
        >
          <Select allowClear={!isAsked('level')} options={optionsOf(choices.levels)} />
        </Form.Item>
      </div>
      {choices.triggers.length > 0 && (
        <Form.Item
          name="trigger"
          label="属于规则所列的哪一种情形"
          rules={[wanted('请选择属于哪一种情形。')]}
        >
          <Select options={optionsOf(choices.triggers)} />
        </Form.Item>
      )}
      <FieldLimit isAsked={isAsked('field')} />
      <PenaltyFields penaltyKinds={choices.penaltyKinds} />
      <AmountFields amountKinds={choices.amountKinds} isAsked={isAsked('amount')} />
      <WordFields standards={asked.standards} />
    </>
  );
}

const optionsOf = (choices: readonly Choice[]) =>
  choices.map(({ code, title }) => ({ value: code, label: title }));

function FieldLimit({ isAsked }: { readonly isAsked: boolean }) {
  const limit = Form.useWatch<TypedItem['fieldLimit']>('fieldLimit');
  return (
    <>
      <Form.Item
        name="fieldLimit"
        label="所属领域"
        rules={isAsked ? [wanted('请说明是否限于一个领域。')] : []}
      >
        <Radio.Group
          options={[
            { value: 'any', label: '不限领域' },
            { value: 'one', label: '限于一个领域' },
          ]}
        />
      </Form.Item>
      {limit === 'one' && (
        <Form.Item
          name="field"
          label="哪个领域"
          extra="限于领域的，案件是否属于由人确认。"
          rules={[written('请填写领域。')]}
        >
          <Input maxLength={100} />
        </Form.Item>
      )}
    </>
  );
}

function PenaltyFields({ penaltyKinds }: { readonly penaltyKinds: readonly Choice[] }) {
  const actKind = Form.useWatch<string | undefined>('actKind');
  if (actKind !== 'penalty') return null;
  return (
    <Form.Item name="penaltyKinds" label="处罚种类" extra="不限处罚种类的不选。">
      <Select mode="multiple" allowClear options={optionsOf(penaltyKinds)} />
    </Form.Item>
  );
}

type AmountFieldsProps = { readonly amountKinds: readonly Choice[]; readonly isAsked: boolean };

function AmountFields({ amountKinds, isAsked }: AmountFieldsProps) {
  const amount = Form.useWatch<TypedItem['amount']>('amount');
  return (
    <>
      <Form.Item
        name="amount"
        label="金额标准"
        rules={isAsked ? [wanted('请说明是否以金额为标准。')] : []}
      >
        <Radio.Group
          options={[{ value: 'none', label: '不以金额为标准' }, ...optionsOf(amountKinds)]}
        />
      </Form.Item>
      {amount !== undefined && amount !== 'none' && (
        <div className="field-row">
          <Form.Item
            name="citizenYuan"
            label="对公民的起点（元，含本数）"
            extra="含个体工商户。不适用的不填。"
            rules={[isAmount]}
          >
            <Input inputMode="decimal" maxLength={16} />
          </Form.Item>
          <Form.Item
            name="organisationYuan"
            label="对法人或者其他组织的起点（元，含本数）"
            extra="不适用的不填。"
            dependencies={['citizenYuan']}
            rules={[isAmount, isStated]}
          >
            <Input inputMode="decimal" maxLength={16} />
          </Form.Item>
        </div>
      )}
    </>
  );
}

function WordFields({ standards }: { readonly standards: boolean }) {
  return (
    <>
      <Form.Item
        name="standard"
        label="事项标准"
        extra="用一句话说明为什么属于重大决定。"
        rules={standards ? [written('请写明事项标准。')] : []}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="other" label="其他情况" extra="程序看不出、须由人判断的情形；没有的不填。">
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="basis" label="依据" rules={[written('请填写依据的法律、法规、规章。')]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </>
  );
}
