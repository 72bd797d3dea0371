import type { Principal } from "@formwork/contracts/account";
import type { JobEvent } from "@formwork/contracts/events/events";
import type {
  Attempt,
  ChangeJob,
  Job,
  LogLine,
  RerunJob,
  SubmitJob,
} from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import type { FieldError } from "@formwork/contracts/problem";
import type { UsedTemplate } from "@formwork/contracts/used-template";
import type { Caller } from "../caller.ts";
import type { Page, Paging } from "../store/page.ts";
import type { LogRange } from "../store/verbs/log-store.ts";
import type { JobQuery } from "./job-query.ts";

/** Jobs to make of a template, to try things out. */
export type Generation = {
  template: string;
  count: number;
  /** Payload of each; without it those of the template's examples, in turn. */
  payload?: Record<string, unknown> | undefined;
};

/**
 * The inputs of a batch. `itemFaults` are, by index, those of inputs that are not what was sent:
 * they are refused, and not read.
 */
export type Batch = {
  inputs: unknown[];
  itemFaults?: ReadonlyMap<number, FieldError[]> | undefined;
  /** Makes the whole batch one: repeated, it returns the jobs that it made. */
  idempotencyKey?: string | undefined;
};

/**
 * How many jobs match. Where that is not complete, there are at least as many, or some of them are
 * being removed.
 */
export type JobStats = {
  total: number;
  byState: Record<string, number>;
  byTemplate: Record<string, Record<string, number>>;
  complete: boolean;
};

/** The verbs of jobs for callers: submit, list and control. Refusals are thrown as `DomainError`. */
export type Jobs = {
  /** Stores one job. `created` is false for a repeated request with the same idempotency key. */
  submit: (
    params: Caller & { input: SubmitJob; idempotencyKey?: string | undefined },
  ) => Promise<{ job: Job; created: boolean }>;
  /** Stores the valid jobs of a batch; returns the id or the faults of each input, in order. */
  submitBatch: (
    params: Caller & Batch,
  ) => Promise<{ index: number; id?: string; errors?: FieldError[] }[]>;
  /** Stores jobs of a template to try things out; returns their ids. */
  generate: (params: Caller & Generation) => Promise<string[]>;
  get: (params: { id: string }) => Promise<Job>;
  /** Returns a page of the jobs that match. Rejects with the reason of `signal` when it aborts. */
  list: (
    params: { query: JobQuery; sort: JobSort; signal?: AbortSignal | undefined } & Paging,
  ) => Promise<Page<Job>>;
  /** Counts the jobs that match, within the bound of a request. Rejects with the reason of `signal` when it aborts. */
  stats: (params?: { query: JobQuery; signal?: AbortSignal | undefined }) => Promise<JobStats>;
  /** Returns the templates that a principal uses most. Rejects with the reason of `signal` when it aborts. */
  ownTemplates: (params: {
    principal: Principal;
    limit: number;
    signal?: AbortSignal | undefined;
  }) => Promise<{ items: UsedTemplate[] }>;
  events: (params: { id: string } & Paging) => Promise<Page<JobEvent>>;
  attempts: (params: { id: string } & Paging) => Promise<Page<Attempt>>;
  logs: (params: { id: string } & LogRange) => Promise<LogLine[]>;
  /** Returns when the log of a job was removed, because it was too old; null where it was not. */
  logRemovedAt: (params: { id: string }) => Promise<string | null>;
  cancel: (params: Caller & { id: string }) => Promise<Job>;
  retry: (params: Caller & { id: string }) => Promise<Job>;
  dismiss: (params: Caller & { id: string }) => Promise<Job>;
  /**
   * Changes a job that has not started; what `change` does not name stays. With `expectedSeq` only one
   * whose `seq` is that still.
   */
  change: (
    params: Caller & { id: string; change: ChangeJob; expectedSeq?: number | undefined },
  ) => Promise<Job>;
  rerun: (
    params: Caller & RerunJob & { id: string; idempotencyKey?: string | undefined },
  ) => Promise<{ job: Job; created: boolean }>;
  delete: (params: Caller & { id: string }) => Promise<void>;
};
