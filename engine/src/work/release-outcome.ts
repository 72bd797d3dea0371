import type { StoredTemplate } from "../templates/versions/template-tables.ts";
import type { Outcome } from "./work.ts";

/**
 * Returns the outcome of an attempt that a worker gives back unfinished: released, so that another
 * one runs it, or a failure where the job must not run twice.
 */
export function releaseOutcome({ retry }: Pick<StoredTemplate, "retry">): Outcome {
  if (retry?.onLost !== "never") return { outcome: "released" };
  return {
    ...{ outcome: "failed", reason: "lost", fatal: true },
    message: "The worker was stopped in the middle of the attempt",
  };
}
