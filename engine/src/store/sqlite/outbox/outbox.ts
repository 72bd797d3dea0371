import type { OutboxEntry } from "../../outbox-store.ts";
import type { Store } from "../../store.ts";
import { fixed } from "../commit/columns.ts";
import type { Commit } from "../commit/commit.ts";
import type { FixedRow } from "../commit/rows.ts";
import { eventOf, type Step } from "../commit/steps.ts";
import type { Write } from "../commit/writer.ts";
import type { Database } from "../connection/database.ts";
import { createPrune } from "./prune.ts";

type Outbox = Pick<Store, "takeOutbox" | "clearOutbox">;
type Row = FixedRow & { position: number; steps: string };

/**
 * Events on their way to the bus. They are numbered in the order of commits, without holes, so all
 * there is to keep is the number up to which the bus has confirmed them. One confirmed ahead of an
 * earlier one is therefore taken again, which consumers drop by (job, seq).
 */
export function createOutbox({ database, write }: { database: Database; write: Write }): Outbox {
  const unrelayed = database.statement<Row>(
    `select position, steps, ${fixed.join(", ")} from events cross join jobs on no = job
     where position > (select relayed from outbox) order by position limit ?`,
  );
  const readRelayed = database.statement<{ relayed: number }>("select relayed from outbox");
  const writeRelayed = database.statement("update outbox set relayed = ?");
  const prune = createPrune({ database });

  function takeOutbox(limit: number): OutboxEntry[] {
    const relayed = readRelayed.get()?.relayed ?? 0;
    const entries = unrelayed.all(limit).flatMap(entriesOf);
    // A write may have made several steps, of which the first are on the bus.
    const start = entries.findIndex(({ position }) => Number(position) > relayed);
    return entries.slice(start, start + limit);
  }

  function clearOutbox(_commit: Commit, positions: string[]): void {
    const confirmed = new Set(positions.map(Number));
    const before = readRelayed.get()?.relayed ?? 0;
    let relayed = before;
    while (confirmed.has(relayed + 1)) relayed++;
    if (relayed === before) return;
    writeRelayed.run(relayed);
    prune(relayed);
  }
  return {
    takeOutbox: ({ limit }) => database.read(() => takeOutbox(limit)),
    // Forgotten clearing only means that events are published again.
    clearOutbox: ({ positions }) =>
      write((commit) => clearOutbox(commit, positions), { lossy: true }),
  };
}

function entriesOf({ position, steps: json, ...row }: Row): OutboxEntry[] {
  const steps: Step[] = JSON.parse(json);
  const before = position - steps.length;
  return steps.map((step, index) => ({
    position: String(before + index + 1),
    event: eventOf(step, row),
  }));
}
