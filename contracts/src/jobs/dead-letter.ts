import type { Static } from "typebox";
import { closed, page, time } from "../shapes.ts";
import { Type } from "../typebox.ts";

/** Failed jobs by their error, and what differs among those of one group. */

/** Days that a group counts its jobs for. */
export const errorDays = 7;

/** Orders of groups; a leading minus means descending. */
export const errorSorts = ["-lastAt", "-count"] as const;

/** The failed jobs of one template with one error. */
export const ErrorGroup = closed({
  key: Type.String({ description: "Names the group; pass it as `error` to a list of jobs" }),
  template: Type.String({ description: "Name of their template" }),
  message: Type.String({
    description: "Their error, with marks such as <n> and <host> in place of what differs",
  }),
  count: Type.Integer({ description: "Jobs in the group" }),
  firstAt: time("When the first of them failed"),
  lastAt: time("When the last of them failed"),
  sampleId: Type.String({ description: "Id of the job among them that was made last" }),
  days: Type.Array(Type.Integer(), {
    minItems: errorDays,
    maxItems: errorDays,
    description: "Jobs that failed in each of the last seven times 24 hours, the latest one last",
  }),
});
export type ErrorGroup = Static<typeof ErrorGroup>;

/** A page of groups. */
export const ErrorGroups = closed({
  ...page(ErrorGroup).properties,
  groups: Type.Integer({ description: "Groups that match, on all pages" }),
  jobs: Type.Integer({ description: "Jobs in them" }),
  complete: Type.Boolean({
    description:
      "False where there are so many failed jobs that only those made last were looked at: there may be more groups, and more jobs in each",
  }),
});
export type ErrorGroups = Static<typeof ErrorGroups>;

/** A payload field whose value is not the same in all jobs of a group. */
export const DifferingField = closed({
  path: Type.String({ description: "JSON Pointer of the field in the payload" }),
  jobs: Type.Integer({ description: "Compared jobs that have the field" }),
  distinct: Type.Integer({ description: "Different values among them" }),
  values: Type.Array(
    closed({
      text: Type.String({ description: "The value as JSON, shortened where it is long" }),
      count: Type.Integer({ description: "Compared jobs that have it" }),
    }),
    { description: "The values that most of them have, the most frequent one first" },
  ),
});
export type DifferingField = Static<typeof DifferingField>;

/** What differs in the payloads of a group. */
export const GroupFields = closed({
  compared: Type.Integer({ description: "Jobs compared: the newest ones of the group" }),
  hasMore: Type.Boolean({ description: "Whether the group has jobs that were not compared" }),
  items: Type.Array(DifferingField, {
    description: "Fields that differ, those with the fewest values first; never secrets",
  }),
});
export type GroupFields = Static<typeof GroupFields>;
