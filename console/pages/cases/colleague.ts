import { queryOptions } from '@tanstack/react-query';
import { ask } from '../../api/client.ts';
import type { Role } from '../../api/session.ts';

/** Somebody of the same body. */
export type Colleague = {
  readonly accountId: string;
  readonly name: string;
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly roleTitles: readonly string[];
  /** Holds a valid certificate today. */
  readonly certified: boolean;
};

/** The people of the body, or those who hold a role. */
export const colleaguesQuery = (role?: Role) =>
  queryOptions({
    queryKey: ['/api/colleagues', role ?? 'all'],
    queryFn: async () => {
      const found = await ask<{ readonly items: readonly Colleague[] }>('/api/colleagues', {
        query: { role },
      });
      return found.items;
    },
    staleTime: 60_000,
  });
