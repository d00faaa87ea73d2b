import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { ask } from '../../api/client.ts';
import { useItems } from '../../api/whole.ts';
import { ClauseList } from '../../parts/clause-link.tsx';
import { FilterField } from '../../parts/filter-field.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import './catalogue.css';
import type { Flow } from './flow.ts';
import { FlowChart } from './flow-chart.tsx';

type Pack = { readonly id: string; readonly title: string };

/** How legal review goes, as the rules have it: a drawing, and the same as a list. */
export function FlowPage() {
  const { pack } = useSearch({ from: '/review/flow' });
  const { data, error } = useQuery({
    queryKey: ['/api/review-flow', pack],
    queryFn: ({ signal }) => ask<Flow>('/api/review-flow', { query: { pack }, signal }),
  });
  return (
    <>
      <PageHead
        title="法制审核流程图"
        lead="由规则包生成：各步由谁办理、多长时间、依据哪一条。规则没有规定的不写。"
        actions={<Button onClick={() => window.print()}>打印</Button>}
      />
      <PackChoice chosen={pack ?? data?.packs[0]} />
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && (
        <>
          <FlowChart flow={data} />
          <h2>各步</h2>
          <FlowList flow={data} />
        </>
      )}
    </>
  );
}

function PackChoice({ chosen }: { readonly chosen: string | undefined }) {
  const { data = [] } = useItems<Pack>('/api/packs');
  const navigate = useNavigate({ from: '/review/flow' });
  const packs = [...new Map(data.map((one) => [one.id, one]))];
  return (
    <search className="filters flow-packs">
      <FilterField title="规则包">
        {(id) => (
          <Select
            id={id}
            value={chosen ?? null}
            popupMatchSelectWidth={false}
            options={packs.map(([value, { title }]) => ({ value, label: title }))}
            onChange={(value: string | null) =>
              void navigate({ search: { pack: value ?? undefined }, replace: true })
            }
          />
        )}
      </FilterField>
    </search>
  );
}

/** The chart in words: each step with who, how long, by which clauses, and where it goes on. */
function FlowList({ flow: { nodes, edges } }: { readonly flow: Flow }) {
  const places = new Map(nodes.map(({ id }, index) => [id, index]));
  return (
    <ol className="flow-steps">
      {nodes.map((node) => (
        <li key={node.id} id={`step-${node.id}`}>
          <strong>{node.title}</strong>
          <p>
            {node.who}
            {node.clock !== '' && `，${node.clock}`}
          </p>
          {node.notes.map((note) => (
            <p key={note} className="small">
              {note}
            </p>
          ))}
          <ul>
            {edges
              .filter(({ from }) => from === node.id)
              .map(({ to, title }) => (
                <li key={to}>
                  {title !== '' && `${title}：`}转到第 {(places.get(to) ?? 0) + 1} 步“
                  {nodes[places.get(to) ?? 0]?.title}”
                </li>
              ))}
          </ul>
          <ClauseList clauses={node.clauses} />
        </li>
      ))}
    </ol>
  );
}
