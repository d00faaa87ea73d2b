import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { figuresQuery } from '../../api/cases.ts';
import { may, useMe } from '../../api/session.ts';
import { CaseMonthChart } from '../../parts/case-month-chart.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { DepartmentBars, StepBars } from '../cases/figure-bars.tsx';

/** How it goes below the person, in pictures and numbers. */
export function FiguresPanel() {
  const { data, error } = useQuery({ ...figuresQuery, enabled: may(useMe(), 'statistics:read') });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined || data.standings.every(({ count }) => count === 0)) return null;
  return (
    <div className="home-figures">
      <section className="panel" aria-labelledby="home-months">
        <div className="panel-head">
          <h2 id="home-months">近十二个月</h2>
          <Link to="/figures">全部统计</Link>
        </div>
        <CaseMonthChart months={data.months} />
      </section>
      <div className="columns columns--even">
        <section className="panel" aria-labelledby="home-steps">
          <h2 id="home-steps">在办案件所处步骤</h2>
          <StepBars steps={data.steps} />
        </section>
        <section className="panel" aria-labelledby="home-departments">
          <h2 id="home-departments">各机构超期情况</h2>
          <DepartmentBars departments={data.departments} />
        </section>
      </div>
    </div>
  );
}
