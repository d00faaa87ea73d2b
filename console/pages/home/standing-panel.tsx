import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/client.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';

type Standing = {
  readonly lastBackupAt: string | null;
  readonly warnings: readonly string[];
};

/** What the running installation warns of. */
export function StandingPanel() {
  const { data, error } = useQuery({
    queryKey: ['/api/standing'],
    queryFn: () => ask<Standing>('/api/standing'),
  });
  return (
    <section className="panel" aria-labelledby="home-standing">
      <div className="panel-head">
        <h2 id="home-standing">运行状态</h2>
        <Link to="/admin/standing">查看运行状态</Link>
      </div>
      {error !== null && <ProblemNotice error={error} />}
      {data?.warnings.length === 0 && <p>没有需要处理的情况。</p>}
      {data !== undefined && data.warnings.length > 0 && (
        <ul className="warnings">
          {data.warnings.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {data !== undefined && (
        <p className="small soft">
          {typeof data.lastBackupAt === 'string'
            ? `最近一次备份 ${data.lastBackupAt.slice(0, 16).replace('T', ' ')}`
            : '还没有备份'}
        </p>
      )}
    </section>
  );
}
