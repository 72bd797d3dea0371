import type { Static } from "typebox";
import { closed, count, duration, nullable, time } from "./shapes.ts";
import { finalStates } from "./states.ts";
import { Type } from "./typebox.ts";

/** Makes the schema of how long something is kept; null keeps it for ever. */
function kept(what: string) {
  return nullable(duration(what), `${what}, such as 30d; null keeps them for ever`);
}

/** How long jobs are kept after they have ended, by the state they ended in, and their logs. */
export const Retention = closed(
  {
    succeeded: kept("How long succeeded jobs are kept"),
    failed: kept("How long failed jobs are kept, dismissed or not"),
    cancelled: kept("How long cancelled jobs are kept"),
    logs: kept("How long the logs of ended jobs are kept"),
    audit: Type.Optional(
      nullable(
        duration("How long entries of the audit log are kept"),
        "How long entries of the audit log are kept, at least 7d; null keeps them for ever. What is left out stays as it is",
      ),
    ),
  },
  { description: "How long jobs, their logs and the audit log are kept" },
);
export type Retention = Static<typeof Retention>;

/** What applies until somebody sets something else. */
export const retentionDefaults: Required<Retention> = {
  succeeded: "30d",
  failed: "90d",
  cancelled: "30d",
  logs: "14d",
  audit: "365d",
};

const { succeeded, failed, cancelled } = Retention.properties;

/** What a template keeps longer or shorter than the others. */
export const TemplateRetention = closed(
  {
    succeeded: Type.Optional(succeeded),
    failed: Type.Optional(failed),
    cancelled: Type.Optional(cancelled),
  },
  { description: "How long its jobs are kept; what it leaves out is as in the settings" },
);
export type TemplateRetention = Static<typeof TemplateRetention>;

/** What a retention would remove now. */
export const RetentionPreview = closed({
  jobs: count("Jobs that would be removed; where `more` is true, those found so far"),
  more: Type.Boolean({
    description: "True when there are more jobs than the preview looked at",
  }),
  oldest: nullable(time("When"), "When the first of these jobs ended"),
  newest: nullable(time("When"), "When the last of these jobs ended"),
  groups: Type.Array(
    closed({
      template: Type.String({ description: "Name of the template" }),
      state: Type.Enum([...finalStates], { description: "How the jobs ended" }),
      count: count("Jobs that would be removed"),
    }),
    { description: "The same by template and state, the most first" },
  ),
  logs: count("Jobs that would stay and lose their log"),
  moreLogs: Type.Boolean({ description: "True when there are more than the preview looked at" }),
});
export type RetentionPreview = Static<typeof RetentionPreview>;

/** What one clean-up removed: the data of the event `retention.pruned`. */
export const PruneRun = closed({
  startedAt: time("When it began"),
  finishedAt: time("When it ended"),
  jobs: count("Jobs removed"),
  logs: count("Jobs that stayed and lost their log"),
});
export type PruneRun = Static<typeof PruneRun>;

/** What belongs to the retention beside its values. */
export const RetentionReport = closed({
  lastRun: nullable(PruneRun, "The last clean-up that removed something; null before the first"),
  overrides: Type.Array(
    closed({
      template: Type.String({ description: "Name of the template" }),
      title: Type.String({ description: "Title of the template" }),
      retention: TemplateRetention,
    }),
    { description: "Templates whose newest version has a retention of its own, by title" },
  ),
});
export type RetentionReport = Static<typeof RetentionReport>;
