import { may, type Principal } from "../accounts/account.ts";
import { seesEverybodys } from "./sight.ts";
import { templatesOf } from "./templates.ts";
import { type Facts, isWithinReach, isWithinSight } from "./within-sight.ts";

/** Which jobs a principal sees, for a query of many. */
export type JobSight = {
  /** The only one whose jobs are seen; null for everybody's. */
  createdBy: string | null;
  /** The only templates whose jobs are seen; null for all but `notTemplates`. */
  templates: readonly string[] | null;
  notTemplates: readonly string[];
};

/** Returns true when a principal may see a job with all that belongs to it. */
export function maySeeJob(principal: Principal | null, job: Facts): boolean {
  return may(principal, "jobs:read") && isWithinSight(principal, job);
}

/** Returns true when a principal may cancel, dismiss, change or delete a job. */
export function mayChangeJob(principal: Principal | null, job: Facts): boolean {
  return may(principal, "jobs:write") && isWithinSight(principal, job);
}

/** Returns true when a principal may let a job run again, as itself or as a new one. */
export function mayRunJobAgain(principal: Principal | null, job: Facts): boolean {
  return may(principal, "jobs:write") && isWithinReach(principal, job);
}

/** Returns which jobs a principal sees; with `toRun` those that it may also let run again. */
export function jobSight(principal: Principal, toRun = false): JobSight {
  const { fromSeeing = [], fromRunning = [] } = principal.barred ?? {};
  return {
    createdBy: seesEverybodys(principal) ? null : principal.id,
    templates: templatesOf(principal),
    notTemplates: toRun ? fromRunning : fromSeeing,
  };
}
