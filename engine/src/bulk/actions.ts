import type { Principal } from "@formwork/contracts/account";
import type { CreateJobAction, JobAction } from "@formwork/contracts/job-action";
import type { Caller } from "../caller.ts";
import type { JobQuery } from "../jobs/job-query.ts";
import type { Page, Paging } from "../store/page.ts";

/** What a caller wants done; `query` is what `filter` asks for. */
export type ActionWish = Caller & {
  input: CreateJobAction;
  query?: JobQuery | undefined;
  /** Makes a repeated wish of the same caller safe. */
  idempotencyKey?: string | undefined;
  /** Aborts when nobody waits for the answer. */
  signal?: AbortSignal | undefined;
};

/** The verbs of actions on many jobs. Refusals are thrown as `DomainError`. */
export type Actions = {
  /**
   * Stores an action. Any scheduler then moves its jobs, portion by portion. A wish that is repeated
   * with its key returns the first action and `created: false`.
   */
  create: (params: ActionWish) => Promise<{ action: JobAction; created: boolean }>;
  /** Returns the actions that a principal sees, of those that are kept, the newest first. */
  list: (params: { principal: Principal } & Paging) => Promise<Page<JobAction>>;
  get: (params: { id: string }) => Promise<JobAction>;
  /** Stops an action within the portion it is at; one that has ended stays as it is. */
  stop: (params: Caller & { id: string }) => Promise<JobAction>;
};
