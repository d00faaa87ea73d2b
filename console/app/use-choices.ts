import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useRecent } from '../api/case-marks.ts';
import { ask } from '../api/client.ts';
import { usePreference } from '../api/preferences.ts';
import { useMe } from '../api/session.ts';
import type { CaseOptions } from '../pages/workspace/case-file.ts';
import { navigationOf } from './navigation.ts';
import {
  type ChoiceGroup,
  caseIn,
  commandChoices,
  type Found,
  foundChoices,
  pageChoices,
  searchesIn,
} from './search-choices.ts';

/** What is offered for the text: what fits it, or what was looked for and opened last. */
export function useChoices(text: string) {
  const asked = useLater(text.trim());
  const me = useMe();
  const caseId = caseIn(useLocation().pathname);
  const found = useQuery({
    queryKey: ['/api/search', asked],
    queryFn: ({ signal }) =>
      ask<{ readonly groups: readonly Found[] }>('/api/search', { query: { text: asked }, signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  // Asked with each text: what the page holds may be of a moment ago, and is not exchanged under anybody's hands.
  const { data: doables } = useQuery({
    queryKey: ['what may be done now', caseId, asked],
    queryFn: ({ signal }) => ask<CaseOptions>(`/api/cases/${caseId}/options`, { signal }),
    staleTime: 0,
    enabled: caseId !== null && asked !== '',
    placeholderData: keepPreviousData,
  });
  const lately = useLately();
  if (text.trim() === '') return { groups: lately, isAsking: false, error: null };
  const groups = [
    ...(caseId === null ? [] : [commandChoices(caseId, doables?.options ?? [], text)]),
    ...foundChoices(found.data?.groups ?? []),
    pageChoices(navigationOf(me), text),
  ].filter(({ choices }) => choices.length > 0);
  const isAsking = found.isFetching || asked !== text.trim();
  return { groups, isAsking, error: found.error };
}

function useLately(): readonly ChoiceGroup[] {
  const { marks } = useRecent();
  const { value: searches = [] } = usePreference('searches', searchesIn);
  const groups = [
    {
      title: '最近查找',
      choices: searches.map((text) => ({
        key: `search/${text}`,
        title: text,
        detail: '',
        goal: { text },
      })),
    },
    {
      title: '最近打开的案件',
      choices: marks.slice(0, 6).map(({ caseId, title, caseNumber }) => ({
        key: `case/${caseId}`,
        title,
        detail: caseNumber ?? '',
        goal: { to: `/cases/${caseId}` },
      })),
    },
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}

/** The text a moment after it was last changed. */
function useLater(text: string): string {
  const [later, setLater] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return later;
}
