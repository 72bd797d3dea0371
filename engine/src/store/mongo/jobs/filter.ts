import { type QueryFilter, trusted } from "mongoose";
import type { JobFilter } from "../../job-store.ts";
import { type JobDocument, present } from "../record/documents.ts";

type Conditions = QueryFilter<JobDocument>[];

/**
 * The conditions a filter makes. Operators are written here and nowhere else; what a caller says is
 * only ever compared with.
 */
export function conditionsOf(filter: JobFilter): Conditions {
  return [
    { state: trusted(filter.state === undefined ? present : { $in: filter.state }) },
    ...when(filter.template, (names) => ({ "fixed.template": trusted({ $in: names }) })),
    ...when(filter.queue, (queues) => ({ "fixed.queue": trusted({ $in: queues }) })),
    ...when(filter.tag, (tags) => ({ "fixed.tags": trusted({ $in: tags }) })),
    ...when(filter.createdBy, (owner) => ({ "fixed.createdBy": owner })),
    ...when(filter.schedule, (schedule) => ({ "fixed.scheduleId": schedule })),
    ...when(filter.from, (from) => ({ createdAt: trusted({ $gte: new Date(from) }) })),
    ...when(filter.to, (to) => ({ createdAt: trusted({ $lt: new Date(to) }) })),
    ...when(filter.q, (part) => holding(new RegExp(literally(part), "i"))),
    ...Object.entries(filter.payload ?? {}).map(([path, value]) => ({
      "fixed.payload": trusted({ $regex: likely(path, value) }),
    })),
  ];
}

function when<T>(value: T | undefined, condition: (value: T) => Conditions[number]): Conditions {
  return value === undefined ? [] : [condition(value)];
}

function holding(part: RegExp): Conditions[number] {
  const within = trusted({ $regex: part });
  return {
    $or: [
      { _id: within },
      { "fixed.template": within },
      { "fixed.tags": within },
      { "fixed.payload": within },
    ],
  };
}

/**
 * What a payload's text must have in it if `path` holds `value`. Leaves few that do not, which
 * `payloadHolds` then tells.
 */
function likely(path: string, value: string): RegExp {
  const key = JSON.stringify(path.split(".").at(-1));
  return new RegExp(
    `${literally(key)}:(?:${literally(JSON.stringify(value))}|${literally(value)})`,
  );
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/**
 * Whether the value at a path of dotted keys is `text`: a string as it is, any other value by its
 * JSON.
 */
export function payloadHolds(payload: unknown, path: string, text: string): boolean {
  const value = path
    .split(".")
    .reduce<unknown>(
      (within, key) => (isObject(within) && Object.hasOwn(within, key) ? within[key] : undefined),
      payload,
    );
  return typeof value === "string" ? value === text : JSON.stringify(value) === text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
