import { App } from 'antd';
import { useRef, useState } from 'react';
import { ApiProblem, type Clause, type Problem } from '../../api/client.ts';
import { essenceOf } from '../../parts/fields/essence.ts';
import { forgiven, placeErrors } from '../../parts/fields/field-errors.ts';
import type { FieldError, FieldOffer, Typed } from '../../parts/fields/field-offer.ts';
import { type Submitted, submittedOf } from '../../parts/fields/submitted.ts';
import { clausesOf } from './case-file.ts';
import { newKey, type Performed, sendCommand } from './command-sending.ts';
import { LastLook } from './last-look.tsx';

/** What a form needs to give its command. */
export type CommandToGive = {
  readonly command: string;
  readonly title: string;
  readonly path: string;
  readonly fields: readonly FieldOffer[];
  /** Version of the case that the person has seen; null for a new case. */
  readonly version: number | null;
  /** What follows from it, asked once more before it is sent; null where nothing is asked. */
  readonly consequence: string | null;
  readonly onDone: (performed: Performed) => void;
  readonly onRefused: (problem: unknown) => void;
  /** What is sent besides the fields. */
  readonly besides?: Submitted;
};

/** Checks a form, asks once more where it hurts, sends it, and says what is wrong with it. */
export function useCommand(given: CommandToGive) {
  const { modal } = App.useApp();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const key = useRef(newKey());

  const send = async (data: Submitted) => {
    setBusy(true);
    setProblem(null);
    try {
      const { path, version, besides } = given;
      const body = { ...besides, ...data };
      given.onDone(await sendCommand(path, body, { key: key.current, version }));
    } catch (caught) {
      if (caught instanceof ApiProblem) {
        const { status, errors: named } = caught.problem;
        if (status >= 400 && status < 500) key.current = newKey();
        const { placed } = placeErrors(given.fields, named);
        setErrors(placed.map((error) => ({ ...error, clauses: behind(error, caught.problem) })));
      }
      setProblem(caught);
      given.onRefused(caught);
    } finally {
      setBusy(false);
    }
  };

  const submit = async (typed: Typed) => {
    if (isBusy) return;
    const read = submittedOf(given.fields, typed);
    setErrors(read.errors);
    setProblem(null);
    if (read.errors.length > 0) return;
    const { consequence } = given;
    const isSure =
      consequence === null ||
      (await modal.confirm({
        title: `确定${given.title}？`,
        content: (
          <LastLook consequence={consequence} essence={essenceOf(given.fields, read.data)} />
        ),
        okText: given.title,
        cancelText: '再看看',
        // A key held too long must not confirm.
        focusable: { autoFocusButton: 'cancel' },
      }));
    if (isSure) await send(read.data);
  };
  const forgive = (path: string) => setErrors((held) => forgiven(held, path));
  return { submit, isBusy, errors, problem, forgive, clear: () => setProblem(null) };
}

/** The clauses behind what is said of a field. */
function behind({ text }: FieldError, { refusals, clauses }: Problem): readonly Clause[] {
  const ids = refusals.find((refusal) => refusal.text === text)?.clauses ?? [];
  return clausesOf(ids, clauses);
}
