import type { Step } from "../../../steps/step.ts";
import { eventOfStep } from "../../../steps/step-event.ts";
import type { Standing } from "../../../steps/transition.ts";
import type { Store } from "../../../store.ts";
import type { OutboxEntry } from "../../../verbs/outbox-store.ts";
import { type FixedRow, fixedRowOf } from "../../commit/rows.ts";
import { summaryOf } from "../job-of-row.ts";
import type { KnownJobs } from "../known-jobs.ts";
import type { Threads } from "../threads.ts";
import { type BufferedStep, createOutboxBuffer } from "./outbox-buffer.ts";

type OutboxDeps = {
  threads: Pick<Threads, "read" | "write">;
  known: Pick<KnownJobs, "fixedPart">;
  /** Milliseconds of a clock that never goes back. */
  monotonic: () => number;
};

/** Milliseconds between looks into the file for what another process left behind. */
const sweepMs = 1000;

/**
 * The outbox as the main side sees it: what this process committed comes from memory, the rest from
 * the file.
 */
export function createOwnOutbox({ threads, known, monotonic }: OutboxDeps) {
  const buffer = createOutboxBuffer();
  let sweptAt = Number.NEGATIVE_INFINITY;

  async function takeOutbox({ limit }: { limit: number }): Promise<OutboxEntry[]> {
    const steps = buffer.take(limit);
    if (steps === null || (steps.length === 0 && monotonic() - sweptAt > sweepMs))
      return takeFromFile(limit);
    const fixedParts = await fixedPartsOf(steps);
    const before = buffer.relayed();
    // A job is removed only once its last event is relayed, so all parts are found.
    return steps.flatMap(({ step, standing }, index) => {
      const fixed = fixedParts[index];
      return fixed === undefined ? [] : entryOf(before + index + 1, step, standing, fixed);
    });
  }

  async function takeFromFile(limit: number): Promise<OutboxEntry[]> {
    sweptAt = monotonic();
    const wanted = { limit, after: buffer.relayed() };
    const { relayed, steps } = await threads.read("unrelayed", wanted);
    buffer.skipTo(relayed);
    return steps.map(({ position, step, standing, fixed }) =>
      entryOf(position, step, standing, fixedRowOf(fixed)),
    );
  }

  /** The parts of jobs that no step changes: from memory, or else from the file. */
  async function fixedPartsOf(steps: BufferedStep[]): Promise<(FixedRow | undefined)[]> {
    const parts = steps.map(({ id, fixed }) => fixed ?? known.fixedPart(id));
    if (parts.every((part) => part !== undefined)) return parts;
    const unknown = new Set(steps.flatMap(({ id }, index) => (parts[index] ? [] : [id])));
    const rows = (await threads.read("fixedParts", [...unknown])).map((row) => fixedRowOf(row));
    const found = new Map(rows.map((row) => [row.id, row]));
    return parts.map((part, index) => part ?? found.get(steps[index]?.id ?? ""));
  }

  async function clearOutbox({ positions }: { positions: string[] }): Promise<void> {
    const before = buffer.relayed();
    const relayed = buffer.confirm(positions.map(Number));
    if (relayed > before) await threads.write("writeRelayed", relayed);
  }
  const outbox: Pick<Store, "takeOutbox" | "clearOutbox"> = { takeOutbox, clearOutbox };
  return { ...outbox, add: buffer.add, relayed: buffer.relayed };
}

function entryOf(
  position: number,
  step: Step<number>,
  standing: Standing<number>,
  fixed: FixedRow,
): OutboxEntry {
  const event = eventOfStep(step, summaryOf(fixed, standing), fixed.traceparent ?? undefined);
  return { position: String(position), event };
}
