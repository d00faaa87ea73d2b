import type { UploadLimits } from '../recording/index.store.ts';
import type { RuleFolders } from '../rules/index.store.ts';
import type { Instant } from '../rules/index.ts';

/** What the administration needs to know of the machine and of how the program was started. */
export type Installation = {
  readonly folders: Required<RuleFolders>;
  readonly dataFolder: string;
  /** Folder with the body's own fonts for documents; none when absent. */
  readonly fontsFolder?: string | null;
  /** Where files of cases lie, and how much may be uploaded. */
  readonly files: { readonly folder: string; readonly limits: UploadLimits };
  readonly startedAt: Instant;
  /** Whether the database is our own. */
  readonly isEmbedded: boolean;
};
