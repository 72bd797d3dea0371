import type { LogLine } from "@formwork/contracts/job";
import { maxTailLines } from "@formwork/contracts/log-tail";
import { client } from "../../../lib/api/client.ts";
import type { LogData } from "./log-data.ts";

type Range = { id: string; after?: number; before?: number; signal?: AbortSignal };

/** Requests that run at the same time. */
const maxParallel = 4;

/** Fetches the newest thousand lines of a range. */
export async function fetchNewest({ id, after, before, signal }: Range): Promise<LogData> {
  const {
    items,
    previous = null,
    removedAt,
  } = await client.call("jobs.logs", {
    params: { id },
    query: {
      tail: maxTailLines,
      ...(after !== undefined && { after }),
      ...(before !== undefined && { before }),
    },
    ...(signal !== undefined && { signal }),
  });
  return { lines: items, older: previous, removedAt };
}

/** Fetches all lines between two offsets, a few requests at a time. */
export async function fetchBetween(
  range: Range & { after: number; before: number },
): Promise<LogLine[]> {
  const { after, before, ...job } = range;
  const count = Math.max(0, Math.ceil((before - 1 - after) / maxTailLines));
  const parts: (readonly LogLine[])[] = [];
  let next = 0;
  async function fetchParts() {
    while (next < count) {
      const part = next++;
      const from = after + part * maxTailLines;
      const to = Math.min(before, from + maxTailLines + 1);
      parts[part] = (await fetchNewest({ ...job, after: from, before: to })).lines;
    }
  }
  await Promise.all(Array.from({ length: maxParallel }, fetchParts));
  return parts.flat();
}
