import { isoTime } from "../store/iso-time.ts";
import { previewRetention } from "./preview-retention.ts";
import { type PruneRow, pruneKey } from "./prune-table.ts";
import { readRetention } from "./read-retention.ts";
import type { Retentions } from "./retention.ts";
import type { RetentionDeps } from "./retention-deps.ts";
import { setRetention } from "./set-retention.ts";

/** Joins the verbs of the retention. `saved` is called after a change of it. */
export function createRetentions(deps: RetentionDeps & { saved: () => void }): Retentions {
  const { templates, runs, saved, telemetry } = deps;
  return {
    get: () => readRetention(deps),
    set: ({ retention }) =>
      telemetry.span("retention.set", {}, async () => {
        const set = await setRetention(deps, retention);
        saved();
        return set;
      }),
    preview: (params) =>
      telemetry.span("retention.preview", {}, () => previewRetention(deps, params)),
    async report() {
      const [overrides, run] = await Promise.all([
        templates.retentions(),
        runs.get({ id: pruneKey }),
      ]);
      return {
        lastRun: presentRun(run?.row.lastRun ?? null),
        overrides: overrides.map(({ name, ...rest }) => ({ template: name, ...rest })),
      };
    },
  };
}

function presentRun(run: PruneRow["lastRun"]) {
  if (run === null) return null;
  const { startedAt, finishedAt, jobs, logs } = run;
  return { startedAt: isoTime(startedAt), finishedAt: isoTime(finishedAt), jobs, logs };
}
