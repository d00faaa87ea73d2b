import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/client.ts';
import type { Page } from '../../api/pages.ts';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { type Account, waitingWords } from './account.ts';
import { type AccountSearch, standingQuery } from './search.ts';

const path = '/api/accounts';
const limit = 100;

/** People who cannot go on until the security administrator has done something; nothing when nobody waits. */
export function WaitingAccounts() {
  const resets = useAccounts(standingQuery('reset'));
  const newcomers = useAccounts({ disabled: false, role: 'none' });
  const error = resets.error ?? newcomers.error;
  if (error !== null) return <ProblemNotice error={error} />;
  const confirmed = waitingWords(itemsOf(resets));
  // Roles are given to who has a password of their own.
  const granted = waitingWords(
    itemsOf(newcomers).filter(({ mustChangePassword }) => !mustChangePassword),
  );
  if (confirmed === '' && granted === '') return null;
  return (
    <section className="panel" aria-labelledby="home-accounts">
      <h2 id="home-accounts">等您办理</h2>
      <ul className="task-list">
        <Waiting
          who={confirmed}
          title="确认重置的密码"
          search={{ standing: 'reset' }}
          why="向本人核实、确认以后，本人才能登录。"
        />
        <Waiting
          who={granted}
          title="授予角色"
          search={{ standing: 'active', role: 'none' }}
          why="授予以前，本人登录后什么也看不到。"
        />
      </ul>
    </section>
  );
}

type WaitingProps = {
  /** Who waits, in words; empty when nobody does. */
  readonly who: string;
  readonly title: string;
  readonly search: AccountSearch;
  readonly why: string;
};

function Waiting({ who, title, search, why }: WaitingProps) {
  if (who === '') return null;
  return (
    <li>
      <div>
        <Link to="/admin/accounts" search={search}>
          {title}
        </Link>
        <div className="small soft">
          {who}。{why}
        </div>
      </div>
    </li>
  );
}

function useAccounts(which: { readonly [name: string]: string | boolean }) {
  const query = { ...which, limit };
  return useQuery({
    queryKey: [path, query],
    queryFn: ({ signal }) => ask<Page<Account>>(path, { query, signal }),
  });
}

function itemsOf({ data }: ReturnType<typeof useAccounts>): readonly Account[] {
  return data?.items ?? [];
}
