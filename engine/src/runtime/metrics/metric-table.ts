import { rateLimits } from "@formwork/contracts/limits";
import { jobStates } from "@formwork/contracts/states";

/** Processes that report a metric; `formwork start` is all of them in one. */
export type MetricService = "scheduler" | "worker" | "notifier";

/**
 * A metric, without the `formwork_` before its name. Each label lists its values where they are
 * known; null is for those that are not, with the bound on their number in the help text.
 */
export type Metric = {
  type: "counter" | "gauge" | "histogram";
  help: string;
  labels: Readonly<Record<string, readonly string[] | null>>;
  by: readonly MetricService[];
  /** Upper bounds of a histogram, in seconds. */
  buckets?: readonly number[];
};

const engines = ["scheduler", "worker"] as const;
const everyone = ["scheduler", "worker", "notifier"] as const;
const quick = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5] as const;
const slow = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800, 7200] as const;

/**
 * The one table of metrics; `docs/metrics.md` lists it, and a test compares the two. Names follow
 * Prometheus' conventions: base units, and `_total` for what only rises.
 */
export const metricTable = {
  info: {
    type: "gauge",
    help: "Version that runs; its value is always 1",
    labels: { version: null },
    by: everyone,
  },
  jobs: {
    type: "gauge",
    help: "Stored jobs in each state; the same from every scheduler",
    labels: { state: jobStates },
    by: ["scheduler"],
  },
  queue_oldest_seconds: {
    type: "gauge",
    help: "How long the first in line of a queue has waited for a worker of its kind; the 100 that wait longest; the same from every scheduler",
    labels: { queue: null, kind: null },
    by: ["scheduler"],
  },
  outbox_events: {
    type: "gauge",
    help: "Committed events that are not known to be on the bus; the same from every scheduler",
    labels: {},
    by: ["scheduler"],
  },
  outbox_oldest_seconds: {
    type: "gauge",
    help: "Age of the oldest event that this process could not publish yet",
    labels: {},
    by: engines,
  },
  announcements_oldest_seconds: {
    type: "gauge",
    help: "Age of the oldest event of a template, schedule, worker and the like that could not be published yet",
    labels: {},
    by: ["scheduler"],
  },
  lease_oldest_expired_seconds: {
    type: "gauge",
    help: "How long ago the lease ran out that no scheduler has rescued yet; the same from every scheduler",
    labels: {},
    by: ["scheduler"],
  },
  workers: {
    type: "gauge",
    help: "Workers in each state, those of the last day; the same from every scheduler",
    labels: { state: ["online", "draining", "offline"] },
    by: ["scheduler"],
  },
  worker_slots: {
    type: "gauge",
    help: "Room of the workers that are not offline, in jobs; the same from every scheduler",
    labels: { state: ["used", "free"] },
    by: ["scheduler"],
  },
  worker_leases: {
    type: "gauge",
    help: "Leases that this worker holds",
    labels: {},
    by: ["worker"],
  },
  leases_lost_total: {
    type: "counter",
    help: "Leases that were lost while their job ran",
    labels: {},
    by: ["worker"],
  },
  jobs_submitted_total: {
    type: "counter",
    help: "Jobs stored through this process",
    labels: {},
    by: ["scheduler"],
  },
  job_wait_seconds: {
    type: "histogram",
    help: "From when an attempt was due to when it was claimed",
    labels: {},
    by: engines,
    buckets: slow,
  },
  job_run_seconds: {
    type: "histogram",
    help: "From claim to end of an attempt; as many templates as there are",
    labels: { template: null, outcome: ["succeeded", "failed", "released"] },
    by: engines,
    buckets: slow,
  },
  attempts_superseded_total: {
    type: "counter",
    help: "Attempts whose end was refused, because their lease was lost",
    labels: {},
    by: engines,
  },
  attempts_total: {
    type: "counter",
    help: "Attempts that ended on this worker",
    labels: {
      kind: ["http", "command", "module", "remote"],
      outcome: ["succeeded", "failed", "released", "superseded"],
    },
    by: ["worker"],
  },
  jobs_rescued_total: {
    type: "counter",
    help: "Jobs taken back from workers that lost their lease; poison: they failed for it",
    labels: { poison: ["true", "false"] },
    by: ["scheduler"],
  },
  pruned_total: {
    type: "counter",
    help: "Jobs, and logs of jobs that stay, removed because they were kept for long enough",
    labels: { kind: ["jobs", "logs"] },
    by: ["scheduler"],
  },
  writes_given_up_total: {
    type: "counter",
    help: "Reports of a running job that were given up with its lease",
    labels: {},
    by: ["worker"],
  },
  schedule_lag_seconds: {
    type: "gauge",
    help: "How late the schedule is that is due longest; 0 when none is",
    labels: {},
    by: ["scheduler"],
  },
  events_published_total: {
    type: "counter",
    help: "Events that the bus confirmed",
    labels: {},
    by: engines,
  },
  bus_blocked: {
    type: "gauge",
    help: "1 while the broker takes no messages, because its memory or disk is full",
    labels: { link: ["publishing", "following"] },
    by: everyone,
  },
  bus_connected: {
    type: "gauge",
    help: "1 while the connection to the broker stands",
    labels: { link: ["publishing", "following"] },
    by: everyone,
  },
  messages_parked_total: {
    type: "counter",
    help: "Messages of the log that could not be read",
    labels: {},
    by: everyone,
  },
  notes_lost_total: {
    type: "counter",
    help: "Signals that were dropped while the broker was away or slow",
    labels: {},
    by: everyone,
  },
  notes_unreadable_total: {
    type: "counter",
    help: "Signals that could not be read",
    labels: {},
    by: everyone,
  },
  store_call_seconds: {
    type: "histogram",
    help: "Calls of the store, by verb",
    labels: { call: null, outcome: ["done", "failed"] },
    by: engines,
    buckets: quick,
  },
  store_calls_total: {
    type: "counter",
    help: "Round trips to MongoDB",
    labels: {},
    by: engines,
  },
  store_commits_total: {
    type: "counter",
    help: "Commits of SQLite",
    labels: {},
    by: engines,
  },
  loop_errors_total: {
    type: "counter",
    help: "Steps of background loops that failed, by loop",
    labels: { loop: null },
    by: everyone,
  },
  span_seconds: {
    type: "histogram",
    help: "Kinds of work, such as a loop's step or an operation; some two for each operation",
    labels: { event: null, outcome: ["done", "failed"] },
    by: everyone,
    buckets: quick,
  },
  guard_breaches_total: {
    type: "counter",
    help: "Schemas that were stopped because they took too much time or memory",
    labels: {},
    by: ["scheduler"],
  },
  audit_lost_total: {
    type: "counter",
    help: "Entries of the audit log that could not be stored; each is a line in the log",
    labels: {},
    by: ["scheduler"],
  },
  sign_ins_refused_total: {
    type: "counter",
    help: "Sign-ins with a wrong address or password",
    labels: {},
    by: ["scheduler"],
  },
  rate_limited_total: {
    type: "counter",
    help: "Calls that were refused because their caller is above a limit by the minute",
    labels: { limit: rateLimits },
    by: ["scheduler"],
  },
  refreshes_reused_total: {
    type: "counter",
    help: "Sessions that ended because a refresh token of theirs was used twice",
    labels: {},
    by: ["scheduler"],
  },
  http_requests_total: {
    type: "counter",
    help: "Requests, by path of the operation and status; `other` for paths of none",
    labels: { method: null, route: null, status: null },
    by: ["scheduler"],
  },
  http_request_seconds: {
    type: "histogram",
    help: "Time until a reply began, by path of the operation",
    labels: { method: null, route: null },
    by: ["scheduler"],
    buckets: quick,
  },
  sockets: {
    type: "gauge",
    help: "Sockets that are open",
    labels: {},
    by: ["notifier"],
  },
  sockets_ended_total: {
    type: "counter",
    help: "Sockets that this side closed, by reason",
    labels: { ending: ["lagged", "expired"] },
    by: ["notifier"],
  },
  events_pushed_total: {
    type: "counter",
    help: "Events sent to sockets, each socket counted",
    labels: {},
    by: ["notifier"],
  },
} as const satisfies Record<string, Metric>;

type Table = typeof metricTable;
type NamesOf<Type extends Metric["type"]> = {
  [Name in keyof Table]: Table[Name]["type"] extends Type ? Name : never;
}[keyof Table];
export type CounterName = NamesOf<"counter">;
export type GaugeName = NamesOf<"gauge">;
export type HistogramName = NamesOf<"histogram">;

/** The labels of a metric, all of which are given; those with known values take one of them. */
export type LabelsOf<Name extends keyof Table> = {
  -readonly [Label in keyof Table[Name]["labels"]]: Table[Name]["labels"][Label] extends readonly (infer Value extends
    string)[]
    ? Value
    : string;
};
