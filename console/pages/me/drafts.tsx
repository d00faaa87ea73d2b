import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client.ts';
import { preferencesQuery } from '../../api/preferences.ts';
import { may, useMe } from '../../api/session.ts';
import { asPages } from '../../api/whole.ts';
import { placeOfAct } from '../../parts/act-place.ts';
import { AskDialog } from '../../parts/ask-dialog.tsx';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { type Column, RecordList } from '../../parts/record-list.tsx';
import { saveText } from '../../parts/save-text.ts';
import { draftsIn, type KeptDraft } from './kept.ts';

/** Forms that were begun and not sent, and everything else the person keeps here. */
export function Drafts() {
  const { data, error, isPending } = useQuery(preferencesQuery);
  const [dropped, setDropped] = useState<KeptDraft | null>(null);
  const titles = useCommandTitles();
  const drafts = draftsIn(data?.items ?? {});
  const pages = asPages(drafts, { path: preferencesQuery.queryKey[0] ?? '', error, isPending });
  return (
    <>
      <h2>没有提交的草稿</h2>
      <p className="soft">填到一半的表单自动保存，只有您自己看得到；提交后自动删除。</p>
      <RecordList
        caption="没有提交的草稿"
        columns={columnsFor(titles, setDropped)}
        pages={pages}
        rowKey={({ key }) => key}
        empty={
          <NothingHere title="没有草稿。">
            <p>办案时填了一半离开，会留在这里。</p>
          </NothingHere>
        }
      />
      <section className="panel">
        <h2>导出我保存的内容</h2>
        <p>保存的视图、置顶的案件、草稿等，存成一个 JSON 文件。</p>
        <Button
          disabled={data === undefined}
          onClick={() => saveText('我保存的内容.json', JSON.stringify(data?.items ?? {}, null, 2))}
        >
          导出
        </Button>
      </section>
      {dropped !== null && <Dropping draft={dropped} onClose={() => setDropped(null)} />}
    </>
  );
}

type DroppingProps = { readonly draft: KeptDraft; readonly onClose: () => void };

function Dropping({ draft, onClose }: DroppingProps) {
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  return (
    <AskDialog
      title="删除草稿"
      consequence="删除后填写的内容不能找回。案件本身不受影响。"
      submitTitle="删除"
      isDanger
      onClose={onClose}
      onSubmit={async () => {
        await ask(`/api/preferences/${draft.key}`, { method: 'DELETE' });
        message.success('已删除。');
        await queryClient.invalidateQueries({ queryKey: preferencesQuery.queryKey });
      }}
    />
  );
}

function columnsFor(
  titles: ReadonlyMap<string, string>,
  drop: (draft: KeptDraft) => void,
): readonly Column<KeptDraft>[] {
  const nameOf = ({ command }: KeptDraft) =>
    command === null ? '登记线索' : (titles.get(command) ?? command);
  return [
    {
      key: 'name',
      title: '草稿',
      isHead: true,
      cell: (draft) => <DraftLink draft={draft} name={nameOf(draft)} />,
    },
    {
      key: 'savedAt',
      title: '保存时间',
      cell: ({ savedAt }) => (savedAt === '' ? '' : new Date(savedAt).toLocaleString('zh-CN')),
    },
    {
      key: 'drop',
      title: '办理',
      cell: (draft) => (
        <Button
          size="small"
          danger
          aria-label={`删除：${nameOf(draft)}`}
          onClick={() => drop(draft)}
        >
          删除
        </Button>
      ),
    },
  ];
}

type DraftLinkProps = { readonly draft: KeptDraft; readonly name: string };

function DraftLink({ draft: { caseId, command }, name }: DraftLinkProps) {
  if (caseId === null || command === null) return <Link to="/cases/new">{name}</Link>;
  return (
    <Link {...placeOfAct(command)} params={{ caseId }}>
      {name}
    </Link>
  );
}

type Steps = {
  readonly steps: readonly {
    readonly commands: readonly { readonly id: string; readonly title: string }[];
  }[];
};

/** What commands are called. */
function useCommandTitles(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['/api/procedures', 'penalty'],
    queryFn: ({ signal }) => ask<Steps>('/api/procedures/penalty', { signal }),
    staleTime: 300_000,
    enabled: may(useMe(), 'rule:read'),
  });
  const commands = data?.steps.flatMap((step) => step.commands) ?? [];
  return new Map(commands.map(({ id, title }) => [id, title]));
}
