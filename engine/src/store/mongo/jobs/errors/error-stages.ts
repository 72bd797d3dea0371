import type { GroupPart, GroupPlace } from "../../../collect-groups.ts";
import type { ErrorSort } from "../../../verbs/job-store.ts";
import type { StoredStanding } from "../../record/documents.ts";
import { type Checked, checkedFields } from "../filter/job-check.ts";

/** A group of failed jobs, or a part of one. */
export type Part = GroupPart<string>;
/** A part as the server makes it, named by its group. */
export type GroupOnServer = Omit<Part, "group"> & { _id: string };
/** What is read of a job to group it here. */
export type Candidate = Checked & Pick<StoredStanding, "errorGroup" | "finishedAt">;
export const candidateFields = { ...checkedFields, errorGroup: 1, finishedAt: 1 } as const;

export function partOfGroup({ _id, ...group }: GroupOnServer): Part {
  return { group: _id, ...group };
}

/** Groups jobs by their error, and counts those that failed at or after each time. */
export function grouping(since: number[]) {
  return {
    _id: "$errorGroup",
    count: { $sum: 1 },
    firstAt: { $min: "$finishedAt" },
    lastAt: { $max: "$finishedAt" },
    sample: { $max: "$_id" },
    ...Object.fromEntries(
      since.map((at, index) => [
        `since${index}`,
        { $sum: { $cond: [{ $gte: ["$finishedAt", new Date(at)] }, 1, 0] } },
      ]),
    ),
  };
}

/** Makes what a group has of what `grouping` counted. */
export function projection(since: number[]) {
  return {
    count: 1,
    sample: 1,
    firstAt: { $toLong: "$firstAt" },
    lastAt: { $toLong: "$lastAt" },
    since: since.map((_, index) => `$since${index}`),
  };
}

/** Selects the groups after a place. */
export function beyond(sort: ErrorSort, [value, group]: GroupPlace) {
  const field = sort.slice(1);
  const stored = sort === "-lastAt" ? new Date(value) : value;
  return { $or: [{ [field]: { $lt: stored } }, { [field]: stored, _id: { $gt: group } }] };
}

/** Makes the part of a group that one job is. */
export function partOf({ _id, errorGroup = "", finishedAt }: Candidate, since: number[]): Part {
  const at = finishedAt?.getTime() ?? 0;
  return {
    group: errorGroup,
    count: 1,
    firstAt: at,
    lastAt: at,
    sample: _id,
    since: since.map((time) => (at >= time ? 1 : 0)),
  };
}
