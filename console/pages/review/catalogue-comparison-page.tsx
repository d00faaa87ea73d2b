import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { ask } from '../../api/client.ts';
import { NothingHere } from '../../parts/nothing-here.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import '../../parts/form.css';
import { catalogueAt } from './catalogue.ts';
import './catalogue.css';

type Compared = {
  readonly itemId: string;
  readonly title: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'same';
  readonly kindTitle: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly facts: readonly {
    readonly title: string;
    readonly before: string;
    readonly after: string;
  }[];
};
type Comparison = { readonly items: readonly Compared[] };

/** What changed between two versions of the catalogue. */
export function CatalogueComparisonPage() {
  const { before, after } = useSearch({ from: '/review/catalogue/comparison' });
  const { data, error } = useQuery({
    queryKey: [catalogueAt, 'comparison', before, after],
    queryFn: ({ signal }) =>
      ask<Comparison>(`${catalogueAt}/versions/${before}/comparison/${after}`, { signal }),
  });
  const same = data?.items.filter(({ kind }) => kind === 'same').length ?? 0;
  return (
    <>
      <PageHead
        title={`审核目录第 ${before} 版与第 ${after} 版`}
        lead={data === undefined ? '' : `不变的 ${same} 项没有列出。`}
        actions={
          <>
            <Link
              to="/review/catalogue/$number"
              params={{ number: String(after) }}
              className="button-link"
            >
              第 {after} 版
            </Link>
            <Button onClick={() => window.print()}>打印</Button>
          </>
        }
      />
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && <Changes items={data.items} />}
    </>
  );
}

const tones: Readonly<Record<Compared['kind'], string>> = {
  added: 'tag tag--ok',
  removed: 'tag tag--late',
  changed: 'tag tag--warn',
  same: 'tag',
};

function Changes({ items }: { readonly items: readonly Compared[] }) {
  const changed = items.filter(({ kind }) => kind !== 'same');
  if (changed.length === 0)
    return (
      <NothingHere title="两版的事项相同。">
        <p>只是序号可能不同。</p>
      </NothingHere>
    );
  return changed.map((item) => (
    <section key={item.itemId} className="panel">
      <h2>
        <span className={tones[item.kind]}>{item.kindTitle}</span> {item.title}
      </h2>
      <p className="small soft">
        {item.before !== null && `前一版第 ${item.before} 项`}
        {item.before !== null && item.after !== null && '，'}
        {item.after !== null && `后一版第 ${item.after} 项`}
      </p>
      {item.facts.length > 0 && (
        <dl className="facts">
          {item.facts.map((fact) => (
            <div key={fact.title}>
              <dt>{fact.title}</dt>
              <dd>
                {item.kind !== 'added' && <del>{fact.before || '（空）'}</del>}
                {item.kind === 'changed' && <br />}
                {item.kind !== 'removed' && <ins>{fact.after || '（空）'}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  ));
}
