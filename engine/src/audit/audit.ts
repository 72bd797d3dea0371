import type { AuditEntry, AuditHead } from "@formwork/contracts/audit";
import type { Page, Paging } from "../store/page.ts";
import type { AuditDraft, Recorded } from "./chain/link-entries.ts";
import type { AuditQuery } from "./list-audit.ts";
import type { About } from "./system-draft.ts";

/** The verbs of the audit log, to which entries are only ever appended. */
export type Audit = {
  /**
   * Stores what is about to be done, before it is, so that no process that dies in the middle leaves
   * a deed without an entry. Resolves with the id that ends with `record` or `withdraw`.
   */
  intend: (draft: AuditDraft) => Promise<string>;
  /** Forgets an intent of which nothing was done. */
  withdraw: (intent: string) => void;
  /** Makes the entries of what others intended and did not finish; resolves with true where more may be left. */
  finishAbandoned: () => Promise<boolean>;
  /**
   * Records what was done, which ends the intent that the draft names. Resolves when the entry is
   * stored, or after two seconds of an outage.
   */
  record: (draft: Recorded) => Promise<void>;
  /** Does what Formwork does by itself, and records it where that says that it was done. */
  doing: (action: string, about: About, deed: () => Promise<boolean>) => Promise<boolean>;
  /** Records a refused or failed call, or counts it where there are many. */
  refuse: (draft: AuditDraft) => void;
  /** Returns a page of entries, newest first unless told. */
  list: (
    params: { query: AuditQuery; oldestFirst?: boolean } & Paging,
  ) => Promise<Page<AuditEntry>>;
  /** Returns where the log ends. */
  head: () => Promise<AuditHead>;
  /** Removes a portion of what is older than a time; resolves with how many entries. */
  prune: (params: { before: number }) => Promise<number>;
  /** Stores what was only counted, and waits for what is to be stored. */
  stop: () => Promise<void>;
};
