import type { Principal } from "@formwork/contracts/account";
import type { ErrorGroups, GroupFields } from "@formwork/contracts/dead-letter";
import type { JobQuery } from "../jobs/job-query.ts";
import type { Paging } from "../store/page.ts";
import type { ErrorSort } from "../store/verbs/job-store.ts";

/** The verbs of dead letters. Refusals are thrown as `DomainError`. */
export type DeadLetters = {
  /** Returns a page of the groups of failed jobs that match. Rejects when `signal` aborts. */
  groups: (
    params: { query: JobQuery; sort: ErrorSort; signal?: AbortSignal | undefined } & Paging,
  ) => Promise<ErrorGroups>;
  /** Compares the payloads of the newest jobs of a group that a principal sees. */
  fields: (params: { key: string; principal: Principal }) => Promise<GroupFields>;
};
