/** Where somebody wants to be told of one kind of thing. */
export type KindChoice = {
  readonly kind: string;
  readonly title: string;
  readonly console: boolean;
  readonly mail: boolean;
  readonly webhook: boolean;
};

/** How somebody wants to be told, and what this installation can do. */
export type Choices = {
  readonly kinds: readonly KindChoice[];
  readonly mailAddress: string | null;
  readonly webhookUrl: string | null;
  readonly mailAvailable: boolean;
  readonly webhookAvailable: boolean;
  readonly webhookHosts: readonly string[];
};

/** A way of being told. */
export type Way = 'console' | 'mail' | 'webhook';

/** The ways and what people call them. */
export const wayTitles: Readonly<Record<Way, string>> = {
  console: '站内',
  mail: '邮件',
  webhook: '推送',
};

/** The choices with one of them made otherwise. */
export function chosenWith(
  kinds: readonly KindChoice[],
  kind: string,
  change: Partial<Record<Way, boolean>>,
): readonly KindChoice[] {
  return kinds.map((one) => (one.kind === kind ? { ...one, ...change } : one));
}

/** What is sent to keep the choices; empty addresses are none. */
export function keptOf(
  kinds: readonly KindChoice[],
  addresses: { readonly mailAddress: string; readonly webhookUrl: string },
) {
  return {
    kinds: kinds.map(({ title: _title, ...one }) => one),
    mailAddress: addresses.mailAddress.trim() || null,
    webhookUrl: addresses.webhookUrl.trim() || null,
  };
}
