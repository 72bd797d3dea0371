import type { Job } from "@formwork/contracts/job";
import type { Engine } from "@formwork/engine/engine";
import type { EventFeed } from "../../event-stream/event-feed.ts";
import { exportWriters } from "../../export/export-formats.ts";
import { jobColumns } from "../../export/job-columns.ts";
import type { HandlersOf } from "../../http/handler.ts";
import { createJobChanges } from "../../log-stream/job-changes.ts";
import { untilEnded } from "../../log-stream/until-ended.ts";
import { createExportFiles } from "../export-files.ts";
import { jobFields } from "../parameters/job-fields.ts";
import { jobQuery } from "../parameters/job-query.ts";
import { paging } from "../parameters/paging.ts";
import { timelineRange } from "../parameters/timeline-range.ts";
import { endWaitOf } from "../parameters/wait-of.ts";
import { createJobLogs } from "./job-logs.ts";

/** Submits, lists, reads and controls jobs. */
export function jobHandlers(engine: Engine, feed: EventFeed): HandlersOf<"jobs"> {
  const { jobs, numbers } = engine;
  const changes = createJobChanges({ feed });
  const logs = createJobLogs(engine, changes);
  /** Waits for a job that a request has made, which answers with it whatever becomes of the job. */
  const ended = (job: Job, waitMs: number, signal: AbortSignal) => {
    const read = () => jobs.get({ id: job.id }).catch(() => job);
    return waitMs === 0 ? job : untilEnded(changes, { id: job.id, read, waitMs, signal });
  };
  const exportFile = createExportFiles("jobs", exportWriters(jobColumns));
  return {
    "jobs.create": async ({ body, query, headers, caller, signal }, reply) => {
      const waitMs = endWaitOf({ query, headers }, reply);
      const { job, created } = await jobs.submit({
        ...caller,
        input: body,
        idempotencyKey: headers["idempotency-key"],
      });
      if (!created) reply.alsoStatus();
      return ended(job, waitMs, signal);
    },
    "jobs.batch": async ({ body, headers, itemFaults, caller }) => {
      const idempotencyKey = headers["idempotency-key"];
      const items = await jobs.submitBatch({
        ...{ ...caller, inputs: body.jobs, itemFaults, idempotencyKey },
      });
      const accepted = items.filter((item) => item.id !== undefined).length;
      return { accepted, rejected: items.length - accepted, items };
    },
    "jobs.list": async ({ query: { fields, ...query }, caller, signal }) => {
      const shown = jobFields(fields);
      const page = await jobs.list({
        query: jobQuery(query, caller.principal),
        sort: query.sort ?? "-createdAt",
        signal,
        ...paging(query),
      });
      return { ...page, items: page.items.map(shown) };
    },
    "jobs.stats": ({ query, caller, signal }) =>
      jobs.stats({ query: jobQuery(query, caller.principal), signal }),
    "jobs.export": ({ query, caller, signal }, reply) => {
      const { format = "csv", ...filters } = query;
      const wanted = jobQuery(filters, caller.principal);
      // In the order of their creation: jobs that are made meanwhile are not among them, and none comes
      // twice.
      const readPage = (page: { limit: number; cursor: string | undefined; signal: AbortSignal }) =>
        jobs.list({ query: wanted, sort: "-createdAt", ...page });
      return exportFile({ readPage, format, signal }, reply);
    },
    "jobs.timeline": ({ query: { bucket, from, to, ...filters }, caller, signal }) =>
      numbers.timeline({
        ...timelineRange({ bucket, from, to }, Date.now()),
        query: jobQuery(filters, caller.principal),
        signal,
      }),
    "jobs.own-templates": ({ query: { limit = 6 }, caller, signal }) =>
      jobs.ownTemplates({ principal: caller.principal, limit, signal }),
    "jobs.get": async ({ params, query, headers, signal }, reply) => {
      const waitMs = endWaitOf({ query, headers }, reply);
      const read = () => jobs.get(params);
      return waitMs === 0 ? read() : untilEnded(changes, { ...params, read, waitMs, signal });
    },
    "jobs.waiting": ({ params, caller: { principal } }) =>
      engine.waits.explain({ ...params, principal }),
    "jobs.events": ({ params, query }) => jobs.events({ ...params, ...paging(query) }),
    "jobs.attempts": ({ params, query }) => jobs.attempts({ ...params, ...paging(query) }),
    "jobs.logs": ({ params, query }) => logs.page({ ...params, query }),
    "jobs.log-stream": async ({ params, query, headers, signal }, reply) => {
      const lastEventId = headers["last-event-id"];
      const stream = await logs.stream({ ...params, ...query, lastEventId, signal });
      if (stream === null) reply.alsoStatus();
      return stream;
    },
    "jobs.cancel": ({ params, caller }) => jobs.cancel({ ...caller, ...params }),
    "jobs.retry": ({ params, caller }) => jobs.retry({ ...caller, ...params }),
    "jobs.rerun": async ({ params, query, body, headers, caller, signal }, reply) => {
      const waitMs = endWaitOf({ query, headers }, reply);
      const idempotencyKey = headers["idempotency-key"];
      const { job, created } = await jobs.rerun({
        ...caller,
        ...params,
        ...body,
        idempotencyKey,
      });
      if (!created) reply.alsoStatus();
      return ended(job, waitMs, signal);
    },
    "jobs.change": ({ params, body, caller, expected }) =>
      jobs.change({ ...caller, ...params, change: body, expectedSeq: expected?.seq }),
    "jobs.dismiss": ({ params, caller }) => jobs.dismiss({ ...caller, ...params }),
    "jobs.delete": ({ params, caller }) => jobs.delete({ ...caller, ...params }),
  };
}
