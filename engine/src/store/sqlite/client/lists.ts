import type { JobSort } from "@formwork/contracts/job-query";
import { placeOfGroup } from "../../collect-groups.ts";
import { cursorOf, numberOf, pageOf, placeOf, refuseCursor } from "../../cursor.ts";
import { isoTime } from "../../iso-time.ts";
import { parsed } from "../../parsed.ts";
import { attemptsOf } from "../../steps/attempts.ts";
import { eventOfStep } from "../../steps/step-event.ts";
import type { Store } from "../../store.ts";
import { noBound, requestBound } from "../../verbs/look-bound.ts";
import { fixedRowOf, wholeRowOf } from "../commit/rows.ts";
import type { StoredLine } from "../jobs/logs.ts";
import type { FoundPlace } from "../jobs/walk/slices.ts";
import { jobOf, summaryOf } from "./job-of-row.ts";
import type { Threads } from "./threads.ts";

type ListCalls = Pick<
  Store,
  | "findJobs"
  | "findErrors"
  | "groupErrors"
  | "listEvents"
  | "listAttempts"
  | "appendLog"
  | "readLog"
>;

/** Pages through jobs, their events, attempts and log lines. */
export function createListCalls({ write, read, readUntil }: Threads): ListCalls {
  const findJobs: Store["findJobs"] = async ({ cursor, signal, ...params }) => {
    const { sort, limit, bound = requestBound } = params;
    const after = cursor === undefined ? null : numbered(placeOf(sort, cursor));
    const query = { ...params, after, bound };
    const { rows, reached } = await (signal === undefined
      ? read("findJobs", query)
      : readUntil(signal, "findJobs", query));
    return pageOf(
      rows,
      limit,
      ({ values }) => jobOf(wholeRowOf(values)),
      ({ place }) => cursorAt(sort, place),
      reached && cursorAt(sort, reached),
    );
  };
  const findErrors: Store["findErrors"] = async ({ cursor, signal, ...params }) => {
    const after = cursor === undefined ? null : placeOf(params.sort, cursor);
    const query = { bound: noBound, ...params, after };
    const { found, groups, jobs, isComplete } = await (signal === undefined
      ? read("findErrors", query)
      : readUntil(signal, "findErrors", query));
    const page = pageOf(
      found,
      params.limit,
      ({ error, ...group }) => ({ ...group, error: parsed(error) }),
      (group) => cursorOf(params.sort, placeOfGroup(group, params.sort)),
    );
    return { ...page, groups, jobs, isComplete };
  };
  const listEvents: Store["listEvents"] = async ({ id, limit, cursor }) => {
    const after = numberOf(cursor, 0);
    const job = await read("history", { id, after });
    if (job === null) return { items: [], next: null };
    const fixed = fixedRowOf(job.fixed);
    const trace = fixed.traceparent ?? undefined;
    return pageOf(
      job.applied.filter(({ standing }) => standing.seq > after),
      limit,
      ({ step, standing }) => eventOfStep(step, summaryOf(fixed, standing), trace),
      ({ standing }) => String(standing.seq),
    );
  };
  const listAttempts: Store["listAttempts"] = async ({ id, limit, cursor }) => {
    const after = numberOf(cursor, 0);
    const job = await read("history", { id, after });
    return pageOf(
      attemptsOf(job?.applied ?? []).filter(({ seq }) => seq > after),
      limit,
      ({ seq, ...attempt }) => attempt,
      ({ seq }) => String(seq),
    );
  };
  return {
    findJobs,
    findErrors,
    groupErrors: (params) => write("groupErrors", params),
    listEvents,
    listAttempts,
    async appendLog(params) {
      const lines = await write("appendLog", params);
      return lines === null ? null : lines.map(lineOf);
    },
    readLog: async (wanted) => (await read("readLog", wanted)).map(lineOf),
  };
}

function lineOf(line: StoredLine) {
  return { ...line, at: isoTime(line.at) };
}

function cursorAt(sort: JobSort, [key, no]: FoundPlace): string {
  return cursorOf(sort, [key, String(no)]);
}

/** A place of this store names the job by its number. */
function numbered([key, no]: [number, string]): FoundPlace {
  return /^\d{1,15}$/.test(no) ? [key, Number(no)] : refuseCursor();
}
