import { type QueryFilter, trusted } from "mongoose";
import { escapedText } from "../../../search/values-text.ts";
import type { JobFilter } from "../../../verbs/job-store.ts";
import { type JobDocument, present } from "../../record/documents.ts";
import { formsPattern } from "./text-pattern.ts";
import { wordCondition } from "./word-condition.ts";

type Conditions = QueryFilter<JobDocument>[];

/**
 * Returns the conditions of a filter. Operators appear here alone: values of a caller are only
 * compared with.
 */
export function conditionsOf(filter: JobFilter): Conditions {
  return [
    { state: trusted(filter.state === undefined ? present : { $in: filter.state }) },
    ...when(filter.template, (names) => ({ "fixed.template": trusted({ $in: names }) })),
    ...when(filter.notTemplate, (names) => ({ "fixed.template": trusted({ $nin: names }) })),
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
 * others; `createPayloadHolds` then decides.
 */
function payloadPattern(path: string, value: string): string {
  const last = path.split(".").at(-1) ?? "";
  const key = `[".]${formsPattern(escapedText(last))}":`;
  const place = /^\d+$/.test(last) ? `(?:${key}|[[,])` : key;
  // Objects and lists are compared without what is sealed in them.
  if (/^[[{]/.test(value)) return `${place}(?:[[{]|${textPattern(value)})`;
  return `${place}(?:${formsPattern(value)}[,\\]}]|${textPattern(value)})`;
}

function textPattern(value: string): string {
  return formsPattern(JSON.stringify(value));
}
