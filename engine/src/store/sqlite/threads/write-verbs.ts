import type { Store } from "../../store.ts";
import type { TableShape } from "../../table.ts";
import type { NewRow } from "../../tables/table-driver.ts";
import type { Commit } from "../commit/commit.ts";
import { createTransitionWriter } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";
import { createControl } from "../jobs/control.ts";
import { createGroupErrors } from "../jobs/errors/group-errors.ts";
import { createInsert } from "../jobs/insert.ts";
import { createAppendLog } from "../jobs/logs.ts";
import type { PackedJob } from "../jobs/packed-job.ts";
import { createReplacePayloads } from "../jobs/sealed-payloads.ts";
import { createRelayed } from "../outbox/relayed.ts";
import { createPruneJobs } from "../prune/prune-jobs.ts";
import { createPruneLogs } from "../prune/prune-logs.ts";
import { createTableStatements } from "../tables/table-statements.ts";
import { createClaim } from "../work/claim/claim.ts";
import { createDependencies } from "../work/dependencies.ts";
import { createEndAttempts } from "../work/end-attempts.ts";
import { createLeases } from "../work/leases.ts";
import type { PackedSettlements } from "../work/packed-settlement.ts";
import { createProgress } from "../work/progress.ts";
import { createRescue } from "../work/rescue.ts";
import { createResolveOrigins } from "../work/resolve-origins.ts";
import { createSettle } from "../work/settle.ts";
import { createStage } from "../work/stage.ts";

type VersionedRow = NewRow & { version: number };
type Params<Verb extends keyof Store> = Parameters<Store[Verb]>[0];

/** Everything that is written, by name: each runs inside a commit on the writer's thread. */
export function createWriteVerbs(database: Database) {
  const writeTransitions = createTransitionWriter(database);
  const dependencies = createDependencies(database, writeTransitions);
  const leases = createLeases(database);
  const control = createControl(database, writeTransitions);
  const insertJobs = createInsert(database, dependencies);
  const claimJobs = createClaim(database, writeTransitions);
  const resolveOrigins = createResolveOrigins(database, writeTransitions);
  const settleJobs = createSettle({ leases, writeTransitions, resolveOrigins });
  const reportProgress = createProgress(leases, writeTransitions);
  const stageJobs = createStage(database, dependencies, writeTransitions);
  const endings = createEndAttempts(database);
  const rescueJobs = createRescue(database, writeTransitions, endings);
  const appendLog = createAppendLog(database, leases, endings);
  const writeRelayed = createRelayed(database);
  const groupErrors = createGroupErrors(database);
  const { pruneJobs, pruneLeftovers } = createPruneJobs(database);
  const pruneLogs = createPruneLogs(database);
  const replacePayloads = createReplacePayloads(database);
  const tables = createTableStatements(database);

  return {
    insertJobs: (commit: Commit, jobs: PackedJob[]) => insertJobs(commit, jobs),
    controlJob: (commit: Commit, wish: Params<"controlJob">) => control.controlJob(commit, wish),
    controlJobs: (commit: Commit, wish: Params<"controlJobs">) => control.controlJobs(commit, wish),
    changeJob: (commit: Commit, wish: Params<"changeJob">) => control.changeJob(commit, wish),
    deleteJob: (commit: Commit, wish: Params<"deleteJob">) => control.deleteJob(commit, wish),
    deleteJobs: (commit: Commit, wish: Params<"deleteJobs">) => control.deleteJobs(commit, wish),
    claimJobs: (commit: Commit, request: Params<"claimJobs">) => claimJobs(commit, request),
    renewLeases: (commit: Commit, renewal: Params<"renewLeases">) =>
      leases.renewLeases(commit, renewal),
    settleJobs: (commit: Commit, packed: PackedSettlements) => settleJobs(commit, packed),
    reportProgress: (commit: Commit, { reports }: Params<"reportProgress">) =>
      reportProgress(commit, reports),
    stageJobs: (commit: Commit, staging: Params<"stageJobs">) => stageJobs(commit, staging),
    endAttempt: (commit: Commit, ended: Params<"endAttempt">) => endings.endAttempt(commit, ended),
    rescueJobs: (commit: Commit, limits: Params<"rescueJobs">) => rescueJobs(commit, limits),
    appendLog: (commit: Commit, lines: Params<"appendLog">) => appendLog(commit, lines),
    groupErrors: (_commit: Commit, { limit }: Params<"groupErrors">) => groupErrors(limit),
    pruneJobs: (commit: Commit, wanted: Params<"pruneJobs">) => pruneJobs(commit, wanted),
    pruneLogs: (commit: Commit, wanted: Params<"pruneLogs">) => pruneLogs(commit, wanted),
    replacePayloads: (_: Commit, { items }: Params<"replacePayloads">) => replacePayloads(items),
    pruneLeftovers: (_: Commit, _params: undefined) => pruneLeftovers(),
    createTable: (_: Commit, shape: TableShape) => tables(shape).create(),
    insertRow: ({ now }: Commit, { shape, row }: { shape: TableShape; row: NewRow }) =>
      tables(shape).insert(row, now),
    replaceRow: (_: Commit, { shape, row }: { shape: TableShape; row: VersionedRow }) =>
      tables(shape).replaceIf(row),
    removeRow: (_: Commit, { shape, params }: { shape: TableShape; params: { key: string } }) =>
      tables(shape).remove(params),
    writeRelayed: (_commit: Commit, position: number) => writeRelayed(position),
  };
}
export type WriteVerbs = ReturnType<typeof createWriteVerbs>;

/** Verbs whose loss with the power does no harm: a commit of nothing else waits for no disk. */
export const harmlessToLose: ReadonlySet<string> = new Set<keyof WriteVerbs>([
  ...(["writeRelayed", "pruneJobs", "pruneLogs", "pruneLeftovers"] as const),
]);
