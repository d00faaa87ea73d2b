import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask, type Change } from '../../api/client.ts';
import { type CaseDetail, caseKey, readEvents } from './case-file.ts';

const everyMillis = 15_000;
/** A page nobody touches for so long asks no more, so that the session can end. */
const restMillis = 10 * 60_000;

/** What others did since the version on the page; empty while nothing did happen. */
export function useChanges(caseId: string, seenVersion: number | undefined): readonly Change[] {
  const isAwake = useAwake();
  const { data: now } = useQuery({
    queryKey: ['case-version', caseId],
    queryFn: async ({ signal }) =>
      (await ask<CaseDetail>(`/api/cases/${caseId}`, { signal })).version,
    enabled: seenVersion !== undefined && isAwake,
    refetchInterval: everyMillis,
    refetchOnWindowFocus: 'always',
    staleTime: everyMillis,
  });
  const isBehind = now !== undefined && seenVersion !== undefined && now > seenVersion;
  const { data: events } = useQuery({
    queryKey: [...caseKey(caseId), 'changes', seenVersion, now],
    queryFn: ({ signal }) => readEvents(caseId, signal),
    enabled: isBehind,
  });
  if (!isBehind) return [];
  return (events?.items ?? []).filter(({ sequence }) => sequence > seenVersion);
}

function useAwake(): boolean {
  const [isAwake, setAwake] = useState(true);
  useEffect(() => {
    let rest = setTimeout(() => setAwake(false), restMillis);
    const wake = () => {
      clearTimeout(rest);
      setAwake(true);
      rest = setTimeout(() => setAwake(false), restMillis);
    };
    const signs = ['keydown', 'pointerdown', 'focus', 'visibilitychange'] as const;
    for (const sign of signs) window.addEventListener(sign, wake);
    return () => {
      clearTimeout(rest);
      for (const sign of signs) window.removeEventListener(sign, wake);
    };
  }, []);
  return isAwake;
}
