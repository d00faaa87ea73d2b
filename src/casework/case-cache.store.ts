import type { CaseState } from './case-event.ts';
import type { CaseSummary } from './case-summary.ts';

/** A case as it was at one version. */
export type KnownCase = { readonly state: CaseState; readonly summary: CaseSummary };

/**
 * The cases last worked on.
 *
 * What is here may be out of date: other processes write too. It saves the reading before an action, and the version
 * check of the append finds out.
 */
export class CaseCache {
  readonly #limit: number;
  readonly #known = new Map<string, KnownCase>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(agencyId: string, caseId: string): KnownCase | undefined {
    const key = `${agencyId}/${caseId}`;
    const known = this.#known.get(key);
    if (known === undefined) return undefined;
    // A map keeps the order of insertion: what is used moves to the end.
    this.#known.delete(key);
    this.#known.set(key, known);
    return known;
  }

  /** Keeps the newer of what is known and what is given. */
  keep(known: KnownCase): void {
    const { agencyId, caseId, version } = known.state;
    const key = `${agencyId}/${caseId}`;
    const present = this.#known.get(key);
    if (present !== undefined && present.state.version > version) return;
    this.#known.delete(key);
    this.#known.set(key, known);
    const oldest = this.#known.keys().next().value;
    if (this.#known.size > this.#limit && oldest !== undefined) this.#known.delete(oldest);
  }

  drop(agencyId: string, caseId: string): void {
    this.#known.delete(`${agencyId}/${caseId}`);
  }
}
