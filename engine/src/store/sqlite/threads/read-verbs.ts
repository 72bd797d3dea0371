import type { Store } from "../../store.ts";
import type { TableShape } from "../../table.ts";
import type { IndexRange } from "../../tables/index-range.ts";
import type { JobFilter, TimeCountQuery } from "../../verbs/job-store.ts";
import type { LookBound } from "../../verbs/look-bound.ts";
import type { Database } from "../connection/database.ts";
import { createCount } from "../jobs/count.ts";
import { createCountByTime } from "../jobs/count-by-time.ts";
import { createFindErrors, type ErrorsQuery } from "../jobs/errors/find-errors.ts";
import { createFind, type FindQuery } from "../jobs/find.ts";
import { createHistory } from "../jobs/history.ts";
import { createReadLog } from "../jobs/logs.ts";
import { createReadJobs } from "../jobs/read-jobs.ts";
import { createSealedPayloads } from "../jobs/sealed-payloads.ts";
import { createOutbox } from "../outbox/outbox.ts";
import { createFindExpired } from "../prune/find-expired.ts";
import { createFindOldLogs } from "../prune/find-old-logs.ts";
import { createTableStatements } from "../tables/table-statements.ts";
import { createLanes } from "../work/claim/lanes.ts";
import { createBacklog } from "../work/waiting/backlog.ts";
import { createHolds } from "../work/waiting/holds.ts";
import { createNextDue } from "../work/waiting/next-due.ts";
import { createQueueLoads } from "../work/waiting/queue-loads.ts";
import { createWaitFacts } from "../work/waiting/wait-facts.ts";

type Params<Verb extends keyof Store> = Parameters<Store[Verb]>[0];

/** Everything that is read, by name. A verb that returns a generator is run slice by slice. */
export function createReadVerbs(database: Database) {
  const jobs = createReadJobs(database);
  const history = createHistory(database);
  const find = createFind(database);
  const findErrors = createFindErrors(database);
  const count = createCount(database);
  const countByTime = createCountByTime(database);
  const outbox = createOutbox(database, history);
  const backlog = createBacklog(database);
  const nextDueAt = createNextDue(database);
  const queueLoads = createQueueLoads(database);
  const holds = createHolds(database);
  const lanes = createLanes(database);
  const waitFacts = createWaitFacts(database);
  const readLog = createReadLog(database);
  const findExpired = createFindExpired(database);
  const findOldLogs = createFindOldLogs(database);
  const logRemovedAt = database.statement<{ at: number | null }>(
    "select logRemovedAt as at from jobs where id = ?",
  );
  const sealedPayloads = createSealedPayloads(database);
  const tables = createTableStatements(database);
  const alive = database.statement("select 1");

  return {
    ping: () => void alive.get(),
    getJob: ({ id }: Params<"getJob">) => jobs.getJob(id),
    knownJobs: ({ ids }: Params<"knownJobs">) => jobs.knownJobs(ids),
    fixedParts: (ids: string[]) => jobs.fixedParts(ids),
    countJobs: (query: { filter: JobFilter; bound: LookBound }) => count(query),
    countByTime: (query: TimeCountQuery & { bound: LookBound }) => countByTime(query),
    findJobs: (query: FindQuery) => find(query),
    findErrors: (query: ErrorsQuery) => findErrors(query),
    history: ({ id, after }: { id: string; after: number }) => history.ofId(id, after),
    readLog: (wanted: Params<"readLog">) => readLog(wanted),
    findExpiredJobs: (wanted: Params<"findExpiredJobs"> & { now: number }) => findExpired(wanted),
    findOldLogs: (wanted: Params<"findOldLogs"> & { now: number }) => findOldLogs(wanted),
    logRemovedAt: (id: string) => logRemovedAt.get(id)?.at ?? null,
    sealedPayloads: (wanted: Params<"sealedPayloads">) => sealedPayloads(wanted),
    backlog: () => backlog(),
    nextDueAt: () => nextDueAt(),
    queueLoads: () => queueLoads(),
    keyHolds: (wanted: Params<"keyHolds">) => holds.keyHolds(wanted),
    ownersAtWork: (wanted: Params<"ownersAtWork">) => holds.ownersAtWork(wanted),
    remoteLanes: () => lanes.remote(),
    waitFacts: (wanted: Params<"waitFacts">) => waitFacts(wanted),
    outboxState: () => outbox.readState(),
    unrelayed: (wanted: { limit: number; after: number }) => outbox.unrelayed(wanted),
    findRow: ({
      shape,
      params,
    }: {
      shape: TableShape;
      params: Pick<IndexRange, "fields" | "values">;
    }) => tables(shape).find(params),
    pageRows: ({ shape, range }: { shape: TableShape; range: IndexRange }) =>
      tables(shape).page(range),
  };
}
export type ReadVerbs = ReturnType<typeof createReadVerbs>;
