import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { asPages, useItems } from '../../api/whole.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { ExportButton } from '../../parts/export-button.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import type { Agency, Department } from './agency.ts';
import { useKeeper } from './use-keeper.ts';

type Asked =
  | { readonly what: 'open' }
  | { readonly what: 'rename' | 'close'; readonly department: Department };

/** The departments of a body. */
export function Departments({ agency }: { readonly agency: Agency }) {
  const mayKeep = useKeeper(agency, 'register:department');
  const [asked, setAsked] = useState<Asked | null>(null);
  const at = `/api/agencies/${agency.agencyId}/departments`;
  const found = useItems<Department>(at);
  const { data = [], error, isPending } = found;
  const pages = asPages(data, { path: '/api/departments', error, isPending });
  const columns = mayKeep ? [...facts, actionsColumn(setAsked)] : facts;
  return (
    <>
      <div className="panel-head">
        <p className="soft">案件由内设机构承办；承办机构负责人只看本机构的案件。</p>
        <div className="page-actions">
          <ExportButton name="内设机构" columns={columns} pages={pages} rows={data} />
          {mayKeep && (
            <Button type="primary" onClick={() => setAsked({ what: 'open' })}>
              设立内设机构
            </Button>
          )}
        </div>
      </div>
      <RecordList
        caption="内设机构"
        columns={columns}
        pages={pages}
        rowKey={({ departmentId }) => departmentId}
        empty={
          <NothingHere title="还没有内设机构。">
            <p>{mayKeep ? '请点“设立内设机构”。' : '由系统管理员或者本单位办公室设立。'}</p>
          </NothingHere>
        }
      />
      {asked !== null && <DepartmentDialog at={at} asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

const facts: readonly Column<Department>[] = [
  {
    key: 'name',
    title: '名称',
    isHead: true,
    text: ({ name }) => name,
    cell: ({ name }) => name,
  },
  {
    key: 'standing',
    title: '状态',
    text: ({ standing }) => (standing === 'active' ? '正常' : '已撤销'),
    cell: ({ standing }) => (
      <span className={standing === 'active' ? 'tag tag--ok' : 'tag'}>
        {standing === 'active' ? '正常' : '已撤销'}
      </span>
    ),
  },
];

function actionsColumn(put: (asked: Asked) => void): Column<Department> {
  return {
    key: 'actions',
    title: '办理',
    cell: (department) =>
      department.standing === 'closed' ? null : (
        <span className="row-actions">
          <Button
            size="small"
            aria-label={`更名：${department.name}`}
            onClick={() => put({ what: 'rename', department })}
          >
            更名
          </Button>
          <Button
            size="small"
            danger
            aria-label={`撤销：${department.name}`}
            onClick={() => put({ what: 'close', department })}
          >
            撤销
          </Button>
        </span>
      ),
  };
}

type DepartmentDialogProps = {
  readonly at: string;
  readonly asked: Asked;
  readonly onClose: () => void;
};

function DepartmentDialog({ at, asked, onClose }: DepartmentDialogProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const finish = async (said: string) => {
    message.success(said);
    await queryClient.invalidateQueries();
    onClose();
  };
  if (asked.what === 'close')
    return (
      <AskDialog
        title={`撤销：${asked.department.name}`}
        consequence="撤销后不能再承办新的案件，不能恢复。在岗人员和可用账户须先调到别的机构，否则不能撤销。"
        submitTitle="撤销"
        isDanger
        onClose={onClose}
        onSubmit={async () => {
          await ask(`${at}/${asked.department.departmentId}/closing`, { method: 'POST' });
          await finish('已撤销。');
        }}
      />
    );
  const isNew = asked.what === 'open';
  return (
    <FormDialog<{ readonly name: string }>
      title={isNew ? '设立内设机构' : '内设机构更名'}
      submitTitle={isNew ? '设立' : '更名'}
      initialValues={isNew ? {} : { name: asked.department.name }}
      onClose={onClose}
      onSubmit={async (body) => {
        if (isNew) await ask(at, { method: 'POST', body });
        else await ask(`${at}/${asked.department.departmentId}`, { method: 'PUT', body });
        await finish(isNew ? '已设立。' : '已更名。');
      }}
    >
      <Form.Item
        name="name"
        label="名称"
        rules={[{ required: true, whitespace: true, message: '请填写名称。' }]}
      >
        <Input maxLength={100} />
      </Form.Item>
    </FormDialog>
  );
}
