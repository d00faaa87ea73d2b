import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ask } from '../../api/client.ts';
import '../../parts/form.css';
import { useItems } from '../../api/whole.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type Pack, packName } from './pack.ts';
import './rules.css';
import { useComparison } from './use-comparison.ts';

type Clause = {
  readonly id: string;
  readonly pack: string;
  readonly locator: string;
  readonly system: string;
  readonly kind: string;
  readonly obligation: string;
  readonly actor: string;
  readonly trigger: string;
};

/** One clause: what it asks of whom, and what it sets. */
export function ClausePage() {
  const { clauseId } = useParams({ from: '/clauses/$clauseId' });
  const { data: clause, error } = useQuery({
    queryKey: ['/api/clauses', clauseId],
    queryFn: ({ signal }) =>
      ask<Clause>(`/api/clauses/${encodeURIComponent(clauseId)}`, { signal }),
  });
  if (clause === undefined)
    return (
      <>
        <PageHead title="条款" />
        {error !== null && <ProblemNotice error={error} />}
      </>
    );
  return <ClauseSheet clause={clause} />;
}

function ClauseSheet({ clause }: { readonly clause: Clause }) {
  const { data: packs = [] } = useItems<Pack>('/api/packs');
  const [pack] = packs.filter(({ id }) => id === clause.pack).toReversed();
  const facts = [
    ['由谁', clause.actor],
    ['何时', clause.trigger],
    ['编号', clause.id],
  ] as const;
  return (
    <>
      <PageHead
        title={clause.locator}
        lead={
          <Link to="/rules/$packId" params={{ packId: clause.pack }}>
            {pack === undefined ? clause.pack : packName(pack)}
          </Link>
        }
      />
      <section className="panel">
        <p className="clause-text">{clause.obligation}</p>
        <p className="small soft">以我们的话概括，以原文为准。</p>
        <dl className="facts">
          {facts
            .filter(([, value]) => value !== '')
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
      </section>
      <RulesOf clause={clause} />
    </>
  );
}

function RulesOf({ clause }: { readonly clause: Clause }) {
  const { data, isPending } = useComparison();
  const set = (data?.rows ?? []).flatMap(({ key, title, cells }) => {
    const cell = cells[clause.pack];
    return cell?.clauses.includes(clause.id) === true ? [{ key, title, text: cell.text }] : [];
  });
  if (isPending) return null;
  return (
    <section className="panel">
      <h2>它设定的规则</h2>
      {set.length === 0 ? (
        <p className="soft">
          今天没有一条规则直接取自这一条。它可能是对人的要求，由办案的步骤和记录体现。
        </p>
      ) : (
        <dl className="facts">
          {set.map(({ key, title, text }) => (
            <div key={key}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
