import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { preferencesQuery } from '../../api/preferences.ts';
import { useMe } from '../../api/session.ts';
import type { Typed } from '../../parts/fields/field-offer.ts';
import { type Draft, findDraft } from './draft.ts';
import { DraftKeeper, type Keeping } from './draft-keeper.ts';

const queryKeyOf = (key: string) => ['draft', key] as const;

/** Finds the draft with which a form opens; undefined while it is looked for. */
export function useStoredDraft(key: string): Draft | null | undefined {
  const { accountId } = useMe();
  const { data } = useQuery({
    queryKey: queryKeyOf(key),
    queryFn: ({ signal }) => findDraft(accountId, key, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return data;
}

/** Keeps what is typed, and tells where it is; `drop` forgets it. */
export function useDraft(key: string, { typed, before }: { typed: Typed; before: Typed }) {
  const { accountId } = useMe();
  const [keeper] = useState(() => new DraftKeeper({ accountId, key, before, typed }));
  const [keeping, setKeeping] = useState<Keeping>('nothing');
  useEffect(() => keeper.watch(setKeeping), [keeper]);
  const queryClient = useQueryClient();
  // Lists of drafts elsewhere are read anew when they are opened.
  const { queryKey } = preferencesQuery;
  useEffect(
    () => () => void queryClient.invalidateQueries({ queryKey, refetchType: 'none' }),
    [queryClient, queryKey],
  );
  // The same form on another page opens with this, also where that page comes before the server has it.
  useEffect(() => {
    const draft = typed === before ? null : { typed, savedAt: new Date().toISOString() };
    queryClient.setQueryData(queryKeyOf(key), draft);
  }, [queryClient, key, typed, before]);
  const drop = () => {
    keeper.drop(before);
    queryClient.setQueryData(queryKeyOf(key), null);
  };
  const isUnsafe = keeping === 'waiting' || keeping === 'in-tab';
  useEffect(() => {
    if (!isUnsafe) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsafe]);
  return { keeper, keeping, drop };
}
