import type { OutboxEntry } from "../../outbox-store.ts";
import { eventOfStep } from "../../step-event.ts";
import type { Store } from "../../store.ts";
import { type FixedRow, fixedRowOf } from "../commit/rows.ts";
import { summaryOf } from "./job-of-row.ts";
import { type BufferedStep, createOutboxBuffer } from "./outbox-buffer.ts";
import type { Threads } from "./threads.ts";

type Placed = Omit<BufferedStep, "fixed"> & { position: number; fixed: FixedRow };

/** Milliseconds between looks into the file for what another process left behind. */
const sweepMs = 1000;

/**
 * The outbox as the main side sees it: what this process committed comes from memory, the rest from
 * the file.
 */
export function createOwnOutbox(threads: Pick<Threads, "read" | "write">, monotonic: () => number) {
  const buffer = createOutboxBuffer();
  let sweptAt = Number.NEGATIVE_INFINITY;

  async function takeOutbox({ limit }: { limit: number }): Promise<OutboxEntry[]> {
    const kept = buffer.take(limit);
    if (kept === null || (kept.length === 0 && monotonic() - sweptAt > sweepMs))
      return (await takeFromFile(limit)).map(entryOf);
    return (await withFixedParts(kept)).map(entryOf);
  }

  async function takeFromFile(limit: number): Promise<Placed[]> {
    sweptAt = monotonic();
    const wanted = { limit, after: buffer.relayed() };
    const { relayed, steps } = await threads.read("unrelayed", wanted);
    buffer.skipTo(relayed);
    return steps.map((step) => ({ ...step, id: "", fixed: fixedRowOf(step.fixed) }));
  }

  /** Looks up what is not in memory of the jobs: the parts that no step changes. */
  async function withFixedParts(steps: (BufferedStep & { position: number })[]): Promise<Placed[]> {
    const unknown = new Set(steps.flatMap(({ id, fixed }) => (fixed === undefined ? [id] : [])));
    if (unknown.size > 0) {
      const rows = await threads.read("fixedParts", [...unknown]);
      const found = new Map(rows.map(fixedRowOf).map((row) => [row.id, row]));
      for (const step of steps) step.fixed ??= found.get(step.id);
    }
    // A job is removed only once its last event is relayed, so all are found.
    return steps.flatMap((step) =>
      step.fixed === undefined ? [] : [{ ...step, fixed: step.fixed }],
    );
  }

  async function clearOutbox({ positions }: { positions: string[] }): Promise<void> {
    const before = buffer.relayed();
    const relayed = buffer.confirm(positions.map(Number));
    if (relayed > before) await threads.write("writeRelayed", relayed);
  }
  const outbox: Pick<Store, "takeOutbox" | "clearOutbox"> = { takeOutbox, clearOutbox };
  return { ...outbox, add: buffer.add, skipTo: buffer.skipTo, relayed: buffer.relayed };
}

function entryOf({ position, step, standing, fixed }: Placed): OutboxEntry {
  const event = eventOfStep(step, summaryOf(fixed, standing), fixed.traceparent ?? undefined);
  return { position: String(position), event };
}
