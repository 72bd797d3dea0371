import type { Calls } from "./calls.ts";
import type { Fleet } from "./fleet/fleet.ts";

/** Jobs that are described at most. */
const maxJobs = 10;

/**
 * Describes why jobs do not end: the jobs with their last events, the workers as the store knows
 * them, and the health of each process. For whoever reads the log of a failed run.
 */
export async function describeOpen(
  calls: Calls,
  { schedulers, workers, notifiers }: Fleet,
  ids: readonly string[],
): Promise<string> {
  const told = [`${ids.length} jobs have not ended at ${new Date().toISOString()}`];
  for (const id of ids.slice(0, maxJobs)) {
    const params = { id };
    const job = await calls.untilAnswered((client, signal) =>
      client.call("jobs.get", { params, signal }),
    );
    const { items } = await calls.untilAnswered((client, signal) =>
      client.call("jobs.events", { params, query: { limit: 50 }, signal }),
    );
    told.push(JSON.stringify(job), ...items.slice(-4).map((event) => `  ${JSON.stringify(event)}`));
  }
  const known = await calls.untilAnswered((client, signal) =>
    client.call("workers.list", { signal }),
  );
  told.push(...known.items.map((worker) => JSON.stringify(worker)));
  for (const { name, url } of [...schedulers, ...workers, ...notifiers])
    told.push(`${name} ${await healthOf(url)}`);
  return told.join("\n");
}

async function healthOf(url: string): Promise<string> {
  try {
    const reply = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) });
    return `${reply.status} ${await reply.text()}`;
  } catch (error) {
    return String(error);
  }
}
