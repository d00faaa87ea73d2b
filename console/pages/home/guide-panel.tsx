import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/client.ts';
import { hasRole, may, useMe } from '../../api/session.ts';
import { type GuideItem, guideLink } from '../admin/guide.ts';

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
  const begun = open.filter(({ standing }) => standing === 'open');
  const mine = begun.filter(({ who }) => hasRole(me, who));
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
        {(mine.length > 0 ? mine : begun.slice(0, 4)).map((item) => (
          <li key={item.id}>
            <div>
              <StepTitle item={item} isMine={mine.includes(item)} />
              <div className="small soft">{item.detail}</div>
            </div>
            <div className="small soft">{item.whoTitle}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Only what is the person's own to do leads somewhere. */
function StepTitle({ item, isMine }: { readonly item: GuideItem; readonly isMine: boolean }) {
  const me = useMe();
  const agencyId = me.agencyName === null ? null : me.agencyId;
  const link = guideLink(item, { agencyId, may: (permission) => may(me, permission) });
  return link === null || !isMine ? (
    <strong>{item.title}</strong>
  ) : (
    <Link {...link}>{item.title}</Link>
  );
}
