import { ChangeLimits, Limits, LimitsReport } from "../limits.ts";
import { Retention, RetentionPreview, RetentionReport } from "../retention.ts";
import { get, post, put } from "./operation.ts";

/** Settings that an admin changes while Formwork runs. */
export const settingOperations = {
  "settings.retention": get("/settings/retention", {
    tag: "settings",
    concerns: "house",
    scope: "settings:read",
    summary: "How long jobs and their logs are kept after the jobs have ended",
    reply: Retention,
  }),
  "settings.set-retention": put("/settings/retention", {
    tag: "settings",
    concerns: "house",
    scope: "settings:write",
    audit: "settings.set-retention",
    summary: "Set how long jobs and logs are kept; what is too old then is removed soon after",
    body: Retention,
    reply: Retention,
  }),
  "settings.preview-retention": post("/settings/retention/preview", {
    tag: "settings",
    concerns: "house",
    scope: "settings:read",
    audit: { unrecorded: "it counts and changes nothing" },
    summary: "What a retention would remove now, before it is saved",
    body: Retention,
    reply: RetentionPreview,
  }),
  "settings.retention-report": get("/settings/retention/report", {
    tag: "settings",
    concerns: "house",
    scope: "settings:read",
    summary: "What the last clean-up removed, and which templates have a retention of their own",
    reply: RetentionReport,
  }),
  "settings.limits": get("/settings/limits", {
    tag: "settings",
    concerns: "house",
    scope: "settings:read",
    limit: null,
    summary: "The limits that hold for every caller",
    reply: Limits,
  }),
  "settings.limits-report": get("/settings/limits/report", {
    tag: "settings",
    concerns: "house",
    scope: "settings:read",
    summary: "Whose jobs run and wait now, which is what a limit of owners would be about",
    reply: LimitsReport,
  }),
  "settings.set-limits": put("/settings/limits", {
    tag: "settings",
    concerns: "house",
    scope: "settings:write",
    audit: "settings.set-limits",
    limit: null,
    summary:
      "Change limits that hold for every caller; those left out stay. They hold within two seconds, in every process",
    body: ChangeLimits,
    reply: Limits,
  }),
};
