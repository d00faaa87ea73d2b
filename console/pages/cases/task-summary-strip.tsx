import { useQuery } from '@tanstack/react-query';
import { taskSummaryQuery } from '../../api/cases.ts';
import { FigureStrip } from '../../parts/figure-strip.tsx';
import type { TaskQuery } from './task-query.ts';

/** How much waits for the person, and how pressing it is; each number narrows the list to it. */
export function TaskSummaryStrip({ isOn }: { readonly isOn?: TaskQuery['urgency'] }) {
  const { data } = useQuery(taskSummaryQuery);
  if (data === undefined) return null;
  const part = (urgency: 'overdue' | 'today' | 'soon', title: string) => ({
    title,
    value: data[urgency],
    tone: urgency === 'overdue' ? ('late' as const) : ('warn' as const),
    to: '/tasks' as const,
    search: { urgency },
    isOn: isOn === urgency,
  });
  return (
    <FigureStrip
      label="待办的数量"
      figures={[
        { title: '全部待办', value: data.total, to: '/tasks', search: {}, isOn: false },
        part('overdue', '已超期'),
        part('today', '今天到期'),
        part('soon', '两日内到期'),
      ]}
    />
  );
}
