/** A rule as the procedure names it. */
export type NamedRule = {
  readonly key: string;
  readonly title: string;
  readonly pack: string | null;
  readonly text: string;
  readonly ours: boolean;
  readonly clauses: readonly string[];
  readonly unset: string | null;
};

/** Something that is done in a step. */
export type Command = {
  readonly id: string;
  readonly title: string;
  readonly variants: readonly string[];
  readonly roles: readonly string[];
  readonly fields: readonly { readonly title: string; readonly required: boolean }[];
  readonly needs: readonly (readonly string[])[];
  readonly gates: readonly string[];
  readonly rules: readonly NamedRule[];
  readonly clauses: readonly string[];
};

/** A step with what is done in it. */
export type Step = {
  readonly id: string;
  readonly title: string;
  readonly commands: readonly Command[];
};

/** A procedure as one body works it. */
export type Procedure = {
  readonly procedure: string;
  readonly title: string;
  readonly packs: readonly string[];
  readonly on: string;
  readonly variants: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly documents: readonly {
    readonly key: string;
    readonly title: string;
    readonly steps: readonly string[];
    readonly items: readonly string[];
    readonly clauses: readonly string[];
  }[];
  readonly gates: readonly {
    readonly name: string;
    readonly asks: readonly string[];
    readonly clauses: readonly string[];
  }[];
  readonly clocks: readonly {
    readonly name: string;
    readonly title: string;
    readonly variants: readonly string[];
    readonly rule: NamedRule | null;
    readonly clauses: readonly string[];
  }[];
};

const isOf = (variant: string, variants: readonly string[]) =>
  variants.length === 0 || variants.includes(variant);

/** The steps of one variant, each with what is done in it; a step in which nothing is done is left out. */
export function stepsOf({ steps }: Procedure, variant: string): readonly Step[] {
  return steps
    .map((step) => ({
      ...step,
      commands: step.commands.filter(({ variants }) => isOf(variant, variants)),
    }))
    .filter(({ commands }) => commands.length > 0);
}

/** The clocks that run in one variant. */
export function clocksOf({ clocks }: Procedure, variant: string): Procedure['clocks'] {
  return clocks.filter(({ variants }) => isOf(variant, variants));
}

/** What a command asks for before it opens, in words. */
export function conditionsOf(command: Command, gates: Procedure['gates']): readonly string[] {
  const before = command.needs.map((choice) => `先办理：${choice.join('或者')}`);
  const asked = command.gates.flatMap(
    (name) => gates.find((gate) => gate.name === name)?.asks ?? [],
  );
  return [...new Set([...before, ...asked])];
}
