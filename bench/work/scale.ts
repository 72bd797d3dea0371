import { setTimeout as pause } from "node:timers/promises";
import { folder, n } from "../measure/arguments.ts";
import { report } from "../measure/measure.ts";
import { cancelJobs, fillServer } from "../scale/fill-server.ts";
import { hangUp } from "../scale/hang-up.ts";
import { type ListQuery, lists, searches } from "../scale/list-kinds.ts";
import { measureLists } from "../scale/measure-lists.ts";
import { probeWhile } from "../scale/probe-while.ts";
import { readMemory, untilIdle } from "../scale/process-usage.ts";
import { startServer } from "../scale/start-server.ts";

/**
 * Measures `formwork start` as a process of its own with n stored jobs: the fill over HTTP, memory,
 * each kind of list, what other requests wait for meanwhile, and the end of a search whose caller
 * disconnects.
 */
const limitMs = 20 * 60_000;
const settleMs = 2000;
/** A minute after a fill of a million jobs; less after a smaller one. */
const afterFillMs = Math.min(60_000, n / 10);

const server = await startServer(folder, limitMs);
const { client, pid } = server;
await pause(settleMs);
const idle = readMemory(pid);

const { jobs_s, ids } = await fillServer(client, n);
const filled = readMemory(pid);
const filledAt = performance.now();
const restMs = await untilIdle({ pid, share: 0.1, windowMs: 1000, limitMs: 120_000 });
await pause(Math.max(0, afterFillMs - (performance.now() - filledAt)));
const after = readMemory(pid);

const [jobId = "", ...others] = ids;
await cancelJobs(client, others);
const times = await measureLists(client, n);
const searchMs = times.find(({ name }) => name.startsWith("q="))?.median ?? 0;

const listAll = async (queries: ListQuery[]) => {
  for (const query of queries) await client.call("jobs.list", { query });
};
const probes = [
  await probeWhile(server, jobId, "rest", () => pause(100)),
  await probeWhile(server, jobId, "text search", () => listAll(searches)),
  await probeWhile(server, jobId, "lists and statistics", async () => {
    await listAll(lists);
    await client.call("jobs.stats");
  }),
];
const ended = await hangUp(server, searchMs);

const { peak_mb } = readMemory(pid);
await server.stop();
report({
  work: "scale",
  n,
  jobs_s,
  peak_rss_mb: peak_mb,
  scale: {
    memory: {
      idle_mb: idle.rss_mb,
      filled_mb: filled.rss_mb,
      fill_peak_mb: filled.peak_mb,
      after_mb: after.rss_mb,
      peak_mb,
    },
    rest_s: restMs === null ? null : Math.round(restMs / 100) / 10,
    lists: times,
    probes,
    hang_up: ended,
  },
});
