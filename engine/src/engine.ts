import type { Principal } from "@formwork/contracts/account";
import type { JobEvent } from "@formwork/contracts/event";
import type {
  Attempt,
  FieldError,
  Job,
  LogLine,
  Progress,
  SubmitJob,
} from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/operations";
import type { JobState } from "@formwork/contracts/states";
import type {
  RunKind,
  Template,
  TemplateDefinition,
  TemplateSummary,
  TemplateVersion,
} from "@formwork/contracts/template";
import type { Accounts } from "./accounts/accounts.ts";
import type { Bus } from "./bus/bus.ts";
import type { ClaimedJob, JobFilter, Page, Paging, Store, StoredTemplate } from "./store/store.ts";

/** The engine as services see it: public verbs only. Refusals are thrown as `DomainError`. */
export type Engine = {
  templates: Templates;
  jobs: Jobs;
  work: Work;
  accounts: Accounts;
  bus: Bus;
  store: Store;
  /** Opens store and bus, reads the templates folder, starts the loops that `roles` asks for. */
  start: () => Promise<void>;
  /** Stops loops, flushes the outbox, closes bus and store. */
  stop: () => Promise<void>;
  /** Each part's health, for `/health/ready`. */
  health: () => Promise<{ ok: boolean; checks: Record<string, { ok: boolean; detail: string }> }>;
};

/** Who asks, and within which trace. */
export type Caller = { principal: Principal; traceparent: string | null };

export type Templates = {
  list: (
    params: {
      q?: string | undefined;
      tag?: string[] | undefined;
      archived?: boolean | undefined;
    } & Paging,
  ) => Promise<Page<TemplateSummary>>;
  get: (params: { name: string; version?: number | undefined }) => Promise<Template>;
  /** The stored version with its folder, for workers. */
  stored: (params: { name: string; version?: number | undefined }) => Promise<StoredTemplate>;
  versions: (params: { name: string } & Paging) => Promise<Page<TemplateVersion>>;
  publish: (
    params: Caller & { name: string; definition: TemplateDefinition },
  ) => Promise<{ template: Template; created: boolean }>;
  archive: (params: Caller & { name: string }) => Promise<void>;
  /**
   * Fills defaults, drops values of branches that do not apply, validates. Pointers start with
   * `/payload`.
   */
  validate: (params: {
    name: string;
    version?: number | undefined;
    payload: Record<string, unknown>;
  }) => Promise<{ valid: boolean; errors: FieldError[]; payload: Record<string, unknown> }>;
  /** JavaScript module with the payload's compiled validators, for the form. */
  validatorScript: (params: { name: string; version?: number | undefined }) => Promise<string>;
  /** Reads the folder; answers the files that are left out, each with the reason. */
  readFolder: () => Promise<{ file: string; fault: string }[]>;
  close: () => Promise<void>;
};

export type Jobs = {
  submit: (
    params: Caller & { input: SubmitJob; idempotencyKey?: string | undefined },
  ) => Promise<{ job: Job; created: boolean }>;
  submitBatch: (
    params: Caller & { inputs: unknown[] },
  ) => Promise<{ index: number; id?: string; errors?: FieldError[] }[]>;
  get: (params: { id: string }) => Promise<Job>;
  list: (params: { filter: JobFilter; sort: JobSort } & Paging) => Promise<Page<Job>>;
  stats: () => Promise<{
    total: number;
    byState: Record<string, number>;
    byTemplate: Record<string, Record<string, number>>;
  }>;
  events: (params: { id: string } & Paging) => Promise<Page<JobEvent>>;
  attempts: (params: { id: string } & Paging) => Promise<Page<Attempt>>;
  logs: (params: {
    id: string;
    after: number;
    limit: number;
    attempt?: number | undefined;
  }) => Promise<LogLine[]>;
  cancel: (params: Caller & { id: string }) => Promise<Job>;
  retry: (params: Caller & { id: string }) => Promise<Job>;
  dismiss: (params: Caller & { id: string }) => Promise<Job>;
  rerun: (
    params: Caller & {
      id: string;
      payload?: Record<string, unknown> | undefined;
      idempotencyKey?: string | undefined;
    },
  ) => Promise<{ job: Job; created: boolean }>;
  delete: (params: Caller & { id: string }) => Promise<void>;
};

/** What a runner reports of an attempt; the engine makes a transition of it. */
export type Outcome =
  | { outcome: "succeeded"; result: unknown; exitCode?: number }
  /**
   * `fatal`: never retried. `delayMs`: what the target asked for (Retry-After), instead of the
   * back-off.
   */
  | {
      outcome: "failed";
      message: string;
      reason: string;
      details?: unknown;
      exitCode?: number;
      fatal?: boolean;
      delayMs?: number;
    }
  /** Given back unfinished while draining; the attempt does not count. */
  | { outcome: "released" };

/** An attempt in a worker's hands, its payload's secrets resolved. */
export type Assignment = ClaimedJob & { template: StoredTemplate };

export type Work = {
  /** Claims up to `limit` jobs and announces what was lost for good on the way. */
  claim: (params: {
    workerId: string;
    queues?: string[] | undefined;
    kinds: RunKind[];
    limit: number;
  }) => Promise<Assignment[]>;
  /** Length of a lease in milliseconds. */
  leaseMs: number;
  /** Ids whose lease is still held. */
  renew: (params: { leases: { id: string; token: string }[] }) => Promise<string[]>;
  /**
   * Gathers concurrent settlements into one write. False: the lease was lost and nothing was
   * written.
   */
  settle: (params: { assignment: Assignment; outcome: Outcome }) => Promise<boolean>;
  /** Gathers and merges; the last report of a job wins. */
  progress: (params: { assignment: Assignment; progress: Progress }) => Promise<boolean>;
  log: (params: {
    assignment: Assignment;
    lines: { stream: LogLine["stream"]; text: string; at: number }[];
  }) => Promise<boolean>;
};

export type { JobState };
