import { isBlank, type Typed } from '../../parts/fields/field-offer.ts';
import { type Draft, keepInTab, keepOnServer } from './draft.ts';

/** Where what was typed is at present. */
export type Keeping = 'nothing' | 'waiting' | 'kept' | 'in-tab';

type Kept = {
  readonly accountId: string;
  readonly key: string;
  /** The form as it opens without a draft; what equals it is not worth keeping. */
  readonly before: Typed;
  /** The form as it opens. */
  readonly typed: Typed;
};

const pauseMillis = 1200;
const againMillis = 10_000;

/** Keeps what is typed in one form: in the tab at once, on the server after a pause, and again when that failed. */
export class DraftKeeper {
  readonly #given: Kept;
  #typed: Typed;
  /** What the server has, as text. */
  #kept: string;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;
  #tell: (keeping: Keeping) => void = () => undefined;

  constructor(given: Kept) {
    this.#given = given;
    this.#typed = given.typed;
    this.#kept = JSON.stringify(given.typed);
  }

  /** Tells where the draft is; leaving keeps at once what still waits. */
  watch(tell: (keeping: Keeping) => void): () => void {
    this.#tell = tell;
    return () => {
      this.#tell = () => undefined;
      void this.flush();
    };
  }

  /** Takes the form as it stands now. */
  take(typed: Typed): void {
    this.#typed = typed;
    this.#isOver = false;
    if (JSON.stringify(typed) === this.#kept) return;
    this.#tell('waiting');
    keepInTab(this.#given.accountId, this.#given.key, this.#draft());
    this.#wait(pauseMillis);
  }

  /** Keeps on the server what it does not have yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#pause);
    const text = JSON.stringify(this.#typed);
    if (this.#isOver || text === this.#kept) return;
    const { accountId, key } = this.#given;
    const draft = this.#draft();
    try {
      await keepOnServer(key, draft);
      if (this.#isOver) return;
      this.#kept = text;
      if (text !== JSON.stringify(this.#typed)) return;
      keepInTab(accountId, key, null);
      this.#tell(draft === null ? 'nothing' : 'kept');
    } catch {
      if (this.#isOver) return;
      this.#tell('in-tab');
      this.#wait(againMillis);
    }
  }

  /** Forgets the draft: it was submitted or given up. */
  drop(typed: Typed): void {
    clearTimeout(this.#pause);
    this.#isOver = true;
    this.#typed = typed;
    this.#kept = JSON.stringify(typed);
    keepInTab(this.#given.accountId, this.#given.key, null);
    this.#tell('nothing');
    // A draft that could not be dropped is offered once more and given up then.
    void keepOnServer(this.#given.key, null).catch(() => undefined);
  }

  #wait(millis: number): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.flush(), millis);
  }

  #draft(): Draft | null {
    const isWorth =
      !isBlank(this.#typed) && JSON.stringify(this.#typed) !== JSON.stringify(this.#given.before);
    return isWorth ? { typed: this.#typed, savedAt: new Date().toISOString() } : null;
  }
}
