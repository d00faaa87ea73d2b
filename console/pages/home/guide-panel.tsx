import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/client.ts';
import { hasRole, may, type Role, useMe } from '../../api/session.ts';

type GuideItem = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly who: Role;
  readonly whoTitle: string;
  readonly standing: 'done' | 'open' | 'waiting';
  readonly path: string;
};

/** The steps still open until the first case can be filed; nothing once all are done. */
export function GuidePanel() {
  const me = useMe();
  const isConcerned = hasRole(me, 'system-admin', 'security-admin', 'auditor', 'office', 'leader');
  const { data } = useQuery({
    queryKey: ['/api/guide'],
    queryFn: () => ask<{ readonly items: readonly GuideItem[] }>('/api/guide'),
    enabled: isConcerned,
  });
  const open = data?.items.filter(({ standing }) => standing !== 'done') ?? [];
  const mine = open.filter(({ who, standing }) => standing === 'open' && hasRole(me, who));
  // Who handles cases is only told of what is theirs to do; the administrators see what the others still owe.
  if (mine.length === 0 && (open.length === 0 || may(me, 'case:read'))) return null;
  return (
    <section className="panel" data-tour="guide" aria-labelledby="home-guide">
      <div className="panel-head">
        <h2 id="home-guide">启用还差 {open.length} 步</h2>
        <Link to="/guide">启用指引</Link>
      </div>
      {mine.length === 0 && <p>现在没有要您做的，下面的由别人先办。</p>}
      <ul className="task-list">
        {(mine.length > 0 ? mine : open.slice(0, 4)).map(
          ({ id, title, detail, path, whoTitle }) => (
            <li key={id}>
              <div>
                <Link to={path as '/guide'}>{title}</Link>
                <div className="small soft">{detail}</div>
              </div>
              <div className="small soft">{whoTitle}</div>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}
