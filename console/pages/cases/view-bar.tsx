import { DownOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { problemIn } from '../../api/client.ts';
import { usePreference } from '../../api/preferences.ts';
import { allCases, askedOf, asksTheSame, type CaseQuery, filtersIn } from './case-query.ts';
import {
  longestName,
  nameProblem,
  noViews,
  renamed,
  type SavedViews,
  viewsIn,
  withoutView,
  withStandard,
  withView,
} from './saved-views.ts';

type Naming = { readonly before: string | null };

/** The kept questions of the person: open, keep, rename, delete, open first. */
export function ViewBar({ query }: { readonly query: CaseQuery }) {
  const { value: saved = noViews, keep } = usePreference('views.cases', viewsIn);
  const { message } = App.useApp();
  const navigate = useNavigate({ from: '/cases' });
  const [naming, setNaming] = useState<Naming | null>(null);
  const open = saved.views.find((view) => asksTheSame(view.query, query));
  const isAll = open === undefined && Object.keys(askedOf(query)).length === 0;
  const change = async (next: (before: SavedViews) => SavedViews, done: string) => {
    try {
      await keep((before = noViews) => next(before));
      message.success(done);
    } catch (error) {
      message.error(problemIn(error).detail);
    }
  };
  const settle = (name: string) => {
    const before = naming?.before ?? null;
    setNaming(null);
    if (before === null)
      void change((now) => withView(now, { name, query: askedOf(query) }), `已保存视图“${name}”。`);
    else void change((now) => renamed(now, before, name), `视图已改名为“${name}”。`);
    void navigate({ search: { ...askedOf(query), view: name }, replace: true });
  };
  return (
    <nav className="views" aria-label="已保存的视图">
      <Link to="/cases" search={{ view: allCases }} aria-current={isAll ? 'page' : undefined}>
        全部案件
      </Link>
      {saved.views.map((view) => (
        <Link
          key={view.name}
          to="/cases"
          search={{ ...view.query, view: view.name }}
          aria-current={view === open ? 'page' : undefined}
        >
          {view.name}
          {view.name === saved.standard && <small>（打开时显示）</small>}
        </Link>
      ))}
      {open === undefined && (filtersIn(query) > 0 || query.order !== undefined) && (
        <Button size="small" onClick={() => setNaming({ before: null })}>
          保存为视图
        </Button>
      )}
      {open !== undefined && (
        <ViewMenu
          name={open.name}
          isStandard={open.name === saved.standard}
          onRename={() => setNaming({ before: open.name })}
          onChange={change}
        />
      )}
      {naming !== null && (
        <NameDialog
          before={naming.before}
          problemOf={(name) => nameProblem(saved, name, naming.before)}
          onName={settle}
          onCancel={() => setNaming(null)}
        />
      )}
    </nav>
  );
}

type ViewMenuProps = {
  readonly name: string;
  readonly isStandard: boolean;
  readonly onRename: () => void;
  readonly onChange: (next: (before: SavedViews) => SavedViews, done: string) => Promise<unknown>;
};

function ViewMenu({ name, isStandard, onRename, onChange }: ViewMenuProps) {
  const { modal } = App.useApp();
  const remove = () =>
    void modal.confirm({
      title: `删除视图“${name}”？`,
      content: '只删除保存的条件，案件不受影响。',
      okText: '删除',
      okButtonProps: { danger: true },
      onOk: () => onChange((before) => withoutView(before, name), `已删除视图“${name}”。`),
    });
  const standard = isStandard
    ? { label: '打开“案件”时不再先显示', next: null, done: '打开“案件”时显示全部案件。' }
    : { label: '打开“案件”时先显示', next: name, done: `打开“案件”时先显示“${name}”。` };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'standard',
            label: standard.label,
            onClick: () =>
              void onChange((before) => withStandard(before, standard.next), standard.done),
          },
          { key: 'rename', label: '改名', onClick: onRename },
          { key: 'delete', label: '删除', danger: true, onClick: remove },
        ],
      }}
    >
      <Button size="small">
        管理视图 <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}

type NameDialogProps = {
  readonly before: string | null;
  readonly problemOf: (name: string) => string | null;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
};

function NameDialog({ before, problemOf, onName, onCancel }: NameDialogProps) {
  const [form] = Form.useForm<{ readonly name: string }>();
  return (
    <Modal
      open
      title={before === null ? '保存为视图' : '视图改名'}
      okText="保存"
      onOk={() => form.submit()}
      onCancel={onCancel}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: before ?? '' }}
        validateTrigger="onSubmit"
        onFinish={({ name }) => onName(name.trim())}
      >
        <Form.Item
          name="name"
          label="视图的名称"
          extra="只有您自己看得到。"
          rules={[
            {
              validator: (_, typed: unknown) => {
                const problem = problemOf(typeof typed === 'string' ? typed : '');
                return problem === null ? Promise.resolve() : Promise.reject(new Error(problem));
              },
            },
          ]}
        >
          <Input autoFocus maxLength={longestName} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
