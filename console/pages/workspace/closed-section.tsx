import { ClauseList } from '../../parts/clause-link.tsx';
import { type CaseDetail, type CaseOption, type CaseOptions, clausesOf } from './case-file.ts';
import { closedGroups } from './closed-groups.ts';

/** So many of the acts that come next stand open; the rest is looked up. */
const mostInSight = 5;

type ClosedSectionProps = {
  readonly options: readonly CaseOption[];
  readonly known: CaseOptions;
  readonly detail: CaseDetail;
};

/** What cannot be done now and why, by what stands in the way. */
export function ClosedSection({ options, known, detail }: ClosedSectionProps) {
  if (options.length === 0) return null;
  return (
    <details className="panel case-closed">
      <summary>
        <h2>现在不能办理的</h2>
      </summary>
      {closedGroups(options, detail.steps).map(({ sort, title, options: group }) =>
        sort === 'not-yet' ? (
          <section key={sort} className="case-closed-group">
            <h3>{title}</h3>
            <OptionList options={group.slice(0, mostInSight)} known={known} />
            <Folded
              title={`其余 ${group.length - mostInSight} 项`}
              options={group.slice(mostInSight)}
              known={known}
            />
          </section>
        ) : (
          <Folded
            key={sort}
            title={`${title}（${group.length} 项）`}
            options={group}
            known={known}
          />
        ),
      )}
    </details>
  );
}

type FoldedProps = Omit<ClosedSectionProps, 'detail'> & { readonly title: string };

function Folded({ title, options, known }: FoldedProps) {
  if (options.length === 0) return null;
  return (
    <details className="case-closed-group">
      <summary>{title}</summary>
      <OptionList options={options} known={known} />
    </details>
  );
}

function OptionList({ options, known }: Omit<ClosedSectionProps, 'detail'>) {
  return (
    <ul className="plain-list">
      {options.map((option) => (
        <li key={option.command}>
          <details>
            <summary>{option.title}</summary>
            <Reasons option={option} known={known} />
          </details>
        </li>
      ))}
    </ul>
  );
}

/** What stands against an act, with the clauses behind it. */
export function Reasons({
  option,
  known,
}: {
  readonly option: CaseOption;
  readonly known: CaseOptions;
}) {
  return option.refusals.map((refusal) => (
    <div key={`${refusal.code}${refusal.text}`} className="case-reason">
      <p>{refusal.text}</p>
      <ClauseList clauses={clausesOf(refusal.clauses, known.clauses)} />
    </div>
  ));
}
