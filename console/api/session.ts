import { queryOptions, useQuery } from '@tanstack/react-query';
import { ApiProblem, ask } from './client.ts';

/** Who is signed in. */
export type Me = {
  readonly accountId: string;
  readonly userName: string;
  readonly name: string;
  readonly agencyId: string;
  readonly agencyName?: string | null;
  readonly departmentId: string | null;
  readonly departmentName?: string | null;
  readonly roles: readonly { readonly role: Role; readonly title: string }[];
  readonly permissions: readonly string[];
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly csrfToken: string;
  readonly lastSignInAt?: string | null;
  /** Those for whom this person acts at present. */
  readonly standsInFor?: readonly StandIn[];
};

/** A role by its code. */
export type Role =
  | 'officer'
  | 'department-head'
  | 'reviewer'
  | 'leader'
  | 'liaison'
  | 'office'
  | 'supervisor'
  | 'system-admin'
  | 'security-admin'
  | 'auditor';

/** Somebody whose duties this person has for a time. */
export type StandIn = {
  readonly principalName: string;
  readonly roleTitles: readonly string[];
  readonly until: string;
};

/** What is typed to sign in. */
export type Credentials = {
  readonly userName: string;
  readonly password: string;
  readonly code?: string;
};

/** The present session; null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: readSession,
  staleTime: 60_000,
  retry: false,
});

async function readSession(): Promise<Me | null> {
  const response = await fetch('/api/session', { credentials: 'same-origin' });
  if (response.status === 401) {
    // Read or not, the browser counts the request as under way until its answer is taken.
    await response.text();
    return null;
  }
  if (!response.ok) return ask<Me>('/api/session');
  return (await response.json()) as Me;
}

/** Signs in. */
export function signIn(credentials: Credentials): Promise<Me> {
  return ask<Me>('/api/session', { method: 'POST', body: credentials });
}

/** Signs out; that the session is gone already is as good. */
export async function signOut(): Promise<void> {
  const response = await ask('/api/session', { method: 'DELETE' }).catch((error: unknown) => error);
  if (response instanceof ApiProblem && response.problem.status !== 401) throw response;
}

/** Who is signed in; only for components inside the frame, where somebody is. */
export function useMe(): Me {
  const { data } = useQuery(sessionQuery);
  if (data === null || data === undefined) throw new Error('nobody is signed in');
  return data;
}

/** Whether the person may do something; what it decides is only what is drawn, the server decides again. */
export function may(me: Me, permission: string): boolean {
  return me.permissions.includes(permission);
}

/** Whether the person has one of the roles. */
export function hasRole(me: Me, ...roles: readonly Role[]): boolean {
  return me.roles.some(({ role }) => roles.includes(role));
}
