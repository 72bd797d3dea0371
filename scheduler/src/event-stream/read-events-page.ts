import type { ReplyOf } from "@formwork/contracts/operations/operations";
import type { LogEntry } from "@formwork/engine/bus/bus";
import { readPage } from "@formwork/engine/bus/read-page";
import type { EventStreamParams } from "./stream-events.ts";

type Params = Pick<EventStreamParams, "bus" | "after" | "accepts"> & { limit: number };

/** Time within which the log has to give a page, in milliseconds. */
const timeoutMs = 10_000;

/** Returns a page of the log: of about `limit` events after the cursor, those that are accepted. */
export async function readEventsPage({
  bus,
  after,
  accepts,
  limit,
}: Params): Promise<ReplyOf<"events.list">> {
  const head = await headOf(bus);
  if (after === undefined) return { items: [], next: null, cursor: head, mode: "live" };
  if (after === head) return { items: [], next: null, cursor: head, mode: "replayed" };
  const page = await readPage({ bus, cursor: after, limit, upTo: head, timeoutMs });
  if (page === undefined) return { items: [], next: null, cursor: head, mode: "reset" };
  // The bus gives somewhat more than is asked for.
  const entries = page.slice(0, limit);
  const cursor = entries.length < page.length ? lastOf(entries, after) : lastOf(page, head);
  return {
    items: entries.map(({ event }) => event).filter(accepts),
    next: cursor < head ? cursor : null,
    cursor,
    mode: "replayed",
  };
}

const lastOf = (entries: LogEntry[], otherwise: string) => entries.at(-1)?.cursor ?? otherwise;

/** Returns the cursor behind the newest event. */
async function headOf(bus: Params["bus"]): Promise<string> {
  const { cursor, stop } = await bus.follow({ onEvents: () => undefined });
  await stop();
  return cursor;
}
