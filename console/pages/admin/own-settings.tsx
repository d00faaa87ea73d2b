import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { asPages, useItems } from '../../api/whole.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { ClausesById } from '../../parts/clause-by-id.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { type Agency, type OwnNumber, unitTitles } from './agency.ts';
import { useKeeper } from './use-keeper.ts';

type RuleEntry = {
  readonly key: string;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly rule: { readonly promptly?: boolean } | null;
};

type Asked = { readonly what: 'set' | 'remove'; readonly entry: RuleEntry };

/** Rules that say 及时 and no number, and the numbers that the body has set for itself. */
export function OwnSettings({ agency }: { readonly agency: Agency }) {
  const mayKeep = useKeeper(agency, 'register:settings');
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data, error, isPending } = useItems<RuleEntry>('/api/rules', {
    packs: agency.packs.join(','),
  });
  const open = (data ?? []).filter(
    ({ rule, key }) => rule?.promptly === true || key in agency.ours,
  );
  const pages = asPages(open, { path: '/api/own-settings', error, isPending });
  const columns = columnsFor(agency, mayKeep ? setAsked : null);
  return (
    <>
      <div className="panel-head">
        <p className="soft">
          有些规定只说“及时”，没有数字。本单位可以自己定一个数，系统据此提醒；处处注明是本单位自定，不是原文的规定。由机关负责人设定。
        </p>
        <ExportButton name="自定期限" columns={columns} pages={pages} rows={open} />
      </div>
      <RecordList
        caption="可以自定期限的规则"
        columns={columns}
        pages={pages}
        rowKey={({ key }) => key}
        empty={
          <NothingHere title="没有可以自定的期限。">
            <p>适用的规则包里没有只说“及时”的规定。</p>
          </NothingHere>
        }
      />
      {asked?.what === 'set' && (
        <SettingDialog agency={agency} entry={asked.entry} onClose={() => setAsked(null)} />
      )}
      {asked?.what === 'remove' && (
        <RemovalDialog agency={agency} entry={asked.entry} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function numberWords(own: OwnNumber | undefined): string {
  return own === undefined ? '没有定' : `${own.n} ${unitTitles[own.unit]}`;
}

function columnsFor(
  { ours }: Agency,
  put: ((asked: Asked) => void) | null,
): readonly Column<RuleEntry>[] {
  const facts: readonly Column<RuleEntry>[] = [
    {
      key: 'title',
      title: '规则',
      isHead: true,
      text: ({ title }) => title,
      cell: ({ title, clauses }) => (
        <>
          {title}
          <ClausesById ids={clauses} />
        </>
      ),
    },
    { key: 'source', title: '原文', text: () => '及时', cell: () => '及时（没有数字）' },
    {
      key: 'own',
      title: '本单位自定',
      text: ({ key }) => numberWords(ours[key]),
      cell: ({ key }) => (
        <span className={ours[key] === undefined ? 'soft' : ''}>{numberWords(ours[key])}</span>
      ),
    },
    {
      key: 'reason',
      title: '理由',
      text: ({ key }) => ours[key]?.reason ?? '',
      cell: ({ key }) => ours[key]?.reason,
    },
  ];
  if (put === null) return facts;
  const actions: Column<RuleEntry> = {
    key: 'actions',
    title: '办理',
    cell: (entry) => (
      <span className="row-actions">
        <Button
          size="small"
          aria-label={`${ours[entry.key] === undefined ? '设定' : '修改'}：${entry.title}`}
          onClick={() => put({ what: 'set', entry })}
        >
          {ours[entry.key] === undefined ? '设定' : '修改'}
        </Button>
        {ours[entry.key] !== undefined && (
          <Button
            size="small"
            aria-label={`取消自定：${entry.title}`}
            onClick={() => put({ what: 'remove', entry })}
          >
            取消自定
          </Button>
        )}
      </span>
    ),
  };
  return [...facts, actions];
}

type DialogProps = {
  readonly agency: Agency;
  readonly entry: RuleEntry;
  readonly onClose: () => void;
};

function SettingDialog({ agency, entry, onClose }: DialogProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const submit = async (body: OwnNumber) => {
    await ask(`/api/agencies/${agency.agencyId}/own-settings/${entry.key}`, {
      method: 'PUT',
      body,
    });
    message.success('已设定。');
    await queryClient.invalidateQueries();
    onClose();
  };
  return (
    <FormDialog<OwnNumber>
      title={entry.title}
      lead="不能比法律规定的期限宽。设定后，正在走的期限也按新的数计算。"
      submitTitle="设定"
      initialValues={agency.ours[entry.key] ?? { unit: 'workday' }}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="field-row">
        <Form.Item
          name="n"
          label="数值"
          rules={[{ required: true, message: '请填写 1 以上的整数。' }]}
        >
          <InputNumber min={1} max={3650} precision={0} />
        </Form.Item>
        <Form.Item name="unit" label="单位" rules={[{ required: true, message: '请选择单位。' }]}>
          <Select
            options={Object.entries(unitTitles).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="reason"
        label="理由"
        extra="例如依据本单位的哪份工作制度。"
        rules={[{ required: true, whitespace: true, message: '请写明理由。' }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}

function RemovalDialog({ agency, entry, onClose }: DialogProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return (
    <AskDialog
      title={`取消自定：${entry.title}`}
      consequence="取消后这一项没有具体期限，系统不再提醒。"
      submitTitle="取消自定"
      isDanger
      onClose={onClose}
      onSubmit={async () => {
        await ask(`/api/agencies/${agency.agencyId}/own-settings/${entry.key}`, {
          method: 'DELETE',
        });
        message.success('已取消。');
        await queryClient.invalidateQueries();
      }}
    />
  );
}
