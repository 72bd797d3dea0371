import type { Store } from "../../store.ts";
import type { Attempts } from "../commit/attempts.ts";
import type { Ledger } from "../commit/ledger.ts";
import type { Write } from "../commit/writer.ts";
import type { Database } from "../connection/database.ts";
import { createClaim } from "./claim.ts";
import type { Dependencies } from "./dependencies.ts";
import type { Leases } from "./leases.ts";
import { createProgress } from "./progress.ts";
import { createRescue } from "./rescue.ts";
import { createSettle } from "./settle.ts";
import { createStage } from "./stage.ts";

type Work = Pick<
  Store,
  "claimJobs" | "renewLeases" | "settleJobs" | "reportProgress" | "stageJobs" | "rescueJobs"
>;
type WorkDeps = {
  database: Database;
  write: Write;
  ledger: Ledger;
  leases: Leases;
  attempts: Attempts;
  dependencies: Dependencies;
};

/** The moves of jobs between queue and workers, each a write of its own. */
export function createWork({ write, ...deps }: WorkDeps): Work {
  const { claimJobs } = createClaim(deps);
  const { settleJobs } = createSettle(deps);
  const { reportProgress } = createProgress(deps);
  const { stageJobs } = createStage(deps);
  const { rescueJobs } = createRescue(deps);
  return {
    claimJobs: (request) => write((commit) => claimJobs(commit, request)),
    renewLeases: (renewal) => write((commit) => deps.leases.renewLeases(commit, renewal)),
    settleJobs: ({ settlements }) => write((commit) => settleJobs(commit, settlements)),
    reportProgress: ({ reports }) => write((commit) => reportProgress(commit, reports)),
    stageJobs: ({ limit }) => write((commit) => stageJobs(commit, limit)),
    rescueJobs: (limits) => write((commit) => rescueJobs(commit, limits)),
  };
}
