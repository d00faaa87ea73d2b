// Pages of decisions that were asked for lately, and how it is known that they still hold.
//
// A page is never sent because it is young: each time the database is asked in which version the decision is public now,
// after the request has come. Requests that come together ask together, so that one question serves all of them; what
// is saved is reading, rendering and digesting. A decision that was withdrawn has no version, and its page is dropped.

import type pg from 'pg';
import { readVersions } from '../disclosure/index.store.ts';
import type { Rendered } from './answer.routes.ts';

/** A page that was made from this version. */
type Kept = { readonly version: string; readonly page: Rendered };

const mostBytes = 16 * 1024 * 1024;

/** Pages kept in the order of use, the oldest given up first. */
export class DecisionShelf {
  readonly #pages = new Map<string, Kept>();
  readonly #versions: (id: string) => Promise<string | undefined>;
  #bytes = 0;

  constructor(pool: pg.Pool) {
    this.#versions = askingTogether((ids) => readVersions(pool, ids));
  }

  /**
   * The page as it is public now.
   *
   * @param id - of the decision
   * @param variant - look and origin it is shown in
   * @returns null when it must be made anew
   */
  async take(id: string, variant: string): Promise<Rendered | null> {
    const key = `${id} ${variant}`;
    if (!this.#pages.has(key)) return null;
    const version = await this.#versions(id);
    const kept = this.#pages.get(key);
    if (kept === undefined) return null;
    this.#drop(key, kept);
    if (kept.version !== version) return null;
    this.#put(key, kept);
    return kept.page;
  }

  /** Keeps a page for those who ask next. */
  keep(id: string, variant: string, kept: Kept): void {
    const key = `${id} ${variant}`;
    const before = this.#pages.get(key);
    if (before !== undefined) this.#drop(key, before);
    this.#put(key, kept);
    for (const [oldest, page] of this.#pages) {
      if (this.#bytes <= mostBytes) break;
      this.#drop(oldest, page);
    }
  }

  #put(key: string, kept: Kept): void {
    this.#pages.set(key, kept);
    this.#bytes += kept.page.body.length;
  }

  #drop(key: string, kept: Kept): void {
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
export function askingTogether<Value>(
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
