import { Button } from 'antd';
import type { Column } from '../../parts/record-list.tsx';
import type { CompiledItem, Item, ItemContent } from './catalogue.ts';

const content = <T extends ItemContent>(): readonly Column<T>[] => [
  {
    key: 'kind',
    title: '类别和层级',
    text: ({ actKindTitle, levelTitle }) => [actKindTitle, levelTitle].filter(Boolean).join('、'),
    cell: ({ actKindTitle, levelTitle }) => [actKindTitle, levelTitle].filter(Boolean).join('、'),
  },
  {
    key: 'field',
    title: '领域',
    text: ({ field }) => field ?? '不限',
    cell: ({ field }) => field ?? '不限',
  },
  {
    key: 'words',
    title: '金额、种类和其他情况',
    text: ({ words }) => words,
    cell: ({ words, standard }) => (
      <>
        {words}
        {standard !== '' && <div className="small soft">{standard}</div>}
      </>
    ),
  },
  {
    key: 'trigger',
    title: '属于的情形',
    text: ({ triggerTitle }) => triggerTitle,
    cell: ({ triggerTitle }) => triggerTitle,
  },
  { key: 'basis', title: '依据', text: ({ basis }) => basis, cell: ({ basis }) => basis },
  {
    key: 'department',
    title: '承办机构',
    text: ({ departmentName }) => departmentName,
    cell: ({ departmentName }) => departmentName,
  },
];

/** Columns of the items of a version. */
export const compiledColumns: readonly Column<CompiledItem>[] = [
  { key: 'no', title: '序号', align: 'end', text: ({ no }) => no, cell: ({ no }) => no },
  {
    key: 'title',
    title: '事项',
    isHead: true,
    text: ({ title }) => title,
    cell: ({ title }) => title,
  },
  ...content<CompiledItem>(),
];

/** Columns of a file only: what stands under another column on the page. */
export const compiledFileColumns: readonly Column<CompiledItem>[] = [
  ...compiledColumns,
  {
    key: 'standard',
    title: '事项标准',
    text: ({ standard }) => standard,
    cell: ({ standard }) => standard,
  },
];

const tones: Readonly<Record<Item['standing'], string>> = {
  reported: 'tag tag--warn',
  accepted: 'tag tag--ok',
  returned: 'tag tag--late',
  withdrawn: 'tag',
};

const saidOf = ({ finding, withdrawal }: Item) =>
  [
    finding === null || finding.reason === '' ? '' : `${finding.by}：${finding.reason}`,
    withdrawal === null ? '' : `撤回：${withdrawal.reason}`,
  ]
    .filter(Boolean)
    .join('；');

/** What somebody wants to do with an item. */
export type AskedOfItem = {
  readonly what: 'revise' | 'withdraw' | 'accept' | 'send-back';
  readonly item: Item;
};

/** Columns of the register of items. */
export function registerColumns(put: (asked: AskedOfItem) => void): readonly Column<Item>[] {
  return [
    {
      key: 'title',
      title: '事项',
      isHead: true,
      text: ({ title }) => title,
      cell: ({ title }) => title,
    },
    {
      key: 'standing',
      title: '状态',
      text: (item) => [item.standingTitle, saidOf(item)].filter(Boolean).join('：'),
      cell: (item) => (
        <>
          <span className={tones[item.standing]}>{item.standingTitle}</span>
          {saidOf(item) !== '' && <div className="small">{saidOf(item)}</div>}
        </>
      ),
    },
    ...content<Item>(),
    {
      key: 'reported',
      title: '报送',
      text: ({ reportedBy, reportedAt }) => `${reportedBy} ${reportedAt.slice(0, 10)}`,
      cell: ({ reportedBy, reportedAt }) => (
        <>
          {reportedBy} <time dateTime={reportedAt}>{reportedAt.slice(0, 10)}</time>
        </>
      ),
    },
    { key: 'acts', title: '办理', cell: (item) => <ItemActs item={item} put={put} /> },
  ];
}

const titles = { accept: '同意编入', 'send-back': '退回', revise: '重新报送', withdraw: '撤回' };

function ItemActs({
  item,
  put,
}: {
  readonly item: Item;
  readonly put: (asked: AskedOfItem) => void;
}) {
  const acts = item.next.flatMap((step) =>
    step === 'examine' ? (['accept', 'send-back'] as const) : [step],
  );
  if (acts.length === 0) return null;
  return (
    <span className="row-actions">
      {acts.map((what) => (
        <Button
          key={what}
          size="small"
          type={what === 'accept' ? 'primary' : 'default'}
          danger={what === 'withdraw'}
          aria-label={`${titles[what]}：${item.title}`}
          onClick={() => put({ what, item })}
        >
          {titles[what]}
        </Button>
      ))}
    </span>
  );
}
