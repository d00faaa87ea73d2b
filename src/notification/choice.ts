import { type NotificationKind, notificationKinds, notificationKindTitles } from './kind.ts';

/** Where somebody wants to be told of one kind. */
export type Choice = {
  readonly console: boolean;
  readonly mail: boolean;
  readonly webhook: boolean;
};

/** Choices by kind; what is absent is as usual. */
export type Choices = { readonly [kind in NotificationKind]?: Choice };

/** A kind with its title and choice, as people see it. */
export type KindChoice = Choice & { readonly kind: NotificationKind; readonly title: string };

/** What asks for nothing to be done stays in the console. */
const onlyShown: ReadonlySet<NotificationKind> = new Set(['changed', 'unassigned', 'due-half']);

/** The choice that counts for a kind: the person's own, else the usual one. */
export function choiceOf(kind: NotificationKind, choices: Choices): Choice {
  const leaves = !onlyShown.has(kind);
  return choices[kind] ?? { console: true, mail: leaves, webhook: leaves };
}

/** Every kind with the choice that counts, in the order in which people choose. */
export function kindChoices(choices: Choices): readonly KindChoice[] {
  return notificationKinds.map((kind) => ({
    kind,
    title: notificationKindTitles[kind],
    ...choiceOf(kind, choices),
  }));
}
