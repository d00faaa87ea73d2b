/** How notifications may leave the system, as whoever runs it has set. */
export type DeliverySettings = {
  /** Null where no mail can be sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  /** `host`, or `host:port`; empty where nothing may be pushed. */
  readonly webhookHosts: readonly string[];
  /** How people reach the console, without a slash at the end; null where nobody has said. */
  readonly publicUrl: string | null;
};

/** Nothing leaves. */
export const nothingLeaves: DeliverySettings = { mail: null, webhookHosts: [], publicUrl: null };
