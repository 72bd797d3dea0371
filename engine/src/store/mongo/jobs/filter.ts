import { type QueryFilter, trusted } from "mongoose";
import type { JobFilter } from "../../job-store.ts";
import { type JobDocument, present } from "../record/documents.ts";
import { escapedPattern, wordCondition } from "./word-condition.ts";

type Conditions = QueryFilter<JobDocument>[];

/**
 * Returns the conditions of a filter. Operators appear here alone: values of a caller are only
 * compared with.
 */
export function conditionsOf(filter: JobFilter): Conditions {
  return [
    { state: trusted(filter.state === undefined ? present : { $in: filter.state }) },
    ...when(filter.template, (names) => ({ "fixed.template": trusted({ $in: names }) })),
    ...when(filter.queue, (queues) => ({ "fixed.queue": trusted({ $in: queues }) })),
    ...when(filter.tag, (tags) => ({ "fixed.tags": trusted({ $all: tags }) })),
    ...when(filter.createdBy, (owner) => ({ "fixed.createdBy": trusted({ $eq: owner }) })),
    ...when(filter.schedule, (schedule) => ({ "fixed.scheduleId": trusted({ $eq: schedule }) })),
    ...when(filter.rerunOf, (id) => ({ "fixed.rerunOf": trusted({ $eq: id }) })),
    ...when(filter.errorGroup, (groups) => ({ errorGroup: trusted({ $in: groups }) })),
    ...when(filter.dismissed, (dismissed) => ({ dismissedAt: trusted({ $exists: dismissed }) })),
    ...when(filter.from, (from) => ({ createdAt: trusted({ $gte: new Date(from) }) })),
    ...when(filter.to, (to) => ({ createdAt: trusted({ $lt: new Date(to) }) })),
    ...when(filter.finishedFrom, (from) => ({ finishedAt: trusted({ $gte: new Date(from) }) })),
    ...when(filter.finishedTo, (to) => ({ finishedAt: trusted({ $lt: new Date(to) }) })),
    ...(filter.words ?? []).map(wordCondition),
    ...Object.entries(filter.payload ?? {}).map(([path, value]) => ({
      "fixed.payload": trusted({ $regex: payloadPattern(path, value) }),
    })),
  ];
}

function when<T>(value: T | undefined, condition: (value: T) => Conditions[number]): Conditions {
  return value === undefined ? [] : [condition(value)];
}

/**
 * Returns a pattern that matches the text of every payload with `value` at `path`, and of few
 * others; `payloadHolds` then decides.
 */
function payloadPattern(path: string, value: string): RegExp {
  const key = JSON.stringify(path.split(".").at(-1));
  return new RegExp(
    `${escapedPattern(key)}:(?:${escapedPattern(JSON.stringify(value))}|${escapedPattern(value)})`,
  );
}

/** Whether the value at a dotted path is the string `text`, or has it as its JSON text. */
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
