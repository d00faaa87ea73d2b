// Pages of decisions that were asked for lately, and how it is known that they still hold.
//
// A page is never sent because it is young: the database is asked in which version the decision is public, and the answer
// holds for the lease only (see PUBLIC_LEASE_MILLIS in disclosure; who withdraws waits it out before it is done). What
// is saved is reading, rendering and digesting. Those who ask while a question is under way share the next one. A
// decision that was withdrawn has no version, and its pages are dropped.

import type pg from 'pg';
import { readVersions } from '../disclosure/index.store.ts';
import { PUBLIC_LEASE_MILLIS } from '../disclosure/index.ts';
import type { Rendered } from './answer.routes.ts';

/** A page that was made from this version. */
type Kept = { readonly version: string; readonly page: Rendered };
type OnShelf = Kept & { validUntil: number };

const mostBytes = 16 * 1024 * 1024;

/** Pages kept in the order of use, the oldest given up first. */
export class DecisionShelf {
  readonly #pages = new Map<string, OnShelf>();
  readonly #versions: (id: string) => Promise<string | undefined>;
  #bytes = 0;

  constructor(pool: pg.Pool) {
    this.#versions = askingTogether((ids) => readVersions(pool, ids));
  }

  /**
   * The page, where it is known without asking that it still holds.
   *
   * @param id - of the decision
   * @param variant - look and origin it is shown in
   */
  known(id: string, variant: string): Rendered | null {
    const kept = this.#pages.get(`${id} ${variant}`);
    return kept !== undefined && performance.now() < kept.validUntil ? kept.page : null;
  }

  /**
   * The page, if it still holds; asks the database.
   *
   * @returns null when it must be made anew
   */
  async asked(id: string, variant: string): Promise<Rendered | null> {
    const key = `${id} ${variant}`;
    if (!this.#pages.has(key)) return null;
    const askedAt = performance.now();
    const version = await this.#versions(id);
    const kept = this.#pages.get(key);
    if (kept === undefined) return null;
    this.#drop(key, kept);
    if (kept.version !== version) return null;
    this.#put(key, { ...kept, validUntil: askedAt + PUBLIC_LEASE_MILLIS });
    return kept.page;
  }

  /** Keeps a page for those who ask next; they must ask whether it holds. */
  keep(id: string, variant: string, kept: Kept): void {
    const key = `${id} ${variant}`;
    const before = this.#pages.get(key);
    if (before !== undefined) this.#drop(key, before);
    this.#put(key, { ...kept, validUntil: 0 });
    for (const [oldest, page] of this.#pages) {
      if (this.#bytes <= mostBytes) break;
      this.#drop(oldest, page);
    }
  }

  #put(key: string, kept: OnShelf): void {
    this.#pages.set(key, kept);
    this.#bytes += kept.page.body.length;
  }

  #drop(key: string, kept: OnShelf): void {
    if (this.#pages.delete(key)) this.#bytes -= kept.page.body.length;
  }
}

type Waiting<Value> = {
  readonly key: string;
  readonly resolve: (value: Value | undefined) => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * Lets those who ask while a question is under way wait for the next one, which is asked for all of them at once.
 *
 * So an answer is never older than its question.
 */
function askingTogether<Value>(
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): (key: string) => Promise<Value | undefined> {
  let waiting: Waiting<Value>[] = [];
  let isAsking = false;
  const askAll = async () => {
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      try {
        const values = await ask([...new Set(now.map(({ key }) => key))]);
        for (const { key, resolve } of now) resolve(values.get(key));
      } catch (error) {
        for (const { reject } of now) reject(error);
      }
    }
    isAsking = false;
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (isAsking) return;
      isAsking = true;
      // Requests that are read in one turn of the loop ask together.
      setImmediate(askAll);
    });
}
