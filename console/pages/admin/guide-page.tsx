import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/client.ts';
import { hasRole, type Me, may, useMe } from '../../api/session.ts';
import '../../parts/form.css';
import { PageHead } from '../../parts/page-head.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import './admin.css';
import { type GuideItem, goWords, guideLink, guideWords, nextWords, waitWords } from './guide.ts';

type Guide = { readonly items: readonly GuideItem[]; readonly finished: boolean };

/** The way from an empty installation to the first filed case: who does what, and where. */
export function GuidePage() {
  const me = useMe();
  const { data, error } = useQuery({
    queryKey: ['/api/guide'],
    queryFn: ({ signal }) => ask<Guide>('/api/guide', { signal }),
  });
  const items = data?.items ?? [];
  const done = items.filter(({ standing }) => standing === 'done').length;
  return (
    <>
      <PageHead
        title="启用指引"
        lead="从空的系统到第一件立案。每一步由规定的人办理，谁也不能代替；办完一步，这里自动更新。"
      />
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined && (
        <p className="notice" role="status">
          {data.finished
            ? '全部完成，可以正常办案了。'
            : `已完成 ${done} 步，共 ${items.length} 步。${nextWords(items, (who) => hasRole(me, who))}`}
        </p>
      )}
      <ol className="guide">
        {items.map((item) => (
          <Step key={item.id} item={item} me={me} />
        ))}
      </ol>
    </>
  );
}

function Step({ item, me }: { readonly item: GuideItem; readonly me: Me }) {
  const isMine = hasRole(me, item.who);
  const { words, look } = guideWords(item, isMine);
  const doing = goWords(item, isMine);
  const link = guideLink(item, {
    agencyId: me.agencyName === null ? null : me.agencyId,
    may: (permission) => may(me, permission),
  });
  return (
    <li className={item.standing === 'open' && isMine ? 'guide-now' : ''}>
      <div>
        <h2>
          {item.title} <span className={`tag ${look}`}>{words}</span>
        </h2>
        <p>{item.detail}</p>
        {item.waitsFor.length > 0 && <p>{waitWords(item)}</p>}
        <p className="small soft">
          由{item.whoTitle}办理{isMine && '（就是您）'}
        </p>
      </div>
      {link !== null && doing !== '' && <Link {...link}>{doing}</Link>}
    </li>
  );
}
